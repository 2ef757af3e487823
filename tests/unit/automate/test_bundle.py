"""Bundle: what leaves this machine for a report, and what never does."""

import datetime as dt
import shutil
import sqlite3
from pathlib import Path

import msgspec
import pytest

from reportgen.automate.batches.bundle import answers_for, at_home, gather, portable, unpack
from reportgen.automate.cache import MemoryCache
from reportgen.diag import ReportgenError, SourceError
from reportgen.fonts import assets_dir
from reportgen.model.world import World
from reportgen.read import templates_folder

TODAY = dt.date(2025, 12, 18)
CANARY = "mima-canary-9f3"
REPORT = """
id: bill
title: "{{ 客户 }}对账单"
date: 2025-12-18
period: "2024"
params: clients.csv
brand: brand/
aigc: {mode: assisted, provider_name: reportgen-example, provider_code: env:PROVIDER}
sources:
  明细: {file: 数据/明细.csv, period: 年度}
metrics:
  金额: {from: 明细, sql: sum(金额)}
sections: [{file: 正文.md}]
"""


@pytest.fixture
def report(tmp_path):
    folder = tmp_path / "对账单"
    (folder / "brand").mkdir(parents=True)
    (folder / "数据").mkdir()
    (folder / "report.yaml").write_text(REPORT, "utf-8")
    (folder / "正文.md").write_text("# 金额\n\n{{ 客户 }}的金额是{{ 金额 }}。\n", "utf-8")
    (folder / "clients.csv").write_text("客户\n甲公司\n乙公司\n", "utf-8")
    rows = "客户,年度,金额_万元\n甲公司,2024,5\n乙公司,2024,7\n"
    (folder / "数据" / "明细.csv").write_text(rows, "utf-8")
    shutil.copyfile(assets_dir() / "fonts" / "DejaVuSans.ttf", folder / "brand" / "own.ttf")
    kit = "extends: default\nname: 我们\nfonts: {code: {file: own.ttf}}\n"
    (folder / "brand" / "brand.yaml").write_text(kit, "utf-8")
    for name in ("底稿.docx", "别家.csv", ".env", "数据/旧.csv", "brand/unused.ttf"):
        (folder / name).write_text(CANARY, "utf-8")
    return folder


def world(settings=None, **env):
    return World(env=env, today=TODAY, cache=MemoryCache(), settings=settings)


ROWS = [{"客户": "甲公司"}, {"客户": "乙公司"}]


def test_only_what_is_read_travels(report):
    bundle = gather(report, world(), ROWS).bundle
    assert [each.name for each in bundle.pieces] == [
        *("brand/brand.yaml", "brand/own.ttf", "clients.csv", "report.yaml"),
        *("数据/明细.csv", "正文.md"),
    ]


def test_a_secret_of_the_environment_stays_here(report, tmp_path):
    settings = tmp_path / "config.yaml"
    settings.write_text("databases: {mart: {url: env:MART}}\n", "utf-8")
    asked = world(settings, MART=CANARY, HOME="/home/miren-canary", PROVIDER="x" * 27)
    bundle = gather(report, asked, ROWS).bundle
    assert CANARY.encode() not in msgspec.msgpack.encode(bundle)
    assert b"miren-canary" not in msgspec.msgpack.encode(bundle)
    assert [name for name, _ in bundle.env] == ["PROVIDER"]


def test_the_same_files_are_the_same_bundle_wherever_they_lie(report, tmp_path):
    other = Path(shutil.copytree(report, tmp_path / "b" / "对账单"))
    ours, theirs = (gather(each, world(), ROWS).bundle for each in (report, other))
    assert ours.pieces == theirs.pieces
    (other / "正文.md").write_text("# 别的\n", "utf-8")
    assert gather(other, world(), ROWS).bundle.digest != theirs.digest


def test_a_file_that_is_asked_for_by_a_link_is_found_by_it(report):
    (report / "archive").mkdir()
    (report / "数据" / "明细.csv").rename(report / "archive" / "明细.csv")
    (report / "数据" / "明细.csv").symlink_to(report / "archive" / "明细.csv")
    names = [each.name for each in gather(report, world(), ROWS).bundle.pieces]
    assert {"archive/明细.csv", "数据/明细.csv"} <= set(names)


def test_inputs_are_told_the_same_way_everywhere(report):
    kit = templates_folder() / "default" / "brand.yaml"
    here = ((str(report.resolve() / "正文.md"), "1"), (str(kit), "2"))
    moved = portable(here, report)
    assert moved == (("正文.md", "1"), ("kit:default/brand.yaml", "2"))
    assert at_home(moved, report) == here


def test_a_bundle_is_laid_out_nowhere_but_in_its_folder(report, tmp_path):
    gathered = gather(report, world(), ROWS)
    contents, place = tmp_path / "contents", tmp_path / "place"
    contents.mkdir()
    place.mkdir()
    for digest, path in gathered.paths.items():
        shutil.copyfile(path, contents / digest)
    unpack(gathered.bundle, contents, place)
    assert (place / "正文.md").read_bytes() == (report / "正文.md").read_bytes()
    (stray,) = (each for each in gathered.bundle.pieces if each.name == "正文.md")
    for name in ("../正文.md", "/正文.md", "a/../../正文.md"):
        odd = msgspec.structs.replace(
            gathered.bundle, pieces=(msgspec.structs.replace(stray, name=name),)
        )
        with pytest.raises(ValueError, match=r"正文\.md"):
            unpack(odd, contents, place)


def test_a_report_that_cannot_be_read_goes_nowhere(report):
    (report / "report.yaml").write_text("title: [", "utf-8")
    with pytest.raises(SourceError):
        gather(report, world(), ROWS)


@pytest.fixture
def asking(report, tmp_path):
    """A report whose clients and rows a database gives."""
    database = tmp_path / "mart.db"
    with sqlite3.connect(database) as mart:
        mart.execute("CREATE TABLE bill (客户 TEXT, 年度 TEXT, 金额 INTEGER)")
        rows = [("甲公司", "2024", 501), ("乙公司", "2024", 702), ("丙公司", "2024", 903)]
        mart.executemany("INSERT INTO bill VALUES (?, ?, ?)", rows)
    mart.close()
    text = REPORT.replace(
        "params: clients.csv", 'params: {sql: mart, query: "select 客户 from bill order by 1"}'
    )
    query = "select 年度, 金额 from bill where 客户 = :客户"
    text = text.replace(
        "{file: 数据/明细.csv, period: 年度}", f'{{sql: mart, query: "{query}", period: 年度}}'
    )
    (report / "report.yaml").write_text(text, "utf-8")
    settings = tmp_path / "config.yaml"
    settings.write_text("databases: {mart: {url: env:MART}}\n", "utf-8")
    return world(settings, MART=f"sqlite:///{database}")


def test_what_a_database_gives_to_a_row_goes_with_that_row_only(report, asking):
    gathered = gather(report, asking, ROWS)
    assert gathered.is_asking
    assert [each.name for each in gathered.bundle.shared] == ["params"]
    answers = answers_for({"客户": "乙公司"}, report, asking, gathered.bundle)
    assert list(answers) == ["明细"]
    assert b"702" in answers["明细"]
    assert b"501" not in answers["明细"]
    shared = b"".join(gathered.answers.values())
    assert not any(number in shared for number in (b"501", b"702", b"903"))


def test_a_row_that_the_database_does_not_know_is_said_to_be_so(report, asking):
    gathered = gather(report, asking, ROWS)
    with pytest.raises(ReportgenError):
        answers_for({"客户": "丁公司"}, report, asking, gathered.bundle)
