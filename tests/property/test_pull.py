"""Random edits of a Word file: each comes back into the source or is told; nothing is lost."""

import io
import re
import zipfile
from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.returned.test_pull import REPORT, SOURCES, TEXT, made, pull_from, texts

from reportgen.automate.desk.pulling import write_pulled

RUN = re.compile(r"<w:t(?: xml:space=\"preserve\")?>([^<]*)</w:t>")
# What Markdown, YAML and our own marks mean something by.
DANGER = "*_`[]<>{}$^~|&#\\\"'：:;；-+.、，。（）0159亿%元 @!=甲乙丙strong"
WORDS = st.text(alphabet=DANGER, max_size=8) | st.sampled_from(
    [
        "{{ 营收 }}",
        "{% 若 %}",
        "[@src]",
        "[^n]",
        "**粗**",
        "@fig-rev",
        "1. ",
        "- ",
        "# ",
        "&amp;",
        "| ",
    ]
)
EDITS = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 99), st.integers(0, 4), WORDS))


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("pull")


def fresh(folder):
    report = folder / "report"
    report.mkdir(exist_ok=True)
    (report / "report.yaml").write_text(REPORT, "utf-8")
    (report / "正文.md").write_text(TEXT, "utf-8")
    (report / "references.yaml").write_text(SOURCES, "utf-8")
    (report / "annual.csv").write_text("年度,营业收入\n2023,1510\n2024,1920\n", "utf-8")
    return report


def randomly_edited(data, edits):
    """Return the file with runs of its body edited: words taken out, words put in."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(made, "w") as out:
        for entry in package.infolist():
            body = package.read(entry)
            if entry.filename == "word/document.xml":
                body = _edited(body.decode(), edits).encode()
            out.writestr(entry, body, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _edited(xml, edits):
    for which, at, length, words in edits:
        runs = list(RUN.finditer(xml))
        run = runs[which % len(runs)]
        text = run[1]
        if "&" in text:
            continue
        start = at % (len(text) + 1)
        new = text[:start] + escape(words, quote=False) + text[start + length :]
        xml = f'{xml[: run.start()]}<w:t xml:space="preserve">{new}</w:t>{xml[run.end() :]}'
    return xml


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(EDITS.filter(bool))
def test_what_is_edited_in_word_is_printed_after_a_pull_or_told(place, edits):
    report = fresh(place)
    sent = made(report)
    came = randomly_edited(sent, edits)
    done = pull_from(report, came)
    write_pulled(done)
    after = made(report)
    wanted, now = (_flat(texts(each)) for each in (came, after))
    if not done.findings:
        assert now == wanted
    assert len([text for text in wanted if text not in now]) <= len(done.findings)


def _flat(found):
    return ["".join(text.split()) for text in found]
