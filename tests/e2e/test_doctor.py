"""doctor: each line says that something is well, or how to mend it."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.mail_server import PASSWORD, mail_server

from reportgen.automate.desk.doctor import Part, examine
from reportgen.cli import main

QUARTERLY = Path("data/quarterly")


@pytest.fixture
def report(tmp_path):
    return Path(
        shutil.copytree(QUARTERLY, tmp_path / "r", ignore=shutil.ignore_patterns("out", ".*"))
    )


def found(report, settings, env=None, *, is_offline=True):
    return {each.part: each for each in examine(report, settings, env or {}, is_offline=is_offline)}


def test_a_sound_machine_is_said_to_be_sound(report, tmp_path):
    checkups = found(report, tmp_path / "none.yaml")
    needed = [each for each in checkups.values() if each.is_needed]
    assert all(each.is_ok for each in needed), needed
    assert {Part.PYTHON, Part.FONTS, Part.DISK, Part.TIME_ZONE, Part.LEDGER} <= set(checkups)


def test_without_a_report_no_folder_is_made(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert Part.LEDGER not in found(None, tmp_path / "none.yaml")
    assert list(tmp_path.iterdir()) == []


def test_a_broken_ledger_is_named(report, tmp_path):
    (report / ".reportgen").mkdir()
    (report / ".reportgen" / "ledger.db").write_bytes(b"no database, but words" * 100)
    checkups = found(report, tmp_path / "none.yaml")
    assert Part.LEDGER in checkups  # set aside by the ledger itself, or said to be broken


def test_it_logs_in_to_the_mail_server_and_sends_nothing(report, tmp_path):
    with mail_server(tmp_path / "server") as (mailbox, settings):
        good = found(report, settings, {"MAIL_PASSWORD": PASSWORD}, is_offline=False)
        bad = found(report, settings, {"MAIL_PASSWORD": "wrong"}, is_offline=False)
        none = found(report, settings, {}, is_offline=False)
        assert good[Part.SERVER].is_ok, good[Part.SERVER]
        assert not bad[Part.SERVER].is_ok
        assert "535" in bad[Part.SERVER].detail
        assert not none[Part.SERVER].is_ok
        assert not mailbox.delivered


def test_no_password_is_ever_shown(report, tmp_path):
    with mail_server(tmp_path / "server") as (_, settings):
        told = CliRunner().invoke(
            main,
            ["doctor", str(report), "--settings", str(settings)],
            env={"MAIL_PASSWORD": "not-the-password"},
        )
    assert told.exit_code == 1
    assert "not-the-password" not in told.output
    assert PASSWORD not in told.output


def test_settings_that_others_may_read_are_named(report, tmp_path):
    settings = tmp_path / "config.yaml"
    settings.write_text("servers: {}\n", "utf-8")
    settings.chmod(0o644)
    assert not found(report, settings)[Part.SETTINGS_SEEN].is_ok
    settings.chmod(0o600)
    assert found(report, settings)[Part.SETTINGS_SEEN].is_ok


def test_a_fault_in_the_settings_is_named_with_its_place(report, tmp_path):
    settings = tmp_path / "config.yaml"
    settings.write_text("servers: {a: {hots: x}}\n", "utf-8")
    checkup = found(report, settings)[Part.SETTINGS]
    assert not checkup.is_ok
    assert "config.yaml:1:" in checkup.detail


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_line_speaks_the_language_asked_for(language, report, tmp_path):
    told = CliRunner().invoke(
        main, ["doctor", str(report), "--settings", str(tmp_path / "none"), "--lang", language]
    )
    assert told.exit_code == 0
    assert ("磁盘" in told.output) == (language == "zh")
