"""Margins: what a Word file says beside its text: label, running words, watermark, no cover."""

from collections.abc import Sequence

from msgspec.structs import replace

from reportgen.adopt.notes import Note, NoteKind
from reportgen.adopt.outline import Outline
from reportgen.adopt.word.book import Book
from reportgen.model.pattern import pattern
from reportgen.word.elements import element, words_of
from reportgen.word.opened import Opened
from reportgen.word.story import Para, Part

_PRODUCER = pattern(r'"ContentProducer"\s*:\s*"(?P<name>[!-~]+?)"')
_CUSTOM = "docProps/custom.xml"
_ARTIFICIAL = ("人工智能", "AI")
_MADE = ("生成", "合成")
_LONGEST = 80


def with_margins(outline: Outline, file: Opened, book: Book) -> Outline:
    """Return ``outline`` with the label, the notice of the foot and the watermark of ``file``.

    Other running words are noted: ours take their place.
    """
    outline = _labelled(outline, file, book)
    seen: set[str] = set()
    for way in file.package.ways.get(file.package.main, ()):
        if way.kind not in {"header", "footer"} or way.target not in file.package.parts:
            continue
        here = element(file.package.parts[way.target])
        marks = [each.get("string").strip() for each in here.all("v:textpath")]
        if any(marks) and not outline.watermark:
            outline = replace(outline, watermark=next(filter(None, marks)))
        words = " ".join(words_of(here).split())
        if not words or words in seen or words.isdecimal():
            continue
        seen.add(words)
        if way.kind == "footer" and outline.notice and _is_notice(words):
            places = tuple(dict.fromkeys((*outline.notice_places, "footer")))
            outline = replace(outline, notice_places=places)
        else:
            book.unused(1, f"页眉或页脚：{words}")
    return outline


def _labelled(outline: Outline, file: Opened, book: Book) -> Outline:
    """Return ``outline`` with who made the file, by its implicit label."""
    words = _words(file)
    found = _PRODUCER.search(words)
    if found is None:
        return outline
    if not outline.notice:
        label = f"文件带有人工智能生成的隐式标识（{found['name']}），正文却没有声明"
        book.notes.append(Note(NoteKind.UNCLEAR, 0, f"{label}，请在 report.yaml 写 aigc"))
    return replace(outline, producer=found["name"])


def _words(file: Opened) -> str:
    """Return the words of the property that holds the label."""
    body = file.package.parts.get(_CUSTOM)
    if body is None:
        return ""
    told = (each for each in element(body).all("property", "custom:property"))
    labels = (each for each in told if each.get("name") == "AIGC")
    return " ".join(inside.text for each in labels for inside in each.children)


def _is_notice(words: str) -> bool:
    has_both = any(map(words.__contains__, _ARTIFICIAL)) and any(map(words.__contains__, _MADE))
    return has_both and len(words) <= _LONGEST


def has_cover(parts: Sequence[Part], is_title: Sequence[str]) -> bool:
    """Tell whether a page ends between the title, by its styles, and the first other words."""
    is_titled = False
    for part in parts:
        if not isinstance(part, Para):
            return True
        is_end = part.here.child("w:pPr", "w:sectPr") is not None or bool(part.read.breaks)
        if is_titled and (is_end or part.here.is_on("w:pPr", "w:pageBreakBefore")):
            return True
        if part.style.name in is_title:
            is_titled = True
        elif part.style.level or part.style.name in {"body text", "正文文本"}:
            return not is_titled
    return True
