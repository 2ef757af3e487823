"""Font files of a kit: by name, by number in a collection, by weight of a variable one."""

import re

from reportgen.diag import Code, Sink
from reportgen.model.brand import FontFile
from reportgen.model.pattern import pattern
from reportgen.read.brand_values import check_inside
from reportgen.read.check import number_of
from reportgen.read.yaml_tree import Mapping, Node, Scalar

_NUMBERED = pattern(r"(.+\.(?:ttc|otc|ttf|otf))#(\d{1,3})", re.IGNORECASE)
_INDEXES, _WEIGHTS = range(256), range(1, 1001)


def font_file(node: Node | None, sink: Sink) -> FontFile:
    """Return the face of ``msyh.ttc#1`` or ``{file: Own.ttf, weight: 350}``.

    Its file never leads out of the kit's folder.
    """
    word = node.scalar("file") if isinstance(node, Mapping) else node
    if not isinstance(word, Scalar):
        return FontFile("")
    typed = _NUMBERED.fullmatch(word.text)
    name, index, weight = word.text, 0, 0
    if typed is not None:
        name, index = typed[1], int(typed[2])
    if isinstance(node, Mapping):
        weight = _whole(node, "weight", _WEIGHTS, sink)
        if typed is None:
            index = _whole(node, "index", _INDEXES, sink)
        elif node.get("index") is not None:  # two ways to say one thing
            place = node.entries["index"].key.span
            sink.add(Code.WRONG_TYPE, place, key="index", expected="—", found=f"#{index}")
    check_inside(name, word.span, sink)
    return FontFile(name, index, weight, word.span)


def _whole(node: Mapping, name: str, allowed: range, sink: Sink) -> int:
    """Return the whole number under ``name``; 0 where there is none of ``allowed``."""
    word = node.scalar(name)
    number = number_of(word)
    if word is None or number is None:
        return 0
    if number == int(number) and int(number) in allowed:
        return int(number)
    expected = f"{allowed[0]} … {allowed[-1]}"
    sink.add(Code.WRONG_TYPE, word.span, key=name, expected=expected, found=word.text)
    return 0
