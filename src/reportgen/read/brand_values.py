"""What keys of a kit hold: colours, lengths, files, answers."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import PurePosixPath

from reportgen.diag import Code, Sink, Span, nearest
from reportgen.model.brand import Palette
from reportgen.model.colour import Colour
from reportgen.model.length import Length, mm, pt
from reportgen.read.check import number_of
from reportgen.read.yaml_tree import Mapping, Scalar

COLOURS = ("primary", "accent", "text", "muted", "rule", "tint", "link")
_CHINESE = ("主色", "强调色", "正文色", "次要色", "线色", "底色", "链接色")
_WHITE = {"white": Colour(255, 255, 255), "白": Colour(255, 255, 255)}
_BLACK = Colour(0, 0, 0)
_MAX_POINTS, _MAX_MILLIMETRES = Decimal(400), Decimal(2000)
_LEAST_POINTS = Decimal(3)


def part(node: Mapping, name: str) -> Mapping:
    """Return the mapping under ``name``; an empty one where none is."""
    return node.mapping(name) or Mapping({}, node.span)


def scalars(node: Mapping, name: str) -> Iterator[Scalar]:
    """Yield the texts of the list under ``name``."""
    return (each for each in node.listing(name) if isinstance(each, Scalar))


def is_yes(node: Mapping, name: str, default: str) -> bool:
    """Tell whether ``name`` is answered with yes."""
    return node.word(name, default) == "yes"


def colour(word: Scalar | None, palette: Palette | None, sink: Sink) -> Colour:
    """Return the colour of ``#1F3A5F``, of a name of ``palette``, or white."""
    if word is None:
        return _BLACK
    if palette is not None:
        name = dict(zip(_CHINESE, COLOURS, strict=True)).get(word.text, word.text)
        if name in COLOURS:
            named = getattr(palette, name)
            return named if isinstance(named, Colour) else _BLACK
        if name in _WHITE:
            return _WHITE[name]
    try:
        return Colour.parse(word.text)
    except ValueError:
        known = "#RRGGBB" if palette is None else "、".join(("#RRGGBB", "white", *COLOURS))
        close = nearest(word.text, COLOURS) or "—"
        key = "colour"
        sink.add(
            Code.UNKNOWN_VALUE, word.span, value=word.text, key=key, known=known, nearest=close
        )
        return _BLACK


def file_name(word: Scalar, sink: Sink) -> str:
    """Return the name of a file of the kit."""
    check_inside(word.text, word.span, sink)
    return word.text


def check_inside(name: str, span: Span, sink: Sink) -> None:
    """Report a file that is not in the kit's folder."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name:
        sink.add(Code.PATH_OUTSIDE, span, path=name)


def millimetres(node: Mapping, name: str, sink: Sink) -> Length:
    """Return the length under ``name``; 0 where none is."""
    return mm(bounded(node, name, _MAX_MILLIMETRES, sink))


def optional_millimetres(node: Mapping, name: str, sink: Sink) -> Length | None:
    """Return the length under ``name``, if there is one."""
    return millimetres(node, name, sink) if node.get(name) is not None else None


def type_size(node: Mapping, name: str, sink: Sink) -> Length:
    """Return the size or the leading of letters under ``name``: nobody reads less than 3 points."""
    found, word = points(node, name, sink), node.scalar(name)
    if word is not None and number_of(word) is not None and found < pt(_LEAST_POINTS):
        expected = f"{_LEAST_POINTS} … {_MAX_POINTS}"
        sink.add(Code.WRONG_TYPE, word.span, key=name, expected=expected, found=word.text)
    return found


def points(node: Mapping, name: str, sink: Sink) -> Length:
    """Return the size under ``name``; 0 where none is."""
    return pt(bounded(node, name, _MAX_POINTS, sink))


def bounded(
    node: Mapping, name: str, most: Decimal, sink: Sink, *, default: Decimal = Decimal(0)
) -> Decimal:
    """Return the number under ``name``, from 0 to ``most``."""
    word = node.scalar(name)
    number = number_of(word)
    if word is None or number is None:
        return default
    if not 0 <= number <= most:
        sink.add(Code.WRONG_TYPE, word.span, key=name, expected=f"0 … {most}", found=word.text)
        return default
    return number
