"""Sections: wide pages, columns and page breaks of a Word file as directives."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from reportgen.model.pattern import pattern
from reportgen.word.elements import Element
from reportgen.word.story import Para, Part

BREAK = ":::{分页}\n:::"
_FENCE = pattern(r"^(:{3,})", 8)
_MOST_COLUMNS = 3


class Section(Struct, frozen=True):
    """Parts on pages of one kind."""

    parts: list[Part]
    is_wide: bool = False
    columns: int = 1
    goes_on: bool = False
    """Whether it begins on the page where the one before ends."""


def sections_of(parts: Sequence[Part], body: Element) -> list[Section]:
    """Return the parts by their sections."""
    found: list[Section] = []
    held: list[Part] = []
    for part in parts:
        held.append(part)
        told = part.here.child("w:pPr", "w:sectPr") if isinstance(part, Para) else None
        if told is not None:
            found.append(_section(held, told))
            held = []
    found.append(_section(held, body.child("w:sectPr")))
    said = [each for each in found if any(map(_is_said, each.parts))]
    if all(each.is_wide for each in said):  # the whole report lies: that is up to its brand
        found = [Section(each.parts, columns=each.columns) for each in found]
    if all(each.columns > 1 for each in said):
        found = [Section(each.parts, each.is_wide, goes_on=each.goes_on) for each in found]
    return found


def _section(parts: list[Part], told: Element | None) -> Section:
    if told is None:
        return Section(parts)
    page, columns = told.child("w:pgSz"), told.child("w:cols")
    width, height = (page.get("w:w"), page.get("w:h")) if page else ("", "")
    is_wide = width.isdecimal() and height.isdecimal() and int(width) > int(height)
    count = columns.get("w:num") if columns else ""
    return Section(
        parts,
        is_wide,
        min(int(count), _MOST_COLUMNS) if count.isdecimal() and int(count) else 1,
        goes_on=told.value("w:type") == "continuous",
    )


def _is_said(part: Part) -> bool:
    if not isinstance(part, Para):
        return True
    return bool(part.text.strip() or part.read.pictures or part.read.boxes)


def written_sections(sections: Sequence[Section], written: Callable[[Sequence[Part]], str]) -> str:
    """Return ``sections`` as Markdown; ``written`` gives the parts of each."""
    made: list[str] = []
    wide: list[str] = []
    before: Section | None = None
    for section in sections:
        text = written(section.parts)
        if not text.strip():
            continue
        if wide and not (section.is_wide and section.goes_on):
            made.append(_fenced("横页", wide))
            wide = []
        is_broken = before and before.is_wide is section.is_wide and not section.goes_on
        before = section
        if section.columns > 1:
            count = "" if section.columns == 2 else f" {section.columns}"  # noqa: PLR2004 - the usual
            text = _fenced("分栏", [text], count)
        made += [BREAK] if is_broken and not section.is_wide else []
        (wide if section.is_wide else made).append(text)
    if wide:
        made.append(_fenced("横页", wide))
    return without_idle_breaks("\n\n".join(made))


def _fenced(name: str, texts: Sequence[str], words: str = "") -> str:
    inside = "\n\n".join(texts)
    longest = max((len(mark) for mark in _FENCE.findall(inside)), default=0)
    fence = ":" * max(4, longest + 1)
    return f"{fence}{{{name}}}{words}\n\n{inside}\n\n{fence}"


def without_idle_breaks(text: str) -> str:
    """Return ``text`` without breaks that would leave a page empty."""
    while f"{BREAK}\n\n{BREAK}" in text:
        text = text.replace(f"{BREAK}\n\n{BREAK}", BREAK)
    return text.removeprefix(BREAK).removesuffix(BREAK).strip("\n")
