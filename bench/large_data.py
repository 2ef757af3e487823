"""A hundred metrics over three million rows, beside plain DuckDB: seconds, and our peak memory.

`python bench/large_data.py [rows]` makes the data below a folder of its own and removes it.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

METRICS = 100
REGIONS = 20
OURS = """
import json, resource, sys, time
from pathlib import Path
started = time.perf_counter()
from reportgen.automate import check_report
checked = check_report(Path(sys.argv[1]))
seconds = time.perf_counter() - started
whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
peak = max(resource.getrusage(who).ru_maxrss for who in whose)
print(json.dumps({"seconds": seconds, "megabytes": peak / 1024}))
"""
MAKE = """
import sys
import duckdb
duckdb.execute(f"copy ({sys.argv[2]}) to '{sys.argv[1]}'")
print("null")
"""
PLAIN = """
import json, resource, sys, time
started = time.perf_counter()
import duckdb
connection = duckdb.connect()
file, queries = sys.argv[1], json.loads(sys.argv[2])
if file.endswith(".csv"):
    connection.execute(f"create table s as select * from read_csv('{file}')")
else:
    connection.execute(f"create view s as select * from read_parquet('{file}')")
for query in queries:
    connection.execute(query).fetchall()
seconds = time.perf_counter() - started
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"seconds": seconds, "megabytes": peak / 1024}))
"""

DATA = """
select 2022 + i % 3 as 年度, '地区' || (i % {regions}) as 地区, '客户' || (i % 5000) as 客户,
  (hash(i) % 10000000 / 100)::decimal(12, 2) as 金额_元,
  (hash(i + 1) % 10000000 / 10000)::decimal(12, 4) as 成本_元, i as 单号
from range({rows}) t(i)
"""


def formulas():
    """Return the expressions of the metrics, of two columns and a filter."""
    for number in range(METRICS):
        column = ("金额", "成本")[number % 2]
        yield f"sum({column}) filter (地区 = '地区{number % REGIONS}')"


def make(folder, rows):
    """Write the data as CSV and Parquet, and a report over each."""
    statement = DATA.format(regions=REGIONS, rows=rows)
    for kind in ("csv", "parquet"):
        path = folder / kind / f"data.{kind}"
        path.parent.mkdir()
        # In a process of its own: a child is charged with the peak of whoever starts it.
        run(MAKE, path, statement)
        metrics = "".join(
            f'  甲{number}: {{from: s, sql: "{each}"}}\n' for number, each in enumerate(formulas())
        )
        (path.parent / "report.yaml").write_text(
            f'id: bench\ntitle: 大文件\ndate: 2025-12-18\nperiod: "2024"\n'
            f"sources: {{s: {{file: data.{kind}, period: 年度}}}}\nmetrics:\n{metrics}"
            "sections: [{title: 概况, text: '{{ 甲0 }}'}]\n",
            "utf-8",
        )


def run(code, *arguments):
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def plain_query(formula):
    named = formula.replace("金额", "金额_元").replace("成本", "成本_元")
    return f"select {named} from s where 年度 = 2024"  # noqa: S608 - our own


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 3_000_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, rows)
        print(f"{rows:,} rows, {METRICS} metrics")
        for kind in ("csv", "parquet"):
            file = folder / kind / f"data.{kind}"
            queries = [plain_query(each) for each in formulas()]
            started = time.perf_counter()
            plain = run(PLAIN, file, json.dumps(queries))
            ours = run(OURS, file.parent)
            print(
                f"{kind:8} {file.stat().st_size / 1e6:6.0f} MB  "
                f"plain DuckDB {plain['seconds']:6.2f} s {plain['megabytes']:5.0f} MB  "
                f"ours {ours['seconds']:6.2f} s {ours['megabytes']:5.0f} MB  "
                f"ratio {ours['seconds'] / plain['seconds']:.2f}  "
                f"({time.perf_counter() - started:.0f} s in all)"
            )


main()
