"""The passes, in order: targets, cover, body, what is generated, the label."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias, assert_never

from msgspec.structs import replace

from reportgen.diag import Sink
from reportgen.model import document as doc
from reportgen.model import report as src
from reportgen.model.facts import Facts
from reportgen.model.origins import Origins
from reportgen.resolve.attachments import pdf_options
from reportgen.resolve.bibliography import bibliography, check_references
from reportgen.resolve.blocks import BlockResolver
from reportgen.resolve.citations import Citations, citations_of
from reportgen.resolve.contents import contents
from reportgen.resolve.imprint import cover_lines, imprint_lines, kind_words, letter_marks
from reportgen.resolve.inlines import InlineResolver
from reportgen.resolve.label import implicit_label
from reportgen.resolve.notes import Notes
from reportgen.resolve.notices import notice, running_notice
from reportgen.resolve.provenance import provenance
from reportgen.resolve.source_rows import SourceRows
from reportgen.resolve.targets import REFERENCES, find_targets
from reportgen.zh.addresses import linked_parts

Part: TypeAlias = doc.Blocks | src.GeneratedKind
"""What a block of the report became, or what is still to be made in its place."""

_LANGUAGE = "zh-CN"
_CONTENTS = {
    src.GeneratedKind.CONTENTS: doc.ContentsKind.HEADINGS,
    src.GeneratedKind.FIGURES: doc.ContentsKind.FIGURES,
    src.GeneratedKind.TABLES: doc.ContentsKind.TABLES,
}
_SOURCES = src.GeneratedKind.PROVENANCE
_ENDING = (src.GeneratedKind.BIBLIOGRAPHY, src.GeneratedKind.NOTICE)


def resolve(
    report: src.Report, facts: Facts, sink: Sink, origins: Origins | None = None
) -> doc.Document:
    """Return ``report`` with everything filled in; what dangles is dropped with a finding.

    ``origins`` learn which words became which.
    """
    letters = _letters(report, facts) if report.style.is_by_author else {}
    citations = citations_of(report, Notes(report.notes, sink), sink, letters)
    return _resolved(report, facts, _inlines(report, facts, citations, origins))


def _letters(report: src.Report, facts: Facts) -> Mapping[str, str]:
    """Return what tells works of one author and year apart; only a first pass tells the cited."""
    from reportgen.resolve.references.dates import letters  # noqa: PLC0415 - a rare wish

    sink = Sink()
    citations = citations_of(report, Notes(report.notes, sink), sink)
    _resolved(report, facts, _inlines(report, facts, citations, None))
    return letters((report.references[key] for key in citations.numbers), report.style)


def _resolved(report: src.Report, facts: Facts, inlines: InlineResolver) -> doc.Document:
    notes, citations = inlines.notes, inlines.citations
    cover = _cover(report, inlines)
    resolver = BlockResolver(report, facts, inlines)
    parts: list[Part] = [
        block.kind if isinstance(block, src.Generated) else resolver.blocks((block,))
        for block in report.blocks
    ]
    watermark = inlines.title(report.watermark)
    sources = provenance(report, facts, _printed(parts), inlines)
    notes.check_unused()
    check_references(report, citations.numbers, inlines.sink)
    body = tuple(_body(parts, report, citations, sources))
    front = tuple(_front(parts, report, body))
    if not report.has_cover:
        front, body = (), tuple(_continued(front, body))
    document = doc.Document(
        id=report.id,
        language=_LANGUAGE,
        date=report.date,
        keywords=(report.category,) if report.category else (),
        cover=cover,
        front=front,
        body=body,
        notes=notes.all,
        numbers=tuple(inlines.numbers),
        label=None,
        pdf=pdf_options(report, facts),
        docx=doc.DocxOptions(report.docx.has_comments, report.docx.embeds_fonts),
        has_cover=report.has_cover,
        back_cover=_back_cover(report),
        classification=report.classification,
        watermark=watermark,
        running_notice=running_notice(report.aigc),
        notice_duty=report.aigc.accepted_by,
        counts_notes_through=report.note_numbering is src.NoteNumbering.CONTINUOUS,
    )
    return replace(document, label=implicit_label(report.aigc, document))


def _inlines(
    report: src.Report, facts: Facts, citations: Citations, origins: Origins | None
) -> InlineResolver:
    notes, sink = citations.notes, citations.sink
    targets, formulas = find_targets(report, facts, sink), report.inline_formulas
    inlines = InlineResolver(
        facts, targets, citations, notes, sink, formulas=formulas, origins=origins
    )
    if origins is not None:
        origins.choices = facts.choices
    if any(each.kind is _SOURCES for each in report.blocks if isinstance(each, src.Generated)):
        inlines.sources = SourceRows(facts.metrics)
    return inlines


def _continued(front: doc.Blocks, body: doc.Blocks) -> Iterator[doc.Block]:
    """Yield front matter and body as one: without a cover they share their page numbers."""
    yield from front
    if any(isinstance(block, doc.Contents) for block in front):
        yield doc.PageBreak()
    yield from body


def _back_cover(report: src.Report) -> doc.BackCover | None:
    if not (report.contact or report.disclaimer):
        return None
    contact = tuple(
        tuple(doc.LinkRun(part, url) if url else doc.Run(part) for part, url in linked_parts(line))
        for line in report.contact
    )
    return doc.BackCover(contact, report.disclaimer)


def _cover(report: src.Report, inlines: InlineResolver) -> doc.Cover:
    return doc.Cover(
        organisation=report.organisation,
        title=inlines.title(report.title),
        subtitle=inlines.title(report.subtitle),
        meta=tuple(cover_lines(report)),
        summary=inlines.pieces(report.summary),
        kind=kind_words(report),
        imprint=tuple(imprint_lines(report)),
        marks=letter_marks(report),
        signatory=report.imprint.signatory,
    )


def _front(parts: list[Part], report: src.Report, body: doc.Blocks) -> Iterator[doc.Block]:
    """Yield the front matter: the notice at the start, and the lists that are asked for."""
    made = notice(report.aigc, "start")
    if made is not None:
        yield made
    kinds = [part for part in parts if isinstance(part, src.GeneratedKind)]
    for kind in dict.fromkeys(kinds):
        listed = _CONTENTS.get(kind)
        made_contents = contents(body, listed) if listed is not None else None
        if made_contents and (made_contents.entries or listed is doc.ContentsKind.HEADINGS):
            yield made_contents


def _printed(parts: list[Part]) -> doc.Blocks:
    return tuple(each for part in parts if not isinstance(part, src.GeneratedKind) for each in part)


def _body(
    parts: list[Part], report: src.Report, citations: Citations, sources: doc.Blocks
) -> Iterator[doc.Block]:
    """Yield the body; generated blocks stand where they are named first, else at the end."""
    placed: set[src.GeneratedKind] = set()
    for part in (*parts, *_ENDING):
        if not isinstance(part, src.GeneratedKind):
            yield from part
        elif part not in placed:
            placed.add(part)
            made = _generated(part, report, citations)
            yield from sources if part is _SOURCES else made


def _generated(
    kind: src.GeneratedKind, report: src.Report, citations: Citations
) -> Iterator[doc.Block]:
    match kind:
        case src.GeneratedKind.CONTENTS | src.GeneratedKind.FIGURES | src.GeneratedKind.TABLES:
            return  # in the front matter
        case src.GeneratedKind.PROVENANCE:
            return  # made when all that it lists was
        case src.GeneratedKind.BIBLIOGRAPHY:
            if citations.numbers and citations.mode is not src.CitationMode.FOOTNOTE:
                yield doc.Heading(1, "", (doc.Run("参考文献"),), REFERENCES)
                yield bibliography(report.references, citations)
        case src.GeneratedKind.NOTICE:
            made = notice(report.aigc, "end")
            if made is not None:
                yield made
        case _:
            assert_never(kind)
