"""Databases and addresses are asked now and then; one that is down only makes the pause longer."""

import datetime as dt
import sqlite3
import threading
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from msgspec.structs import replace
from tests.e2e.test_serve_files import total

from reportgen.automate import here, writable_state
from reportgen.automate.schedule.job import Job
from reportgen.automate.schedule.tick import attempt
from reportgen.automate.schedule.watching import look

BEGIN = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
REPORT = """---
id: a
title: 收入
sources: {{收入: {source}}}
metrics: {{合计: {{from: 收入, sql: sum(金额), label: 合计}}}}
outputs: [docx]
schedule: [{{name: 日报, cron: "0 18 * * *"}}]
---
# 一

合计 {{{{ 合计 }}}}。
"""


class Shop(BaseHTTPRequestHandler):
    """Gives a CSV with an ETag, and nothing where the ETag is known."""

    def do_GET(self):
        shop = self.server
        etag = f'"{hash(shop.body)}"' if shop.has_etag else ""
        is_same = bool(etag) and self.headers.get("If-None-Match") == etag
        status = 503 if shop.is_down else 304 if is_same else 200
        shop.hits.append(status)
        self.send_response(status)
        if etag and status != 503:
            self.send_header("ETag", etag)
        self.send_header("Content-Type", "text/csv; charset=utf-8")
        self.end_headers()
        if status == 200:
            self.wfile.write(shop.body.encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def shop():
    made = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    made.hits, made.is_down, made.has_etag, made.body = [], False, True, "月,金额_元\n1月,1\n"
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


class Served:
    """A report under a clock of our own, ticked as a server would."""

    def __init__(self, folder, settings, env=None):
        self.folder, self.env, self.now = folder, env or {}, BEGIN
        self.job = Job(folder, writable_state(folder), settings, quiet_seconds=0)

    def tick(self, **later):
        self.now += dt.timedelta(**later)
        files = look(self.folder, self.job.inputs()).digest
        world = replace(here(env=self.env, settings=self.job.settings), today=self.now.date())
        self.made = attempt(self.job, world, lambda: self.now, files)
        return self.made


@pytest.fixture
def served(tmp_path, shop):
    host = f"127.0.0.1:{shop.server_address[1]}"
    settings = tmp_path / "config.yaml"
    settings.write_text(f"http: {{private_hosts: ['{host}']}}\n", "utf-8")
    folder = tmp_path / "r"
    folder.mkdir()
    source = f'{{url: "http://{host}/a.csv", every: 30m}}'
    (folder / "报告.md").write_text(REPORT.format(source=source), "utf-8")
    return Served(folder, settings)


def test_an_address_is_asked_in_its_interval_and_not_between(served, shop):
    served.tick()
    first = len(shop.hits)
    served.tick(minutes=1)
    assert len(shop.hits) == first + 1, "what was just built is looked at once"
    for _ in range(28):
        assert served.tick(minutes=1).ticked.rebuilt.is_unchanged
    assert len(shop.hits) == first + 1
    served.tick(minutes=2)
    assert shop.hits[first:] == [200, 304], "the second time the ETag is enough"

    shop.body = "月,金额_元\n1月,7\n"
    assert not served.tick(minutes=31).ticked.rebuilt.is_unchanged
    assert "7" in total(served.folder)
    assert served.made.next_at == served.now + dt.timedelta(minutes=30)


def test_without_an_etag_the_content_decides(served, shop):
    shop.has_etag = False
    served.tick()
    before = len(shop.hits)
    for _ in range(4):
        assert served.tick(minutes=31).ticked.rebuilt.is_unchanged
    assert shop.hits[before:] == [200] * 4
    shop.body += "2月,2\n"
    assert not served.tick(minutes=31).ticked.rebuilt.is_unchanged


def test_a_server_that_is_down_is_told_once_and_asked_less_and_less(served, shop):
    served.tick()
    served.tick(minutes=1)
    shop.is_down = True
    before, news, builds = len(shop.hits), 0, 0
    for _ in range(9 * 6):
        made = served.tick(minutes=10)
        assert made.exit_code == 0
        news += made.is_news
        builds += not made.ticked.rebuilt.is_unchanged
    asked = len(shop.hits) - before
    assert (news, builds) == (1, 0), "no storm of builds, and told once"
    assert asked <= 9, "half an hour, then longer: instead of eighteen times"

    shop.is_down, shop.body = False, "月,金额_元\n1月,9\n"
    for _ in range(19):
        served.tick(minutes=10)
    assert "9" in total(served.folder)


def test_what_is_due_is_made_from_what_the_server_says_now_or_not_at_all(served, shop):
    served.tick()
    shop.body, shop.is_down = "月,金额_元\n1月,5\n", True
    served.now = dt.datetime(2026, 6, 1, 9, 59, tzinfo=dt.UTC)  # before 18:00 in Shanghai
    served.tick()
    due = served.tick(minutes=1)
    assert [each.code.value for each in due.fault.diagnostics] == ["RG240"]
    assert due.next_at == served.now + dt.timedelta(minutes=1)
    again = served.tick(minutes=1)
    assert (again.is_news, again.exit_code) == (False, due.exit_code)
    shop.is_down = False
    done = served.tick(minutes=3)
    assert (done.exit_code, done.is_mended) == (0, True)
    assert "5" in total(served.folder)


def test_a_watermark_is_asked_for_and_not_the_rows(tmp_path):
    database = tmp_path / "mart.db"

    def write(*statements):
        with closing(sqlite3.connect(database)) as made:
            for each in statements:
                made.execute(each)
            made.commit()

    write("create table t (月 text, 金额 real, at text)", "insert into t values ('1月', 3, '1')")
    settings = tmp_path / "config.yaml"
    settings.write_text("databases: {mart: {url: 'env:MART'}}\n", "utf-8")
    folder = tmp_path / "r"
    folder.mkdir()
    source = "{sql: mart, query: select 月, 金额 from t, watermark: select max(at) from t}"
    source = source.replace("select 月, 金额 from t", '"select 月, 金额 as 金额_元 from t"')
    (folder / "报告.md").write_text(REPORT.format(source=source), "utf-8")
    served = Served(folder, settings, {"MART": f"sqlite:///{database}"})
    served.tick()
    write("update t set 金额 = 4")
    assert served.tick(minutes=11).ticked.rebuilt.is_unchanged, "the watermark is as it was"
    write("update t set at = '2'")
    assert served.tick(minutes=1).ticked.rebuilt.is_unchanged, "not asked yet: every 10m"
    assert not served.tick(minutes=11).ticked.rebuilt.is_unchanged
    assert "4" in total(folder)


@pytest.mark.parametrize("every", ["10", "0m", "8d", "每天", "59s"])
def test_an_interval_that_is_none_is_found(every, tmp_path):
    folder = tmp_path / "r"
    folder.mkdir()
    source = f'{{url: "https://example.com/a.csv", every: "{every}"}}'
    (folder / "报告.md").write_text(REPORT.format(source=source), "utf-8")
    served = Served(folder, tmp_path / "none.yaml")
    assert "RG546" in {each.code.value for each in served.tick().fault.diagnostics}
