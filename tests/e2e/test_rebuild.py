"""Content decides: nothing changed, nothing done; anything changed, both files anew."""

import datetime as dt
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from reportgen.automate import Order, here, making, rebuild
from reportgen.automate import state as state_room
from reportgen.automate.fingerprint import makers
from reportgen.automate.history.status import build_line, status
from reportgen.automate.state import open_state, place_of, writable_state
from reportgen.diag import SourceError
from reportgen.verify import read_label

ROOT = Path(__file__).parents[2]
NOW = dt.datetime(2025, 12, 18, tzinfo=dt.UTC)
TODAY = dt.date(2026, 1, 1)


@pytest.fixture
def report(tmp_path):
    ignore = shutil.ignore_patterns("out", ".reportgen")
    source = ROOT / "data" / "quarterly"
    return Path(shutil.copytree(source, tmp_path / "quarterly", ignore=ignore))


def made(report, env=None, today=TODAY, **options):
    return rebuild(Order(report, **options), here(env=env or {}, today=today), NOW)


def look(paths):
    return [(path.read_bytes(), path.stat().st_mtime_ns) for path in paths]


def test_an_unchanged_report_is_left_alone(report):
    first = made(report)
    before = look(first.paths)
    second = made(report)
    assert second.is_unchanged
    assert second.paths == first.paths
    assert look(second.paths) == before


def test_touching_or_rewriting_the_same_content_changes_nothing(report):
    made(report)
    for file in filter(Path.is_file, report.iterdir()):
        file.write_bytes(file.read_bytes())
        os.utime(file, (1, 1))
    assert made(report).is_unchanged


def test_a_change_that_keeps_size_and_time_is_seen(report):
    made(report)
    data = report / "quarterly.csv"
    was, text = data.stat(), data.read_text("utf-8")
    data.write_text(text.replace("747400", "747500"), "utf-8")
    os.utime(data, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert data.stat().st_size == was.st_size
    assert not made(report).is_unchanged


@pytest.mark.parametrize("file", ["quarterly.csv", "正文.md", "report.yaml", "references.yaml"])
def test_a_change_of_content_rebuilds(file, report):
    made(report)
    path = report / file
    path.write_text(path.read_text("utf-8").replace("季度", "季 度", 1).replace("188700", "188701"))
    try:
        done = made(report)
    except Exception:  # noqa: BLE001 - a broken change is noticed too
        return
    assert not done.is_unchanged


def test_new_rows_move_the_words_and_the_name(report):
    made(report)
    with (report / "quarterly.csv").open("a", encoding="utf-8") as file:
        file.write("2025Q1,2025-03-31,981600,314600,press-2025q1\n")
    done = made(report)
    assert "2025年第一季度" in done.paths[0].name


def test_a_file_that_is_gone_from_the_folder_is_put_back_without_building(report):
    first = made(report)
    before = first.paths[0].read_bytes()
    first.paths[0].unlink()
    first.paths[1].write_bytes(b"somebody's notes")
    second = made(report)
    assert second.is_unchanged
    assert second.paths[0].read_bytes() == before
    assert second.paths[1].read_bytes().startswith(b"PK")


def test_a_damaged_store_is_built_again(report):
    first = made(report)
    for file in (report / ".reportgen" / "store").iterdir():
        file.write_bytes(b"rot")
    second = made(report)
    assert not second.is_unchanged
    assert second.paths[0].read_bytes() == first.paths[0].read_bytes()


def test_force_builds_again(report):
    made(report)
    assert not made(report, force=True).is_unchanged


def test_one_kind_after_both_is_a_build_of_its_own(report):
    from reportgen.model.artifact import ArtifactKind

    made(report)
    assert not made(report, kinds=(ArtifactKind.DOCX,)).is_unchanged
    assert made(report, kinds=(ArtifactKind.DOCX,)).is_unchanged


def test_the_date_of_the_day_counts_only_where_it_is_printed(report):
    made(report)
    assert made(report, today=dt.date(2026, 5, 5)).is_unchanged
    file = report / "report.yaml"
    file.write_text(file.read_text("utf-8").replace("date: 2025-12-18", "date: auto"), "utf-8")
    assert not made(report).is_unchanged
    assert made(report).is_unchanged
    assert not made(report, today=dt.date(2026, 5, 5)).is_unchanged


def test_a_name_of_the_environment_that_the_report_asks_for_counts(tmp_path):
    ignore = shutil.ignore_patterns("out", ".reportgen")
    report = shutil.copytree(ROOT / "data" / "coreweave", tmp_path / "c", ignore=ignore)
    code = {"AIGC_PROVIDER_CODE": "001191110102MAD55U9H0F10002"}
    made(Path(report))
    assert made(Path(report), env={"HOME": "/other"}).is_unchanged
    assert not made(Path(report), env=code).is_unchanged
    assert made(Path(report), env=code).is_unchanged


def test_the_state_may_stand_elsewhere(report, tmp_path):
    made(report, state=tmp_path / "state")
    assert not (report / ".reportgen").exists()
    assert made(report, state=tmp_path / "state").is_unchanged


def test_an_unchanged_build_says_so_and_loads_no_heavy_tool(report):
    made(report, today=dt.datetime.now(dt.UTC).astimezone().date(), env=os.environ)
    said, loaded = built_by_command(report, "matplotlib pandas reportlab duckdb yaml")
    assert "无变化" in said
    assert loaded == []


def test_a_changed_number_in_the_prose_draws_no_chart_anew(report):
    made(report, today=dt.datetime.now(dt.UTC).astimezone().date(), env=os.environ)
    data = report / "annual.csv"
    text = data.read_text("utf-8")
    assert text.count("228.9") == 1
    data.write_text(text.replace("228.9", "229.9"), "utf-8")
    said, loaded = built_by_command(report, "matplotlib pandas numpy")
    assert "无变化" not in said
    assert loaded == []


def test_a_word_file_with_charts_of_its_own_needs_no_heavy_tool(report):
    said, loaded = built_by_command(report, "matplotlib reportlab numpy", "--to=docx")
    assert "无变化" not in said
    assert loaded == []


def built_by_command(report, tools, *options):
    """Build ``report`` in another process; return what it says and which ``tools`` it loads."""
    code = (
        "import sys; report, tools, *rest = sys.argv[1:]\n"
        "sys.argv = ['reportgen', 'build', report, *rest]\n"
        "from reportgen.cli import main\n"
        "try: main()\n"
        "finally: print(*[tool for tool in tools.split() if tool in sys.modules])\n"
    )
    command = [sys.executable, "-c", code, str(report), tools, *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stderr, done.stdout.splitlines()[-1].split()


def test_a_later_ledger_is_a_finding(report):
    import sqlite3

    made(report)
    with sqlite3.connect(report / ".reportgen" / "ledger.db") as ledger:
        ledger.execute("PRAGMA user_version = 99")
    ledger.close()
    command = [sys.executable, "-m", "reportgen", "build", str(report)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "RG004" in done.stderr


def test_status_lists_what_was_built(report):
    made(report)
    command = [sys.executable, "-m", "reportgen", "status", str(report)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "coreweave-quarterly  2024Q4" in done.stdout


def test_an_old_issue_is_asked_for_by_its_period(report):
    newest = made(report)
    world = replace(here(env={}, today=TODAY), period="2024Q3")
    old = rebuild(Order(report), world, NOW)
    assert "2024年第三季度" in old.paths[0].name
    assert rebuild(Order(report), world, NOW).is_unchanged
    assert made(report).paths == newest.paths


def test_what_was_asked_for_last_is_the_current_issue(report):
    made(report)
    rebuild(Order(report), replace(here(env={}, today=TODAY), period="2024Q3"), NOW)
    state = open_state(report, None)
    with state.ledger() as ledger:
        assert ledger.newest_at(place_of(report)).period == "2024Q3"
    assert made(report).is_unchanged
    with state.ledger() as ledger:
        assert ledger.newest_at(place_of(report)).period == "2024Q4"


def test_a_period_that_is_none_is_said_to_be_none(report):
    with pytest.raises(SourceError) as caught:
        rebuild(Order(report), replace(here(env={}, today=TODAY), period="昨天"), NOW)
    assert [each.code.value for each in caught.value.diagnostics] == ["RG131"]


def test_what_was_produced_stays_on_record_with_its_label(report):
    """The record that Art. 9 of the measures for labelling asks for: what, when, which label."""
    path = report / "report.yaml"
    text = path.read_text("utf-8")
    label = "aigc: {mode: assisted, provider_name: example}\n"
    path.write_text(label + re.sub(r"(?m)^aigc:.*\n(?: .*\n)*", "", text), "utf-8")
    pdf, word = (each.read_bytes() for each in made(report).paths)
    build = build_line(status(writable_state(report), NOW).builds[0])
    assert build["label"] == read_label(pdf) == read_label(word)
    assert build["files"]["pdf"] == hashlib.sha256(pdf).hexdigest()


@pytest.mark.parametrize("part", ["engine", "libraries", "fonts"])
def test_another_program_library_or_font_rebuilds_and_takes_nothing_from_the_cache(
    part, report, monkeypatch
):
    made(report)
    for room in (making, state_room):
        monkeypatch.setattr(room, "makers", lambda: {**makers(), part: "another"})
    old = {path.name for path in (report / ".reportgen" / "cache").iterdir()}
    assert not made(report).is_unchanged
    assert made(report).is_unchanged
    assert not old & {path.name for path in (report / ".reportgen" / "cache").iterdir()}
