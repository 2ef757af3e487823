"""Elements of an entry: dates, pages, editions, titles and addresses as the standard has them."""

from collections.abc import Iterable, Iterator

from reportgen.model.document import LinkRun, Piece, Pieces, Run
from reportgen.model.pattern import pattern
from reportgen.model.report import (
    Code,
    Emphasis,
    Inlines,
    Reference,
    Script,
    Scripted,
    Strong,
    Text,
)
from reportgen.zh.languages import Language

_YEAR = pattern(r"(?<!\d)\d{4}(?!\d)")
_DAY = pattern(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月?)")
_RANGE = pattern(r"(?<=\w)\s*(?:--?|[–—−])\s*(?=\w)")
_EDITION = pattern(
    r"第?\s*(\d+|[一二三四五六七八九十]+)\s*版?|(\d+)(?:st|nd|rd|th)?(?:\s+ed(?:ition)?\.?)?"
)
_TENS = "零一二三四五六七八九十"
_TEENS = (11, 12, 13)
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_PAGE_WORDS = pattern(r"^(?:第\s*|pp?\.\s*)?([^\W页]+(?:\s*[-–—−]+\s*[^\W页]+)?)(?:\s*页)?$")


def iso_date(typed: str) -> str:
    """Return ``2025-02-17`` for a day or a month however it was typed; all else as typed (7.6)."""
    match = _DAY.fullmatch(typed.strip())
    if not match:
        return typed.strip()
    year, month, day = match.groups()
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


def is_day(typed: str) -> bool:
    """Tell whether ``typed`` is a whole date."""
    match = _DAY.fullmatch(typed.strip())
    return bool(match and match[3])


def year_of(typed: str) -> str:
    """Return the year of a date; what is no plain date stays as typed: ``[1936]`` (7.5.4)."""
    match = _DAY.fullmatch(typed.strip())
    return match[1] if match else typed.strip()


def bare_year(typed: str) -> str:
    """Return the first four figures of a date, to name a source by."""
    match = _YEAR.search(typed)
    return match[0] if match else typed.strip()


def page_range(typed: str) -> str:
    """Return pages with a short line between them (7.7)."""
    return _RANGE.sub("-", typed.strip())


def cited_pages(typed: str) -> str:
    """Return the pages of ``第57页`` or ``pp. 3-5`` alone; a chapter stays as typed."""
    match = _PAGE_WORDS.match(typed.strip())
    return page_range(match[1]) if match else typed.strip()


def edition(typed: str, tongue: Language) -> str:
    """Return ``3版`` or ``5th ed``; the first is not named (7.4)."""
    match = _EDITION.fullmatch(typed.strip())
    if not match:
        return typed.strip()
    number = _number(match[1] or match[2])
    if number == 1:
        return ""
    if tongue in (Language.CHINESE, Language.JAPANESE):
        return f"{number}版"
    ending = "th" if number % 100 in _TEENS else _ENDINGS.get(number % 10, "th")
    return f"{number}{ending} ed"


def _number(typed: str) -> int:
    if typed.isdecimal():
        return int(typed)
    tens, _, ones = typed.rpartition("十")
    if "十" not in typed:
        return _TENS.index(typed[0])
    return (_TENS.index(tens) if tens else 1) * 10 + (_TENS.index(ones) if ones else 0)


def title_pieces(reference: Reference, field: str) -> Pieces:
    """Return a title with what of it is slanted or raised."""
    rich = reference.titles.get(field)
    if rich:
        return tuple(_pieces(rich))
    words = reference.fields.get(field, "")
    return (Run(words),) if words else ()


def _pieces(inlines: Inlines) -> Iterator[Piece]:
    for inline in inlines:
        match inline:
            case Text():
                yield Run(inline.text)
            case Code():
                yield Run(inline.text, code=True)
            case Emphasis():
                yield Run("".join(_texts(inline.content)), emphasis=True)
            case Strong():
                yield Run("".join(_texts(inline.content)), strong=True)
            case Scripted(script=script):
                yield Run(inline.text, script=script)
            case _:  # readers of references make nothing else
                pass


def _texts(inlines: Inlines) -> Iterator[str]:
    return (inline.text for inline in inlines if isinstance(inline, Text))


def addresses(reference: Reference) -> Iterator[Piece]:
    """Yield the address and the identifiers; one that the address holds is not repeated (7.9)."""
    url = reference.fields.get("url", "")
    doi = reference.fields.get("doi", "").removeprefix("https://doi.org/").removeprefix("doi:")
    pid = reference.fields.get("pid", "")
    if url:
        yield LinkRun(url, url)
    if doi and doi.lower() not in url.lower():
        yield LinkRun(f"DOI:{doi}", f"https://doi.org/{doi}")
    if pid and pid.partition(":")[2] not in url:
        yield Run(pid)


def joined(pieces: Iterable[Piece]) -> Pieces:
    """Return ``pieces``, plain neighbours made one."""
    made: list[Piece] = []
    for piece in pieces:
        last = made[-1] if made else None
        if isinstance(piece, Run) and not piece.text:
            continue
        if isinstance(piece, Run) and isinstance(last, Run) and _look(piece) == _look(last):
            made[-1] = Run(last.text + piece.text, *_look(last))
        else:
            made.append(piece)
    return tuple(made)


def _look(run: Run) -> tuple[bool, bool, bool, int | None, Script]:
    return run.strong, run.emphasis, run.code, run.number, run.script
