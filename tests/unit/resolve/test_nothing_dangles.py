"""Whatever the author points at: the Document points only at what it holds."""

import os
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.resolve.desk import (
    HERE,
    ORIGIN,
    blocks_of,
    chart,
    facts,
    pieces_of,
    points,
    references,
    report,
    table,
)

from reportgen.diag import Sink
from reportgen.model import document as doc
from reportgen.model import facts as fact
from reportgen.model import report as src
from reportgen.resolve import resolve

SOAK = int(os.environ.get("REPORTGEN_SOAK", "1"))
thorough = settings(max_examples=60 * SOAK)

KNOWN = ("a", "b", "c")
KEYS = st.sampled_from((*KNOWN, "x"))
POINTED = st.sampled_from(
    ("fig-a", "fig-b", "fig-x", "tbl-a", "tbl-c", "sec-1", "sec-2", "sec-k", "cite-1", "ref-a")
)
SECTION_KEYS = st.sampled_from(("", "", "", "sec-k", "sec-2", "sec-references", "cite-1", "ref-a"))

cite_keys = st.builds(src.CiteKey, KEYS, st.sampled_from(("", "", "第7页")), st.just(HERE))
simple = st.one_of(
    st.builds(src.Text, st.sampled_from(("营收", "增长", "Core")), st.just(HERE)),
    st.builds(src.CiteRef, st.lists(cite_keys, min_size=1, max_size=3).map(tuple), st.just(HERE)),
    st.builds(src.NoteRef, KEYS, st.just(HERE)),
    st.builds(src.CrossRef, POINTED, st.just(HERE)),
    st.builds(src.NumberRef, KEYS, st.just(""), st.just(()), st.just(HERE)),
    st.just(src.LineBreak(HERE)),
)
inlines = st.lists(simple, max_size=4).map(tuple)
looks = st.one_of(
    inlines,
    st.builds(lambda inner: (src.Strong(inner, HERE),), inlines),
    st.builds(lambda inner: (src.Link("https://a.cn", inner, HERE),), inlines),
)
leaves = st.one_of(
    st.builds(src.Heading, st.integers(1, 4), looks, SECTION_KEYS, st.booleans(), st.just(HERE)),
    st.builds(src.Paragraph, looks, st.just(HERE)),
    st.builds(src.ChartRef, KEYS, st.just(HERE)),
    st.builds(src.TableRef, KEYS, st.just(HERE)),
    st.builds(
        src.ImageBlock,
        st.sampled_from(("1.png", "lost.png")),
        st.sampled_from(("", "a", "map")),
        inlines,
        st.just("图"),
        st.just(HERE),
    ),
    st.builds(
        lambda head, cell: src.PipeTable(
            ((src.TypedCell(head), src.TypedCell(cell)),),
            ((src.TypedCell(cell), src.TypedCell(head)),),
            (src.Align.START, src.Align.END),
            HERE,
            src.TableFrame(caption=head, key="a", notes=(cell, head), source=cell),
        ),
        inlines,
        inlines,
    ),
)
nested = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(src.Quote, st.lists(inner, max_size=3).map(tuple), st.just(HERE)),
        st.builds(src.Callout, inlines, st.lists(inner, max_size=3).map(tuple), st.just(HERE)),
        st.builds(
            lambda items: src.ListBlock(True, 1, tuple((item,) for item in items), HERE),
            st.lists(inner, max_size=3),
        ),
    ),
    max_leaves=6,
)
generated = st.builds(src.Generated, st.sampled_from(src.GeneratedKind), st.just(HERE))
bodies = st.lists(st.one_of(nested, nested, nested, generated), max_size=12).map(tuple)
notes = st.fixed_dictionaries(
    {key: st.builds(src.NoteText, st.just(key), inlines, st.just(HERE)) for key in KNOWN}
)

SHOWN = fact.TableFacts(
    (fact.TableColumn("指标", is_number=False), fact.TableColumn("值", is_number=True)),
    ((fact.Wording("营收"), fact.Wording("1", "营收", 1, origin=ORIGIN)),),
    "",
    ORIGIN,
)
FACTS = facts(
    charts={"a": points(1, 2), "b": points(None)}, tables={"a": SHOWN}, a="19亿美元", b="62%"
)


@st.composite
def reports(draw):
    cite = draw(inlines)
    charts = [chart(key) for key in KNOWN]
    declared = {k: spec for each in charts for k, spec in each.items()}
    tables = {k: spec for key in KNOWN for k, spec in table(key).items()}
    declared["a"] = src.ChartSpec(
        "a", "bar", "annual", "年度", (), None, None, None, draw(inlines), cite, "", HERE
    )
    return report(
        blocks=draw(bodies),
        notes=draw(notes),
        summary=draw(inlines),
        title=draw(inlines),
        headings=draw(st.sampled_from(src.HeadingScheme)),
        citations=draw(st.sampled_from(src.CitationMode)),
        references=references(*KNOWN),
        charts=declared,
        tables=tables,
        images={"1.png": src.ImageFile("1.png", b"png", 1, 1)},
        aigc=src.AigcSpec(src.AigcMode.ASSISTED, ("start", "end"), "x", "", HERE),
    )


def all_of(document, kind):
    return [piece for piece in pieces_of(document) if isinstance(piece, kind)]


def anchors_of(document):
    return [
        block.anchor
        for block in blocks_of(document)
        if isinstance(block, doc.Heading | doc.Figure | doc.Table)
    ]


def entries_of(document):
    return [
        entry
        for block in document.body
        if isinstance(block, doc.Bibliography)
        for entry in block.entries
    ]


@thorough
@given(reports())
def test_no_anchor_is_used_twice(written):
    document = resolve(written, FACTS, Sink())
    anchors = [
        *anchors_of(document),
        *(entry.anchor for entry in entries_of(document)),
        *(note.id for note in document.notes),
        *(mark.anchor for mark in all_of(document, doc.CitationMark | doc.NoteMark)),
    ]
    assert [anchor for anchor, count in Counter(anchors).items() if count > 1] == []


@thorough
@given(reports())
def test_every_pointer_leads_to_something_that_is_printed(written):
    document = resolve(written, FACTS, Sink())
    anchors = set(anchors_of(document))
    assert {pointer.target for pointer in all_of(document, doc.CrossReference)} <= anchors
    contents = [e for b in document.front if isinstance(b, doc.Contents) for e in b.entries]
    assert {entry.anchor for entry in contents} <= anchors
    places = {number.place for number in document.numbers}
    assert places <= anchors | {note.id for note in document.notes} | {""}


@thorough
@given(reports())
def test_every_known_source_that_is_cited_is_listed_and_noted_once(written):
    document = resolve(written, FACTS, Sink())
    marks = all_of(document, doc.CitationMark)
    cited = sorted({number for mark in marks for number in mark.entries})
    assert cited == list(range(1, len(cited) + 1))
    if written.citations is not src.CitationMode.FOOTNOTE:
        assert [entry.number for entry in entries_of(document)] == cited
        cites = {mark.anchor: mark.entries for mark in marks}
        assert all(entry.number in cites[entry.cited_at] for entry in entries_of(document))
    called = Counter(note for mark in marks for note in mark.notes)
    noted = [note.id for note in document.notes if note.kind is doc.NoteKind.CITATION]
    wanted = 0 if written.citations is src.CitationMode.LIST else len(cited)
    assert called == Counter(noted)
    assert len(noted) == wanted


@thorough
@given(reports())
def test_every_note_mark_has_its_note_and_every_note_its_mark(written):
    document = resolve(written, FACTS, Sink())
    marked = {mark.note for mark in all_of(document, doc.NoteMark)}
    assert marked == {n.id for n in document.notes if n.kind is doc.NoteKind.AUTHOR}


@thorough
@given(reports())
def test_every_run_with_a_number_says_that_number(written):
    document = resolve(written, FACTS, Sink())
    bound = [run for run in all_of(document, doc.Run) if run.number is not None]
    assert all(document.numbers[run.number].text == run.text for run in bound)
    assert len({run.number for run in bound}) == len(bound)


@thorough
@given(reports())
def test_resolving_twice_gives_the_same_document_and_the_same_findings(written):
    first, second = Sink(), Sink()
    assert resolve(written, FACTS, first) == resolve(written, FACTS, second)
    assert [str(each) for each in first] == [str(each) for each in second]
