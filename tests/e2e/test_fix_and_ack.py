"""check --fix writes what is safe; a judgement beside a number that turned waits for ack."""

import pytest
from click.testing import CliRunner

from reportgen import SourceError, check_report
from reportgen.automate.desk.fixing import mend, write
from reportgen.cli import main
from reportgen.diag import Code, Diagnostic, Fix, Source, Span, UsageError

REPORT = """\
id: brief
title: 简报（{{ 本期 }}）
date: 2025-12-18
cover: no
period: auto
outputs: [docx]
aigc: {mode: none}
sources:
  q: {file: 数据.csv, period: 季度}
metrics:
  净利润: {from: q, sql: sum(净利润), format: 亿(2)}
  营收: {label: 营业收入, from: q, sql: sum(营业收入), format: 亿(2)}
sections:
  - {file: 正文.md}
delivery: {via: x, from: a@b.cn, to: [c@d.cn], subject: 简报, body: mail.md}
"""
DATA = "季度,净利润_百万元,营业收入_百万元\n2024Q3,-120,1000\n2024Q4,-80,1123\n"
TEXT = """\
# 经营

{{ 本期 }}营业收入为11.23亿元。净利润为{{ 净利润 }}，盈利持续承压。

`11.23亿元`、[11.23亿元](https://a.cn/11.23亿元)。
{: ignore=N101 reason="例子" }
"""


@pytest.fixture
def folder(tmp_path):
    files = {"report.yaml": REPORT, "数据.csv": DATA, "正文.md": TEXT, "mail.md": "见附件。\n"}
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


# ---- --fix ---------------------------------------------------------------------------------


def test_without_yes_and_a_terminal_the_diff_is_shown_and_nothing_written(folder):
    done = run("check", folder, "--fix")
    assert "-{{ 本期 }}营业收入为11.23亿元。" in done.stdout
    assert "+{{ 本期 }}营业收入为{{ 营收 }}。" in done.stdout
    assert "没有写入" in done.stderr
    assert (folder / "正文.md").read_text("utf-8") == TEXT


def test_yes_writes_only_the_number_and_a_second_time_there_is_nothing_to_do(folder):
    assert run("check", folder, "--fix", "--yes").exit_code == 0
    fixed = (folder / "正文.md").read_text("utf-8")
    assert fixed == TEXT.replace("为11.23亿元", "为{{ 营收 }}")
    again = run("check", folder, "--fix", "--yes")
    assert "没有可以自动改正的" in again.stderr
    assert (folder / "正文.md").read_text("utf-8") == fixed


def test_line_ends_and_a_byte_order_mark_stay_as_they_were(folder):
    typed = "\ufeff" + TEXT.replace("\n", "\r\n")
    (folder / "正文.md").write_bytes(typed.encode())
    run("check", folder, "--fix", "--yes")
    wanted = typed.replace("为11.23亿元", "为{{ 营收 }}")
    assert (folder / "正文.md").read_bytes() == wanted.encode()


def test_the_fixed_report_prints_what_the_typed_one_did(folder):
    before = run("check", folder, "--fix", "--yes", "--json")
    assert '"text": "{{ 营收 }}"' in before.stdout
    assert "N101" not in run("check", folder).stderr


def test_full_width_keys_and_marks_and_end_marks_of_headings_are_mended(folder):
    (folder / "report.yaml").write_text(REPORT.replace("date: 2025", "date：2025"), "utf-8")
    text = TEXT.replace("# 经营", "# 经营。").replace("{{ 净利润 }}", "｛｛净利润｝｝")
    (folder / "正文.md").write_text(text, "utf-8")
    assert run("check", folder, "--fix", "--yes").exit_code == 0
    assert (folder / "report.yaml").read_text("utf-8") == REPORT
    fixed = TEXT.replace("为11.23亿元", "为{{ 营收 }}").replace("{{ 净利润 }}", "{{净利润}}")
    assert (folder / "正文.md").read_text("utf-8") == fixed


def test_files_outside_the_report_are_never_written(folder, tmp_path_factory):
    kit = tmp_path_factory.mktemp("kit") / "正文.md"
    kit.write_text("甲", "utf-8")
    span = Span(Source(str(kit), "甲\n"), 1, 1)
    found = Diagnostic(Code.HEADING_END_MARK, span, {}, Fix(span, "乙"))
    assert mend([found], folder) == ()


def test_a_file_that_changed_meanwhile_is_not_written(folder):
    file = folder / "正文.md"
    span = Span(Source(str(file), TEXT), 1, 3, 2)
    found = Diagnostic(Code.HEADING_END_MARK, span, {}, Fix(span, "乙"))
    files = mend([found], folder)
    file.write_text(f"{TEXT}新的一行。\n", "utf-8")
    with pytest.raises(UsageError):
        write(files)
    file.write_text(TEXT.replace("# 经营", "# 管理"), "utf-8")
    assert mend([found], folder) == ()


def test_yes_alone_is_refused(folder):
    assert run("check", folder, "--yes").exit_code == 2


# ---- --strict ------------------------------------------------------------------------------


def test_strict_makes_errors_of_findings_about_numbers(folder):
    assert run("check", folder).exit_code == 0
    assert run("check", folder, "--strict").exit_code == 1
    assert run("build", folder, "--strict").exit_code == 1
    assert not (folder / "out").exists()


def test_programs_may_be_strict_too(folder):
    assert check_report(folder).findings
    with pytest.raises(SourceError):
        check_report(folder, strict=True)


# ---- N111 ----------------------------------------------------------------------------------


@pytest.fixture
def turned(folder):
    """Build 2024Q4, a loss, then add 2025Q1, a profit."""
    assert run("build", folder).exit_code == 0
    (folder / "数据.csv").write_text(f"{DATA}2025Q1,60,1150\n", "utf-8")
    return folder


def test_a_judgement_left_old_beside_a_number_that_turned_is_to_be_reviewed(turned):
    done = run("check", turned)
    assert (done.exit_code, done.stderr.count("N111: 待复核")) == (3, 1)
    assert "已从 −0.80亿元 变为 0.60亿元" in done.stderr


def test_it_is_built_but_not_sent_until_somebody_says_that_it_holds(turned):
    assert run("build", turned).exit_code == 3
    assert run("build", turned).exit_code == 3
    sent = run("send", turned, "--config", turned / "none.yaml")
    assert (sent.exit_code, "N111" in sent.stderr) == (3, True)
    listed = run("ack", turned, "--list").stdout
    assert run("ack", turned, listed.split()[0]).stdout == listed
    assert run("build", turned).exit_code == 0
    assert run("check", turned).exit_code == 0
    assert "N111" not in run("send", turned, "--config", turned / "none.yaml").stderr


def test_what_was_acknowledged_is_asked_again_when_the_number_changes(turned):
    run("build", turned)
    run("ack", turned)
    (turned / "数据.csv").write_text(f"{DATA}2025Q1,90,1150\n", "utf-8")
    assert run("build", turned).exit_code == 3


def test_a_rewritten_sentence_needs_no_ack(turned):
    text = TEXT.replace("盈利持续承压", "公司实现盈利")
    (turned / "正文.md").write_text(text, "utf-8")
    assert run("build", turned).exit_code == 0


def test_an_unknown_key_is_found(turned):
    run("build", turned)
    done = run("ack", turned, "12345678")
    assert (done.exit_code, "RG864" in done.stderr) == (2, True)


def test_without_periods_a_review_stays_open_until_it_is_done(folder):
    report = REPORT.replace("{{ 本期 }}", "甲").replace("period: auto\n", "")
    report = report.replace(", period: 季度", "").partition("delivery:")[0]
    (folder / "report.yaml").write_text(report, "utf-8")
    (folder / "正文.md").write_text("净利润为{{ 净利润 }}，盈利承压。\n", "utf-8")
    assert run("build", folder).exit_code == 0
    (folder / "数据.csv").write_text(f"{DATA}2025Q1,900,1150\n", "utf-8")
    assert run("build", folder).exit_code == 3
    (folder / "正文.md").write_text("净利润为{{ 净利润 }}，盈利承压。\n\n完。\n", "utf-8")
    assert run("build", folder).exit_code == 3
    assert run("ack", folder).exit_code == 0
    assert run("build", folder).exit_code == 0
