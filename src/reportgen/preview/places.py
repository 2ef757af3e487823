"""Places: which source line the words of a page come from."""

from collections.abc import Iterator

from reportgen.build import Shown
from reportgen.diag import Span
from reportgen.model.origins import Said
from reportgen.model.page import Element, GlyphRun, Tag, TextItem
from reportgen.model.pieces import Run

_INSIDE = frozenset({Tag.SPAN, Tag.LINK, Tag.REFERENCE, Tag.LABEL, Tag.NOTE})
"""What stands inside a paragraph; its words are looked for with those around them."""
_AHEAD = 60
"""How many paragraphs further on words are looked for before the whole report is."""


class Places:
    """Where the words of each structure element were written."""

    def __init__(self, shown: Shown) -> None:
        self._pages = shown.pages
        self._structure = shown.layout.structure
        self._spans = dict(self._found(shown))

    def span(self, page: int, mcid: int) -> Span | None:
        """Return where marked content ``mcid`` of ``page`` was written, as far as it is known."""
        if not 0 <= page < len(self._pages) or not 0 <= mcid < len(self._pages[page].parents):
            return None
        return self._spans.get(self._block(self._pages[page].parents[mcid]))

    def _found(self, shown: Shown) -> Iterator[tuple[int, Span]]:
        said = [(_plain(_words(each)), each) for each in shown.origins.said]
        said = [(words, each) for words, each in said if words]
        at = 0
        for element, text in self._texts().items():
            near = range(at, min(len(said), at + _AHEAD))
            for number in (*near, *range(at), *range(at + _AHEAD, len(said))):
                words, each = said[number]
                if words in text or text in words:
                    at = number + 1 if number >= at else at
                    yield element, each.written[0].span
                    break

    def _texts(self) -> dict[int, str]:
        """Return the words of each block, over all pages, in reading order."""
        parts: dict[int, list[str]] = {}
        for page in self._pages:
            for item in page.items:
                if isinstance(item, TextItem) and item.mcid >= 0:
                    block = self._block(page.parents[item.mcid])
                    parts.setdefault(block, []).append(_shown(item))
        texts = {block: _plain("".join(words)) for block, words in sorted(parts.items())}
        return {block: text for block, text in texts.items() if text}

    def _block(self, number: int) -> int:
        element: Element = self._structure[number]
        while element.tag in _INSIDE and element.parent > 0:
            number = element.parent
            element = self._structure[number]
        return number


def _words(said: Said) -> str:
    """Return the longest words of ``said`` that no mark of a note or citation parts."""
    parts = [""]
    for piece in said.printed:
        if isinstance(piece, Run):
            parts[-1] += piece.text
        else:
            parts.append("")
    return max(parts, key=len)


def _shown(item: TextItem) -> str:
    if item.actual_text:
        return item.actual_text
    return "".join(map(_letters, item.runs))


def _letters(run: GlyphRun) -> str:
    return "".join(piece for piece in run.pieces if isinstance(piece, str))


def _plain(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
