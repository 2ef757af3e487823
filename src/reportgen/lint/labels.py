"""H01, H03, H05, F02: labels that the author typed before headings, items and captions."""

from collections.abc import Iterator

from reportgen.diag import Code, Diagnostic, Fix, Span
from reportgen.lint.literals import is_markdown
from reportgen.lint.passages import Passage, PassageKind, passage_of
from reportgen.lint.rule import Subject, finding
from reportgen.model import document as doc
from reportgen.model import report as src
from reportgen.model.pattern import pattern
from reportgen.model.walk import printed_blocks, written_blocks

_CHINESE = "[一二三四五六七八九十]{1,3}"
_EITHER = rf"(?:{_CHINESE}|[0-9]{{1,2}})"
_LABEL = pattern(
    rf"(?:第{_EITHER}[章节](?![程点目])[\s：:、　]*|{_CHINESE}[、.．]|[（(]{_EITHER}[）)]"
    r"|[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?:[、\s　]+)|[0-9]{1,2}[、.．](?![0-9])|[①-⑳])"
    r"[、.．，\s　]*"
)
_HAN_SCHEME = pattern(rf"{_CHINESE}、")
_DECIMAL_SCHEME = pattern(r"[0-9]{1,2}\.[0-9]{1,2}[\s　、.0-9]")
_SCHEMES = (
    _HAN_SCHEME,
    pattern(rf"第{_EITHER}(?:章|部分)(?![程点目])"),
    pattern(r"[0-9]{1,2}[.．](?![0-9])"),
)
"""How chapters are labelled; 1、 is another fault."""
_LONGEST_TITLE = 40
_ENDS = ("。", "；", "！", "？", "，", "：")
_COMMA = pattern(r"[0-9]{1,2}、")
_FIGURE = pattern(
    r"(?P<label>[图表]\s?[0-9]{1,2}(?:[-.–][0-9]{1,2})?)"
    r"(?:[\s　:：.、]+(?=\S)|(?=[\u4e00-\u9fff])(?![年月日季个家期级行列类]))"
)


def find_label_faults(subject: Subject, document: doc.Document) -> Iterator[Diagnostic]:
    """Yield what is wrong with typed labels."""
    numbered = {
        block.level
        for block in printed_blocks(document.body)
        if isinstance(block, doc.Heading) and block.label
    }
    yield from _headings(subject, numbered)
    yield from _mixed(subject)
    for passage in subject.passages:
        if passage.kind is PassageKind.CAPTION:
            yield from _caption(passage)
        elif passage.kind in (PassageKind.PROSE, PassageKind.NOTE):
            yield from _item(passage)


def _headings(subject: Subject, numbered: set[int]) -> Iterator[Diagnostic]:
    for block in written_blocks(subject.report.blocks):
        if not isinstance(block, src.Heading) or not block.content:
            continue
        passage = passage_of(block.content, subject.facts, PassageKind.HEADING)
        if not (block.numbered and block.level in numbered):
            yield from _item(passage)
        elif (match := _LABEL.match(passage.text)) and match.end() < len(passage.text):
            typed = match[0].strip()
            span, fix = _without(passage, match.end())
            yield finding(Code.LABEL_TYPED, span, fix, typed=typed)


def _without(passage: Passage, end: int) -> tuple[Span, Fix | None]:
    """Return where the first ``end`` characters stand, and what takes them away."""
    place = passage.typed(0, end)
    if place is None or not is_markdown(place):
        return passage.span(0, end), None
    return place, Fix(place, "")


def _mixed(subject: Subject) -> Iterator[Diagnostic]:
    """Yield H01 once: 一、 and 2.1 in one report; one of them is the odd one."""
    first: dict[bool, tuple[Passage, str]] = {}
    for passage in subject.passages:
        text = passage.text
        is_title = passage.kind is PassageKind.HEADING or (
            passage.kind is PassageKind.PROSE
            and len(text) <= _LONGEST_TITLE
            and not text.rstrip().endswith(_ENDS)
        )
        for is_decimal, scheme in enumerate((_HAN_SCHEME, _DECIMAL_SCHEME) if is_title else ()):
            match = scheme.match(text)
            if match is not None:
                first.setdefault(bool(is_decimal), (passage, match[0].rstrip(" 　、")))
    pair = tuple(first.values()) if len(first) > 1 else _mixed_level(subject)
    if pair:
        (_, one), (passage, other) = pair
        span = passage.span(0, len(other))
        yield finding(Code.LABELS_MIXED, span, first=one, typed=other)


def _mixed_level(subject: Subject) -> tuple[tuple[Passage, str], ...]:
    """Return two headings of one level with labels of two kinds: 一、 and 第二章."""
    first: dict[int, dict[int, tuple[Passage, str]]] = {}
    for block in written_blocks(subject.report.blocks):
        if not isinstance(block, src.Heading) or not block.content:
            continue
        passage = passage_of(block.content, subject.facts, PassageKind.HEADING)
        for kind, scheme in enumerate(_SCHEMES):
            match = scheme.match(passage.text)
            found = first.setdefault(block.level, {})
            if match is not None:
                found.setdefault(kind, (passage, match[0].strip()))
            if len(found) > 1:
                return tuple(found.values())
    return ()


def _item(passage: Passage) -> Iterator[Diagnostic]:
    """Yield H03 for 1、 at the head of a paragraph; as 1. it would begin a list."""
    match = _COMMA.match(passage.text)
    if match is not None:
        mended = match[0].replace("、", ".")
        span = passage.span(0, match.end())
        yield finding(Code.LABEL_MARK, span, typed=match[0], mended=mended)


def _caption(passage: Passage) -> Iterator[Diagnostic]:
    """Yield F02: 图1 in a caption, which gets its number from us."""
    match = _FIGURE.match(passage.text)
    if match is not None:
        span, fix = _without(passage, match.end())
        yield finding(Code.CAPTION_LABEL, span, fix, typed=match["label"])
