"""Places: which text of a Word file prints which of the author's words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from reportgen.compare import Item, paired
from reportgen.model.returned import TextSort
from reportgen.returned.units import Unit
from reportgen.returned.view import Seen

_BEFORE = "\u3000\t：: "
_AFTER = "\u3000\t"


class Printed(Struct, frozen=True, gc=False):
    """A unit and where its words stand in a text of the file."""

    unit: Unit
    number: int
    """Its place among the units."""
    start: int

    @property
    def end(self) -> int:
        """Where its words end."""
        return self.start + len(self.unit.text)


def placed_units(texts: Sequence[Seen], units: Sequence[Unit]) -> list[list[Printed]]:
    """Return the units that each of ``texts`` prints; both are in the order of the reader.

    Notes are written where they are called, and stand behind the text in the file.
    """
    found: list[list[Printed]] = [[] for _ in texts]
    left = list(range(len(units)))
    for is_note in (False, True):
        flow = [at for at, text in enumerate(texts) if (text.sort is TextSort.NOTE) is is_note]
        words = [texts[at].text for at in flow]
        placed = _in_order(words, [units[number] for number in left])
        for at, here in zip(flow, placed, strict=True):
            found[at] = [replace(each, number=left[each.number]) for each in here]
        used = {each.number for here in found for each in here}
        left = [number for number in left if number not in used]
    return found


def _in_order(texts: Sequence[str], units: Sequence[Unit]) -> list[list[Printed]]:
    """Return them for one flow of text: what stands once is found first, the rest lies between."""
    found: list[list[Printed]] = [[] for _ in texts]
    fixed = [(-1, -1), *_anchors(texts, units), (len(texts), len(units))]
    for (text, unit), (next_text, next_unit) in pairwise(fixed):
        if text >= 0:
            found[text] = list(_parts(texts[text], units, range(unit, next_unit)))
        taken = max((each.number for each in found[text]), default=unit) if text >= 0 else unit
        for at in range(text + 1, next_text):
            found[at] = list(_parts(texts[at], units, range(taken + 1, next_unit)))
            taken = max((each.number for each in found[at]), default=taken)
    return found


def _anchors(texts: Sequence[str], units: Sequence[Unit]) -> list[tuple[int, int]]:
    """Return texts and units of the same words that stand once among each, in rising order."""
    known = Counter(unit.text for unit in units)
    cores = [_core(text, known) for text in texts]
    printed = Counter(cores)
    old = [at for at, core in enumerate(cores) if core and printed[core] == known[core] == 1]
    new = [at for at, unit in enumerate(units) if known[unit.text] == printed[unit.text] == 1]
    pairs = paired(
        [Item("", cores[at], "") for at in old], [Item("", units[at].text, "") for at in new]
    )
    return [
        (old[a], new[b])
        for a, b in pairs
        if a is not None and b is not None and cores[old[a]] == units[new[b]].text
    ]


def _core(text: str, known: Counter[str]) -> str:
    """Return the words of ``text`` without its label and its unit, where these are a unit's."""
    for words in (text, *text.split("\t"), text.partition("：")[2], text.partition(" ")[2]):
        for each in (words, words.partition("\u3000")[2]):
            if each and each in known:
                return each
    return ""


def _parts(text: str, units: Sequence[Unit], numbers: range) -> Iterator[Printed]:
    """Yield units that stand in ``text``, alone or beside labels, from left to right."""
    for number in numbers:
        if units[number].text == text:
            yield Printed(units[number], number, 0)
            return
    position = 0
    for number in numbers:
        words = units[number].text
        at = text.find(words, position)
        if at < 0:
            continue
        end = at + len(words)
        if (at == 0 or text[at - 1] in _BEFORE) and (end == len(text) or text[end] in _AFTER):
            yield Printed(units[number], number, at)
            position = end
