"""Head: what a Word file says of itself: title, date, house, references and notice."""

import datetime as dt
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from reportgen.adopt.entries import entry_of, is_by_the_standard
from reportgen.adopt.outline import Entry, Outline, Scheme
from reportgen.adopt.plain_text import ENTRY, FACT, NOTICE, REFERENCES, date_of, told
from reportgen.adopt.word.book import Book
from reportgen.model.pattern import pattern
from reportgen.word.elements import Element
from reportgen.word.lists import Level
from reportgen.word.opened import Opened
from reportgen.word.pieces import ATOM
from reportgen.word.story import Para, Part
from reportgen.zh.repair import repaired, repairs

_FIELDS = {"title": "title", "标题": "title", "subtitle": "subtitle", "副标题": "subtitle"}
_OWN_FIELDS = {"摘要": "summary", "机构名": "organisation", "密级": "classification"}
TITLES = ("title", "标题")
"""Styles of a title."""
_OTHER_MARK = pattern(r"\d+|特急|加急|平急|特提")
"""What stands in the corner of an official document beside how secret it is."""
_BACK = frozenset({"联系方式", "免责声明", "封面信息"})
_ENTRY_MARK = pattern(r"_Bib(\d+)")
_ENDS = "。！？；：，、.!?;"
LISTED = frozenset({"bibliography", "参考文献"})
"""Styles of the entries of a reference list."""
_LONGEST_TITLE = 60
_BLANKS = pattern(r"[ \t\n\xa0]+")
_BROKEN = pattern(r"(?<=[：；，、。！？）》”]) | (?=[（《“])")
"""The end of a line of a title beside a Chinese mark."""
_MIDNIGHT = "T00:00:00Z"


def without_head(
    parts: Sequence[Part], file: Opened, book: Book, outline: Outline
) -> tuple[list[Part], Outline]:
    """Return the parts of the body, and the outline with what the cover says."""
    first = next((at for at, part in enumerate(parts) if _is_heading(part)), len(parts))
    kept: list[Part] = []
    for at, part in enumerate(parts):
        if not isinstance(part, Para) or not part.words:
            kept.append(part)
            continue
        field = _FIELDS.get(part.style.name, "") if at < first else ""
        field = field or _OWN_FIELDS.get(part.style.name, "")
        if field == "classification" and _OTHER_MARK.fullmatch(part.words):
            field = ""
        field = field or (_told_by_properties(part, file) if at < first else "")
        if field and not getattr(outline, field):
            outline = replace(outline, **{field: _repaired(part, book)})
        elif at < first and FACT.match(part.words):
            outline = _facts(part, book, outline)
        elif part.style.name in _BACK:
            book.unused(part.number, part.words)
        else:
            kept.append(part)
    return _titled(kept, file, book, outline)


def unboxed(parts: Sequence[Part], inside: Callable[[Sequence[Element]], list[Part]]) -> list[Part]:
    """Return ``parts`` with what stands in the text boxes of the cover among its paragraphs."""
    first = next((at for at, part in enumerate(parts) if _is_heading(part)), 0)
    made: list[Part] = []
    for at, part in enumerate(parts):
        made.append(part)
        if at < first and isinstance(part, Para) and part.read.boxes:
            for box in part.read.boxes:
                made += inside(box.children)
            part.read.boxes = []
    return made


def _told_by_properties(part: Para, file: Opened) -> str:
    """Return what a line of the cover is, where the file says the same of itself."""
    told = {
        file.properties.get("subject"): "subtitle",
        file.properties.get("creator"): "organisation",
    }
    return told.get(part.words, "")


def _is_heading(part: Part) -> bool:
    return isinstance(part, Para) and part.style.level > 0


def _repaired(part: Para, book: Book) -> str:
    words = _BROKEN.sub("", _BLANKS.sub(" ", part.words))
    book.repairs += [(part.number, each, words) for each in repairs(words)]
    return repaired(words)


def _facts(part: Para, book: Book, outline: Outline) -> Outline:
    for fact in FACT.finditer(part.words):
        outline, is_used = told(outline, fact["name"], fact["value"].strip())
        if not is_used:
            book.unused(part.number, fact[0])
    return outline


def _titled(
    kept: list[Part], file: Opened, book: Book, outline: Outline
) -> tuple[list[Part], Outline]:
    """Find title and date where the cover does not name them."""
    words = [part for part in kept[:6] if isinstance(part, Para) and part.words]
    if not outline.title and file.properties.get("title"):
        outline = replace(outline, title=file.properties["title"])
        kept = [part for part in kept if part not in words[:1] or words[0].words != outline.title]
    if not outline.title and words and _is_title(words[0]):
        outline = replace(outline, title=_repaired(words[0], book))
        kept = [part for part in kept if part is not words[0]]
    for part in words:
        date = date_of(part.words)
        if date and outline.date is None and part in kept:
            outline, is_used = told(outline, "日期", date)
            kept = [each for each in kept if not (is_used and each is part)]
    created = file.properties.get("created", "")
    if outline.date is None and created.endswith(_MIDNIGHT):  # a day and no hour: it was given
        try:
            day = dt.date.fromisoformat(created.removesuffix(_MIDNIGHT))
        except ValueError:
            return kept, outline
        outline = replace(outline, date=day)
    return kept, outline


def _is_title(part: Para) -> bool:
    return len(part.words) <= _LONGEST_TITLE and part.words[-1] not in _ENDS


def without_notice(
    parts: Sequence[Part], book: Book, outline: Outline
) -> tuple[list[Part], Outline]:
    """Part the notice that a machine helped from the text, and tell where it stood."""
    notice = ""
    kept: list[Part] = []
    places: list[str] = []
    for part in parts:
        match = NOTICE.fullmatch(part.words) if isinstance(part, Para) else None
        if match is None:
            kept.append(part)
            continue
        places.append("end" if any(map(_is_heading, kept)) else "start")
        if notice and match["text"] != notice:
            book.unused(part.number, match["text"])
        notice = notice or match["text"]
    found = tuple(dict.fromkeys(places)) or outline.notice_places
    return kept, replace(outline, notice=notice, notice_places=found)


def without_entries(parts: Sequence[Part], book: Book) -> tuple[list[Part], list[Entry]]:
    """Part the reference list, by its style or its title, from the text."""
    entries: list[Entry] = []
    kept: list[Part] = []
    title: Para | None = None
    for part in parts:
        if not isinstance(part, Para):
            kept.append(part)
            title = None
        elif REFERENCES.fullmatch(part.words) and not part.read.is_listed:
            title = part
            kept.append(part)
        elif part.words and (part.style.name in LISTED or _is_entry(part, title)):
            entries.append(_entry(part, len(entries) + 1, book))
            if title is not None and title in kept:
                kept.remove(title)
        else:
            title = title if not part.words else None
            kept.append(part)
    return kept, entries


def _is_entry(part: Para, title: Para | None) -> bool:
    if title is None or part.style.level:
        return False
    return bool(part.numbering[0]) or ENTRY.fullmatch(part.words) is not None


def _entry(part: Para, count: int, book: Book) -> Entry:
    marks = (each.get("w:name") for each in part.here.all("w:bookmarkStart"))
    own = next(filter(None, map(_ENTRY_MARK.fullmatch, marks)), None)
    typed = ENTRY.fullmatch(part.words)
    number = own[1] if own else typed["number"] if typed else str(count)
    words = typed["text"] if typed else _marked(part)
    links = [piece.look.link for piece in part.read.pieces if piece.look.link]
    if not is_by_the_standard(words):
        book.repairs += [(part.number, each, words) for each in repairs(words)]
        words = repaired(words)
    entry = entry_of(number, words, part.number)
    if links and not entry.url:
        entry = replace(entry, url=links[0])
    return entry


def _marked(part: Para) -> str:
    """Return the words of an entry with the marks of what is slanted, raised or lowered."""
    out = []
    for piece in part.read.pieces:
        # ours writes emphasized Latin as strong
        mark = "*" if piece.look.is_slanted or piece.look.is_strong else piece.look.script
        is_word = mark and piece.text.strip() == piece.text and not piece.look.link
        out.append(f"{mark}{piece.text}{mark}" if is_word else piece.text)
    return "".join(out).replace(ATOM, "").strip()


def scheme_of(parts: Sequence[Part], file: Opened, typed: Scheme) -> Scheme:
    """Return how headings are numbered: by the list of their styles, or as they were typed."""
    shapes: dict[int, Level] = {}
    for part in parts:
        if isinstance(part, Para) and part.style.level:
            level = file.levels.get(part.numbering)
            if level and level.text:
                shapes.setdefault(part.style.level, level)
    if not shapes:
        return typed
    texts = [shapes[level].text for level in sorted(shapes)]
    formats = [shapes[level].format for level in sorted(shapes)]
    if any("（%" in text or "(%" in text for text in texts):
        return Scheme.GONGWEN
    return Scheme.DECIMAL if formats[0] == "decimal" and "第" not in texts[0] else Scheme.SEED


_GENERATED = (
    ("contents", pattern(r"TOC\b(?!.*\\c)")),
    ("figures", pattern(r'TOC\b.*\\c\s+"?(?:图|Figure)')),
    ("tables", pattern(r'TOC\b.*\\c\s+"?(?:表|Table)')),
)


def generated_in(file: Opened) -> tuple[str, ...]:
    """Return the tables of contents of ``file`` by our names."""
    codes = [each.text for each in file.body.all("w:instrText")]
    return tuple(name for name, shape in _GENERATED if any(map(shape.search, codes)))
