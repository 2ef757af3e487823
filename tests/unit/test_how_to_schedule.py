"""The how-to of schedules: what it shows can be read, and what it names is there."""

import re
from pathlib import Path

from click.testing import CliRunner

from reportgen import check_report
from reportgen.cli import main
from reportgen.cli.log import LogLine
from reportgen.diag import Sink
from reportgen.read import listed_reports

TEXT = (Path(__file__).parents[2] / "docs" / "how-to" / "schedule.md").read_text("utf-8")
YAML = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)


def test_the_schedules_can_be_read_as_they_stand(tmp_path):
    report, calendar, *_ = YAML
    (tmp_path / "report.yaml").write_text(report, "utf-8")
    (tmp_path / "日历.yaml").write_text(calendar, "utf-8")
    (tmp_path / "正文.md").write_text("# 一\n\n一段话。\n", "utf-8")
    schedules = check_report(tmp_path).schedules
    assert [each.name for each in schedules] == ["月报", "月末快报", "交易日晨报", "结算"]
    assert len(schedules[3].own.free) == 8


def test_the_operators_list_can_be_read(tmp_path):
    file = tmp_path / "config.yaml"
    file.write_text(YAML[-1], "utf-8")
    sink = Sink()
    assert listed_reports(file, sink) == ("/srv/reports", "/srv/board/季报")
    assert not sink.found


def test_every_command_and_option_is_there():
    for line in re.findall(
        r"reportgen(?:\.exe)? (serve|tick|build|send|schedule)\b([^\n`\"]*)", TEXT
    ):
        command, rest = line
        shown = CliRunner().invoke(main, [command, "--help"]).output
        for option in re.findall(r"--[a-z]+", rest):
            assert option in shown, line


def test_the_log_is_described_as_it_is():
    (named,) = re.findall(r"每行一个对象：(.*?)。", TEXT)
    assert set(re.findall(r"`(\w+)`", named)) == set(LogLine.__struct_fields__)
