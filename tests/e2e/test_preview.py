"""The live page in a real browser: what an author sees while writing."""

import contextlib
import http.client
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

SHOWN = "html[data-complete='{}']"


@pytest.fixture(scope="module")
def browser(tool):
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=tool("chromium-headless-shell"))
        yield opened
        opened.close()


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "稿件"
    subprocess.run(
        [sys.executable, "-m", "reportgen", "init", place, "--organisation", "某研究所"],
        check=True,
        capture_output=True,
        stdin=subprocess.DEVNULL,
    )
    return place


@pytest.fixture
def address(folder):
    command = [sys.executable, "-m", "reportgen", "preview", folder, "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield process.stdout.readline().strip()
        process.terminate()


@pytest.fixture
def page(browser, address):
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, reduced_motion="reduce")
    opened = context.new_page()
    opened.faults = []
    opened.on("pageerror", lambda fault: opened.faults.append(str(fault)))
    opened.goto(address)
    opened.wait_for_selector("html[data-complete]", state="attached", timeout=60_000)
    yield opened
    assert opened.faults == []
    context.close()


def text_of(page):
    return page.evaluate(
        "[...document.querySelectorAll('.page text')].map(t => t.textContent).join('')"
    )


def revision(page):
    return int(page.get_attribute("html", "data-complete"))


def after(page, change, marks="data-complete"):
    """Make a change and wait until the page shows the state that follows."""
    before = revision(page)
    change()
    page.wait_for_selector(
        f"html[{marks}]:not([{marks}='{before}'])", state="attached", timeout=60_000
    )


def test_the_pages_are_there_with_their_words(page):
    assert page.locator(".page svg").count() == 4
    assert "经营概况" in text_of(page)
    assert "112.5" in text_of(page)


def test_a_saved_change_is_on_the_page(page, folder):
    text = folder / "正文.md"
    after(
        page,
        lambda: text.write_text(text.read_text("utf-8").replace("经营概况", "全年概况"), "utf-8"),
    )
    assert "全年概况" in text_of(page)


def test_a_changed_number_is_on_the_page(page, folder):
    data = folder / "数据.csv"
    after(page, lambda: data.write_text(data.read_text("utf-8").replace("112.5", "119.7"), "utf-8"))
    assert "119.7" in text_of(page)


def test_the_reader_stays_where_he_was(page, folder):
    page.evaluate("document.getElementById('pages').scrollTop = 1500")
    text = folder / "正文.md"
    after(page, lambda: text.write_text(text.read_text("utf-8") + "\n又一段。\n", "utf-8"))
    assert page.evaluate("document.getElementById('pages').scrollTop") == 1500


def test_with_a_fault_the_last_pages_stay_and_the_fault_is_shown(page, folder):
    text = folder / "正文.md"
    good = text.read_text("utf-8")
    after(page, lambda: text.write_text(good + "\n{{ 没有的数 }}\n", "utf-8"))
    assert page.locator("#fault").is_visible()
    assert "没有的数" in page.locator("#panel-findings .error").first.inner_text()
    assert "经营概况" in text_of(page)
    assert "stale" in page.get_attribute("body", "class")
    after(page, lambda: text.write_text(good, "utf-8"))
    assert page.locator("#fault").is_hidden()


def test_a_click_on_a_finding_shows_the_source_lines(page):
    page.locator("#panel-findings .what").first.click()
    page.wait_for_selector("dialog[open]")
    assert "report.yaml:" in page.locator("#source-place").inner_text()
    assert "待填" in page.locator("#source-lines mark").inner_text()


def test_a_click_on_a_paragraph_shows_where_it_was_written(page, folder):
    page.locator(".page g[data-mcid]", has_text="所处阶段").first.scroll_into_view_if_needed()
    page.locator(".page g[data-mcid]", has_text="净利润除以收入").first.click()
    page.wait_for_selector("dialog[open]")
    place = page.locator("#source-place").inner_text()
    file, _, line = place.rpartition(":")
    assert file.endswith("正文.md")
    assert "净利润除以收入" in (folder / "正文.md").read_text("utf-8").splitlines()[int(line) - 1]


def test_the_numbers_panel_says_where_each_number_comes_from(page):
    page.locator("#tab-numbers").click()
    shown = page.locator("#panel-numbers")
    shown.locator("li").first.wait_for()
    assert "sum(营业收入)" in shown.inner_text()
    assert "数据.csv" in shown.inner_text()


def test_the_outline_leads_to_its_place(page):
    page.locator("#tab-outline").click()
    page.locator("#panel-outline button", has_text="展望").click()
    assert page.evaluate("document.getElementById('pages').scrollTop") > 500


def test_the_files_can_be_taken_from_the_page(page):
    for kind, head in (("pdf", b"%PDF"), ("docx", b"PK")):
        with page.expect_download(timeout=60_000) as download:
            page.locator(f"#{kind}").click()
        assert Path(download.value.path()).read_bytes().startswith(head)
        assert download.value.suggested_filename.endswith(f".{kind}")


def test_everything_is_reached_by_keys_alone(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator("#tab-findings").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#panel-outline").is_visible()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    page.keyboard.press("+")
    assert page.locator("#zoom").inner_text() == "125%"


@pytest.mark.parametrize("size", [(1400, 1000), (700, 500), (360, 640)])
def test_nobody_is_kept_out_by_size_or_senses(page, tool, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate(Path(tool("axe")).read_text("utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:200]) for each in found] == []


def test_only_pages_that_changed_are_sent(page, folder):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    text = folder / "正文.md"
    words = text.read_text("utf-8").replace("净利润除以收入", "净利润比收入")
    after(page, lambda: text.write_text(words, "utf-8"))
    assert len([url for url in asked if "/page/" in url]) == 1


def _status(url, path, **headers):
    place = urlsplit(url)
    asked = http.client.HTTPConnection(place.hostname, place.port, timeout=10)
    with contextlib.closing(asked):
        asked.request("GET", path, headers=headers)
        return asked.getresponse().status


def test_without_its_token_the_window_says_nothing(address):
    for path in ("/", "/events", "/file/pdf", "/static/window.js", "/static/../server.py"):
        assert _status(address, path) == 403
    assert _status(address, "/?token=guess") == 403
    assert _status(address, address.partition("/?")[2], Host="evil.example") == 403


def test_no_path_leads_out_of_the_window(browser, address, folder):
    (folder / "密码.txt").write_text("secret", "utf-8")
    context = browser.new_context()
    context.new_page().goto(address)
    base = address.partition("/?")[0]
    for path in (
        "/static/../server.py",
        "/static/%2e%2e/server.py",
        "/static//etc/passwd",
        "/face/..%2f..%2fetc%2fpasswd",
        "/face/%2fetc%2fpasswd",
        "/media/..%2f密码.txt",
        "/page/密码.txt",
        "/密码.txt",
        "/file/..%2f密码.txt",
    ):
        answer = context.request.get(base + path)
        assert answer.status == 404, path
        assert "secret" not in answer.text()
    context.close()


def test_another_site_cannot_read_the_window(browser, address, tmp_path):
    context = browser.new_context()
    context.new_page().goto(address)
    base = address.partition("/?")[0]
    (tmp_path / "evil.html").write_text("<p>evil", "utf-8")
    evil = context.new_page()
    evil.goto((tmp_path / "evil.html").as_uri())
    said = evil.evaluate(
        "url => fetch(url, {credentials: 'include', mode: 'no-cors'})"
        ".then(a => a.text()).catch(() => 'refused')",
        f"{base}/numbers",
    )
    assert said in ("", "refused")
    context.close()


def test_a_save_is_soon_on_the_page(page, folder):
    text, waits = folder / "正文.md", []
    for number in range(5):
        words = text.read_text("utf-8") + f"\n第{number}次保存。\n"
        begun = time.monotonic()
        after(page, lambda words=words: text.write_text(words, "utf-8"), marks="data-shown")
        waits.append(time.monotonic() - begun)
        page.wait_for_timeout(300)
    assert min(waits) < 5  # bench/ measures; this says that nothing waits for a beat
