"""Marks that would do something elsewhere: here they name nothing that is there."""

import time

import pytest

from reportgen import ReportgenError, check_report

PAYLOADS = """
__import__('os').system('id')
os.system('id')
().__class__.__bases__[0].__subclasses__()
''.__class__.__mro__[1].__subclasses__()
self.__init__.__globals__
cycler.__init__.__globals__.os.popen('id').read()
lipsum.__globals__['os']
config.items()
request.application.__globals__
get_flashed_messages.__globals__
url_for.__globals__
namespace(a=1)
range(999999999)
'a' * 999999999
9**9**9**9
2**100000
10000000 ** 10000000
x.y
x.y.z()
x['y']
x[0]
x["__class__"]
x|attr('__class__')
x|map('upper')
x|list
x|safe
x|format('%s')
x|tojson
x|eval
x|exec
x|open('/etc/passwd')
x|读取('/etc/passwd')
x|亿(__import__('os'))
x|亿(1)(2)
x|亿(1|2)
x|亿(x)
x|亿(99)
x|亿(-1)
x|亿(1.5)
x|亿(1e9)
x|百分比(∞)
x|同比(1)
x|同比|同比
x|亿|万
lambda: 0
lambda x: x
(lambda: 0)()
[x for x in y]
{x: y}
yield x
await x
x if y else z
x := 1
x = 1
x == 1
import os
exec('x')
eval('x')
open('/etc/passwd').read()
getattr(x, 'y')
globals()
locals()
vars()
dir()
help()
input()
breakpoint()
exit()
print(x)
include '/etc/passwd'
extends 'base.html'
macro x()
for x in y
set x = 1
raw
block x
#{7*7}
${7*7}
<%= 7*7 %>
<script>alert(1)</script>
*{7*7}
@(7*7)
%s%s%s%n
%x%x
../../etc/passwd
file:///etc/passwd
http://169.254.169.254/latest/meta-data
\\\\host\\share
C:\\Windows\\win.ini
$(id)
`id`
; id
&& id
| id
'; drop table t; --
1; select 1
select * from t
sum(x)
read_csv('/etc/passwd')
copy t to '/tmp/x'
attach 'x'
pragma x
x@../y
x@__class__
x@昨天
x@2024Q9
x@99999
x@{{ y }}
@
@上期
|
||
()
(
)
-
--x
+ +
x +
x ÷
x ÷ 0
1 / 0
x × y
x.__add__(1)
x / y / z /
((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((x
x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + x + y
NaN
Infinity
-Infinity
1e999999
0x10
１＋１
\u202e亿营
\x00
\u200b
""".strip("\n").split("\n")
HEAD = "---\ntitle: t\nperiod: '2024'\nsources: {a: {file: a.csv, period: 年度}}\nmetrics:\n"
HEAD += "  营收: {from: a, sql: sum(营收)}\n---\n"


def found_in(text, tmp_path):
    (tmp_path / "a.csv").write_text("年度,营收_亿元\n2023,1\n2024,2\n", "utf-8")
    (tmp_path / "报告.md").write_text(f"{HEAD}# 甲\n\n文字{text}文字。\n", "utf-8")
    started = time.process_time()
    with pytest.raises(ReportgenError) as caught:
        check_report(tmp_path / "报告.md")
    assert time.process_time() - started < 5
    return caught.value.diagnostics


def test_there_are_more_than_a_hundred():
    assert len(set(PAYLOADS)) >= 100


@pytest.mark.parametrize("payload", PAYLOADS)
def test_in_a_number_it_is_a_finding_where_it_stands(payload, tmp_path):
    found = found_in("{{ " + payload + " }}", tmp_path)
    assert any(each.span.source.path.endswith("报告.md") for each in found)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_in_a_condition_it_is_a_finding_where_it_stands(payload, tmp_path):
    found = found_in("{% 若 " + payload + " %}甲{% 完 %}", tmp_path)
    assert any(each.span.source.path.endswith("报告.md") for each in found)


@pytest.mark.parametrize(
    "word", ["for", "循环", "set", "include", "macro", "import", "若若", "exec"]
)
def test_there_are_no_other_tags(word, tmp_path):
    found = found_in("{% " + word + " x in y %}甲{% 完 %}", tmp_path)
    assert {"RG250"} <= {each.code.value for each in found}
