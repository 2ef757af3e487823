"""Navigation: named destinations, outline and page labels (ISO 32000-1, 12.3, 12.4.2)."""

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from reportgen.model.page import OutlineEntry, Place
from reportgen.write_pdf.file import File
from reportgen.write_pdf.structure import Sheet
from reportgen.write_pdf.syntax import byte_string, number, reference, text_string
from reportgen.write_pdf.trees import search_tree


def destination(anchor: str) -> str:
    """Return the name under which ``anchor`` is found."""
    return byte_string(anchor.encode())


def write_destinations(file: File, places: Mapping[str, Place], sheets: Sequence[Sheet]) -> int:
    """Write where each anchor stands; return the number of the name tree."""
    entries = [
        (
            destination(anchor),
            f"[{reference(sheets[place.page].number)}/XYZ 0 {number(place.y)} null]",
        )
        for anchor, place in sorted(places.items(), key=lambda entry: entry[0].encode())
    ]
    return search_tree(file, "Names", entries)


class _Line(Struct):
    """A line of the outline on its way into the file."""

    entry: OutlineEntry
    number: int
    kids: "list[_Line]" = field(default_factory=list)


def write_outline(file: File, entries: Sequence[OutlineEntry]) -> int:
    """Write the outline, its first level open; return the number of its root."""
    root = file.reserve()
    top: list[_Line] = []
    above: list[_Line] = []
    for entry in entries:
        line = _Line(entry, file.reserve())
        while above and above[-1].entry.level >= entry.level:
            above.pop()
        (above[-1].kids if above else top).append(line)
        above.append(line)
    _write_lines(file, top, root)
    file.put(root, f"<</Type/Outlines{_ends(top)}/Count {len(top)}>>")
    return root


def _write_lines(file: File, lines: list[_Line], parent: int) -> None:
    for index, line in enumerate(lines):
        title, target = text_string(line.entry.text), destination(line.entry.anchor)
        body = f"/Title{title}/Parent {reference(parent)}/Dest{target}"
        if index > 0:
            body += f"/Prev {reference(lines[index - 1].number)}"
        if index + 1 < len(lines):
            body += f"/Next {reference(lines[index + 1].number)}"
        if line.kids:
            body += f"{_ends(line.kids)}/Count -{len(line.kids)}"
            _write_lines(file, line.kids, line.number)
        file.put(line.number, f"<<{body}>>")


def _ends(lines: list[_Line]) -> str:
    return f"/First {reference(lines[0].number)}/Last {reference(lines[-1].number)}"


def page_labels(labels: Sequence[str]) -> str:
    """Return the number tree of page labels: one entry for each run of one style."""
    entries: list[str] = []
    expected = None
    for index, label in enumerate(labels):
        style, value = _style(label)
        if (style, value, label if not style else "") != expected:
            entries.append(f"{index}{_range(label, style, value)}")
        expected = (style, value + 1, "") if style else ("", 0, label)
    return f"<</Nums[{' '.join(entries)}]>>"


def _range(label: str, style: str, value: int) -> str:
    if not style:
        return f"<</P{text_string(label)}>>" if label else "<<>>"
    start = f"/St {value}" if value != 1 else ""
    return f"<</S/{style}{start}>>"


def _style(label: str) -> tuple[str, int]:
    if label.isascii() and label.isdecimal():
        return "D", int(label)
    value = _roman_value(label)
    return ("r", value) if value else ("", 0)


_ROMAN = {"m": 1000, "d": 500, "c": 100, "l": 50, "x": 10, "v": 5, "i": 1}


def _roman_value(label: str) -> int:
    values = [_ROMAN.get(letter, 0) for letter in label]
    if not values or not all(values):
        return 0
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))
