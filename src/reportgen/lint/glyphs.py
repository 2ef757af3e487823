"""RG401, RG421-RG423: characters that cannot be printed are found before anything is made."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec.structs import replace

from reportgen.diag import Code, Sink, Span
from reportgen.fonts import Doubt, composed, doubt_of, fonts_with
from reportgen.lint.printed import brand_words, data_words, printed_words
from reportgen.model import report as src
from reportgen.model.brand import Brand
from reportgen.model.document import Document
from reportgen.model.walk import all_inlines, written_blocks
from reportgen.zh.moved import MOVED

Missing = Callable[[str], list[str]]
"""Returns the characters of a text that no font has, each once."""
_CODES = {
    Doubt.PRIVATE: Code.PRIVATE_CHARACTER,
    Doubt.UNSHAPED: Code.UNSHAPED_CHARACTER,
    Doubt.VARIANT: Code.VARIANT_NOT_SHOWN,
}
_PRINTED_FIELDS = ("publisher", "title", "url")


def find_missing_glyphs(
    report: src.Report, document: Document, brand: Brand, missing: Missing, sink: Sink
) -> None:
    """Report each character that ``missing`` names or that no font shows as what it is.

    What the author typed is reported where he typed it; words of data and references at the
    chart, table or reference that brings them in; the rest once, at the report itself.
    """
    printed = (*printed_words(document), *brand_words(brand))
    faults = _faults(_letters((*printed, *(text for text, _ in _typed(report)))), missing)
    if not faults:
        return
    absent = frozenset(faults)
    found = [place for text, span in _typed(report) for place in _places(text, span, absent)]
    for text, span in _given(report, document):
        found += [(span, char) for char in dict.fromkeys(composed(text)) if char in absent]
    known = {char for _, char in found}
    rest = dict.fromkeys(char for text in printed for char in composed(text))
    found += [(report.span, char) for char in rest if char in absent - known]
    for span, text in _in_words(found, faults):
        code = faults[text[0]]
        shown = "◌" + text if unicodedata.combining(text[0]) else text
        point, hint = f"U+{ord(text[0]):04X}", _hint(text[0], code)
        sink.add(code, span, character=shown, codepoint=point, hint=hint)


def _in_words(
    found: list[tuple[Span, str]], faults: Mapping[str, Code]
) -> Iterator[tuple[Span, str]]:
    """Yield ``found``; neighbours that should have been shaped together are one word."""
    word: tuple[Span, str] | None = None
    for span, char in sorted(found, key=lambda each: _place(each[0])):
        if word is None:
            word = span, char
            continue
        before, text = word
        end = replace(before, column=before.column + before.length)
        is_shaped = faults[text[0]] is faults[char] is Code.UNSHAPED_CHARACTER
        if is_shaped and _place(end) == _place(span):
            word = replace(before, length=before.length + span.length), text + char
            continue
        yield word
        word = span, char
    if word is not None:
        yield word


def _place(span: Span) -> tuple[str, int, int]:
    return span.source.path, span.line, span.column


def _letters(texts: Iterable[str]) -> list[str]:
    """Return the characters of ``texts``, each once; a letter and marks upon it are one."""
    letters = set[str]().union(*texts)
    if any(map(unicodedata.combining, letters)):
        letters = set[str]().union(*map(composed, texts))
    return sorted(letters)


def _faults(letters: list[str], missing: Missing) -> dict[str, Code]:
    """Return what is wrong with each of ``letters`` that cannot be printed as it is."""
    found = dict.fromkeys(missing("".join(letters)), Code.MISSING_GLYPH)
    for char in letters:
        if not char.isascii() and (doubt := doubt_of(char)) is not None:
            found[char] = _CODES[doubt]
    return found


def _hint(char: str, code: Code) -> str:
    """Return what to write or to add instead: a font, or a character that others know."""
    if code is Code.PRIVATE_CHARACTER and char in MOVED:
        return f"{MOVED[char]} U+{ord(MOVED[char]):04X}"
    return fonts_with(char) if code is Code.MISSING_GLYPH else "—"


def _given(report: src.Report, document: Document) -> Iterator[tuple[str, Span]]:
    """Yield words of data and of cited references, with the place that brings them in."""
    spans = {f"fig-{key}": chart.span for key, chart in report.charts.items()}
    spans |= {f"tbl-{key}": table.span for key, table in report.tables.items()}
    for anchor, text in data_words(document):
        yield text, spans.get(anchor, report.span)
    cites = (inline for inline in all_inlines(report) if isinstance(inline, src.CiteRef))
    for key in dict.fromkeys(key.key for cite in cites for key in cite.keys):
        reference = report.references.get(key)
        if reference is not None:
            yield _of_reference(reference, is_gb=report.style.is_gb), reference.span


def _of_reference(reference: src.Reference, *, is_gb: bool) -> str:
    """Return what is printed of an entry: our simple style has no place for most of it."""
    if not is_gb:
        return "".join(reference.fields.get(name, "") for name in _PRINTED_FIELDS)
    people = (name for names in reference.names.values() for name in names)
    parts = [part for name in people for part in (name.family, name.given, name.suffix)]
    return "".join((*parts, *(text for key, text in reference.fields.items() if key != "sort")))


def _typed(report: src.Report) -> Iterator[tuple[str, Span]]:
    """Yield what the author typed letter for letter, with its place."""
    for inline in all_inlines(report):
        if isinstance(inline, src.Text | src.Code):
            yield inline.text, inline.span
    for block in written_blocks(report.blocks):
        if isinstance(block, src.CodeBlock):
            yield from _code_lines(block)


def _code_lines(block: src.CodeBlock) -> Iterator[tuple[str, Span]]:
    """Yield the lines of ``block``, each with the source line that ends with it."""
    source, number = block.span.source, block.span.line
    last = len(source.lines)
    for text in block.text.split("\n"):
        here = number
        while here <= last and not source.line(here).endswith(text):
            here += 1
        if here > last:
            yield text, block.span
            continue
        column = len(source.line(here)) - len(text) + 1
        yield text, Span(source, here, column, max(1, len(text)))
        number = here + 1


def _places(text: str, span: Span, absent: frozenset[str]) -> Iterator[tuple[Span, str]]:
    """Yield every absent character of ``text`` with its own place in the line of ``span``."""
    line = span.source.line(span.line)
    end = span.column - 1 + max(span.length, len(text))
    for char in dict.fromkeys(composed(text)):
        if char not in absent:
            continue
        columns = [
            at + 1
            for at in range(span.column - 1, end)
            if line[at : at + 1] == char and len(composed(line[max(0, at - 1) : at + 1])) > (at > 0)
        ]
        for column in columns:
            yield Span(span.source, span.line, column), char
        if not columns:  # typed as an entity, &#x2A6B2;
            yield span, char
