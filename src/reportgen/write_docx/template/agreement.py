"""Whether a template and a report agree: what one has to say and the other has no place for."""

from itertools import takewhile

from msgspec.structs import replace

from reportgen.diag import Code, Sink, nearest
from reportgen.model import document as doc
from reportgen.model.walk import printed_blocks
from reportgen.write_docx.inlines import printed_words
from reportgen.write_docx.template.dress import body_look
from reportgen.write_docx.template.ground import has_cells
from reportgen.write_docx.template.heading_numbers import heading_numbers, prints_alike
from reportgen.write_docx.template.opening import Template
from reportgen.write_docx.template.place import has_letterhead, has_more
from reportgen.write_docx.template.placeholders import CLASSIFICATION, CONTENTS, NAMES, NOTICE
from reportgen.write_docx.template.style_sheet import StyleSheet
from reportgen.write_docx.template.theme import theme_of
from reportgen.write_docx.template.trees import W

_OPENING = (doc.Contents, doc.Notice)


def check_agreement(template: Template, document: doc.Document, sink: Sink) -> doc.Document:
    """Return ``document`` as ``template`` has it; what does not go together is found."""
    file, sheet = template.file, StyleSheet(template, theme_of(template))
    body = template.document.find(f"{W}body")
    if body is None:
        raise AssertionError("an opened template has a body")
    for asked in file.styles:
        if not sheet.has(asked.name):
            close = nearest(asked.name, sheet.names()) or "—"
            sink.add(
                Code.TEMPLATE_STYLE, asked.span, name=asked.name, path=file.name, nearest=close
            )
    cover, headings = document.cover, _headings(document)
    numbers = heading_numbers(template, sheet)
    if numbers is not None and not prints_alike(numbers, headings):
        theirs, ours = "、".join(numbers.samples), next((h.label for h in headings if h.label), "—")
        sink.add(Code.TEMPLATE_NUMBERS, file.span, path=file.name, theirs=theirs, ours=ours)
    has_place = CLASSIFICATION in template.head_fields or not template.heads
    if document.classification and not has_place:
        sink.add(Code.NO_PLACE_FOR_CLASS, file.span, path=file.name, word=document.classification)
    if document.running_notice and NOTICE not in template.head_fields and template.heads:
        sink.add(Code.NO_PLACE_FOR_NOTICE, file.span, path=file.name)
    placed = (
        ("副标题", cover.subtitle),
        ("摘要", printed_words(cover.summary)),
        ("报告类型", cover.kind),
        ("署名", "".join(cover.imprint)),
    )
    for field, words in placed:
        if words and template.has_title and NAMES[field] not in template.fields:
            sink.add(Code.NO_PLACE_ON_COVER, file.span, path=file.name, field=field)
    is_sure = body_look(sheet).is_exact and not has_letterhead(body) and not has_cells(template)
    has_contents = any(isinstance(e, doc.Contents) for e in (*document.front, *document.body))
    if has_contents and not is_sure:
        sink.add(Code.PAGES_ESTIMATED, file.span, path=file.name)
    front, rest = (
        _parted(document) if CONTENTS in template.fields else (document.front, document.body)
    )
    return replace(
        document,
        front=front,
        body=rest,
        has_cover=document.has_cover or template.has_title,
        back_cover=None if has_more(body) else document.back_cover,
    )


def _parted(document: doc.Document) -> tuple[doc.Blocks, doc.Blocks]:
    """Return front matter and body apart, also where a report without a cover has them as one."""
    if document.front:
        return document.front, document.body
    body = document.body
    front = tuple(takewhile(lambda each: isinstance(each, _OPENING), body))
    if not any(isinstance(each, doc.Contents) for each in front):
        return (), body
    rest = body[len(front) :]
    return front, rest[1:] if rest and isinstance(rest[0], doc.PageBreak) else rest


def _headings(document: doc.Document) -> tuple[doc.Heading, ...]:
    blocks = printed_blocks((*document.front, *document.body))
    return tuple(each for each in blocks if isinstance(each, doc.Heading))
