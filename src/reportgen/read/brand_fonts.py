"""Font files of a kit: by name, by number in a collection, by weight of a variable one."""

import re
from decimal import Decimal

from reportgen.diag import Code, Sink
from reportgen.model.brand import FontFile
from reportgen.read.brand_values import bounded, check_inside
from reportgen.read.yaml_tree import Mapping, Node, Scalar

_NUMBERED = re.compile(r"(.+\.(?:ttc|otc|ttf|otf))#(\d{1,3})", re.IGNORECASE)
_MOST_FACES, _MAX_WEIGHT = 255, 1000


def font_file(node: Node | None, sink: Sink) -> FontFile:
    """Return the face of ``msyh.ttc#1`` or ``{file: Own.ttf, weight: 350}``.

    Its file never leads out of the kit's folder.
    """
    word = node.scalar("file") if isinstance(node, Mapping) else node
    if not isinstance(word, Scalar):
        return FontFile("")
    index, weight = 0, 0
    if isinstance(node, Mapping):
        index = _whole(node, "index", _MOST_FACES, sink)
        weight = _whole(node, "weight", _MAX_WEIGHT, sink)
    typed = _NUMBERED.fullmatch(word.text)
    name = typed[1] if typed else word.text
    check_inside(name, word.span, sink)
    return FontFile(name, int(typed[2]) if typed else index, weight, word.span)


def _whole(node: Mapping, name: str, most: int, sink: Sink) -> int:
    number = bounded(node, name, Decimal(most), sink)
    word = node.scalar(name)
    if word is not None and number != int(number):
        sink.add(Code.WRONG_TYPE, word.span, key=name, expected=f"0 … {most}", found=word.text)
    return int(number)
