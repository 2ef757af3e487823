"""Formulas in words: on one line of characters (a²+b²), and as they are read out (a的平方加…)."""

import unicodedata
from collections.abc import Iterator
from typing import assert_never

from reportgen.model.report.inlines import Script
from reportgen.zh.scripts import small
from reportgen.zh.tex import (
    ACCENTS,
    Accent,
    Fraction,
    Large,
    Letters,
    Node,
    Root,
    Row,
    Scripts,
    tree_of,
)

_SAID = {
    "+": "加", "−": "减", "×": "乘以", "·": "乘", "*": "乘以", "÷": "除以",
    "/": "除以", "=": "等于", "<": "小于", ">": "大于", "≤": "小于等于", "≥": "大于等于",
    "≠": "不等于", "≈": "约等于", "≡": "恒等于", "∼": "相似于", "∝": "正比于", "±": "正负",
    "∓": "负正", "∞": "无穷大", "∂": "偏", "∇": "梯度", "∈": "属于", "∉": "不属于",
    "⊂": "包含于", "∪": "并", "∩": "交", "∀": "对任意", "∃": "存在", "→": "趋于",
    "⇒": "推出", "←": "得自", "…": "等等", "⋯": "等等", "′": "撇", "(": "左括号",
    ")": "右括号", "[": "左方括号", "]": "右方括号", "{": "左花括号", "}": "右花括号",
    "|": "竖线", "‖": "双竖线", "!": "的阶乘", ",": "，",
}  # fmt: skip
_OPENING = "([{"
_POWERS = {"2": "的平方", "3": "的立方"}
_LARGE = {"∑": "求和", "∏": "求积", "∫": "积分"}
_ABOVE = {"hat": "帽", "tilde": "波浪", "vec": "向量", "dot": "点", "bar": "拔", "overline": "拔"}
_ROOTS = {"3": "∛", "4": "∜"}
_LINE = "\u0304"


def as_line(tex: str) -> str:
    """Return ``tex`` as one line of plain characters: ``a²+b²``, ``(a+b)/2``, ``√x``."""
    return _line(tree_of(tex))


def aloud(tex: str) -> str:
    """Return ``tex`` as it is read out: ``a的平方加b的平方``."""
    said = _aloud(tree_of(tex))
    return said or "公式"


# ---- on a line -------------------------------------------------------------------------------


def _line(row: Row) -> str:
    return unicodedata.normalize("NFC", "".join(map(_in_line, row))).strip()


def _in_line(node: Node) -> str:
    match node:
        case Letters(text=text, is_word=is_word):
            return f" {text} " if is_word and text.isascii() and len(text) > 1 else text
        case Scripts(base=base, low=low, high=high):
            below = _script(_line(low), Script.SUB) if low else ""
            above = _script(_line(high), Script.SUPER) if high else ""
            return _in_line(base).rstrip() + below + above
        case Fraction(top=top, bottom=bottom):
            return f"{_whole(top)}/{_whole(bottom)}"
        case Root(degree=degree, inside=inside):
            sign = _ROOTS.get(_line(degree)) or (f"{_line(degree)}√" if degree else "√")
            return sign + _whole(inside)
        case Accent(name=name, inside=inside):
            return _line(inside) + ACCENTS.get(name, _LINE)
        case Large(sign=sign, low=low, high=high):
            limits = "→".join(filter(None, (_line(low), _line(high))))
            return f"{sign}({limits}) " if limits else sign
        case _:
            assert_never(node)


def _script(text: str, script: Script) -> str:
    raised = small(text, script)
    if script is Script.SUB and raised == text:
        return f"_{_held(text)}"
    return raised if not raised.startswith("^") else f"^{_held(text)}"


def _whole(row: Row) -> str:
    """Return ``row``, in brackets unless nothing in it could be taken apart."""
    is_one = len(row) == 1 and isinstance(row[0], Letters | Scripts | Accent)
    return _line(row) if is_one else _held(_line(row))


def _held(text: str) -> str:
    """Return ``text`` in brackets, unless it is one thing."""
    return text if len(text) <= 1 or text.isalnum() else f"({text})"


# ---- read out --------------------------------------------------------------------------------


def _aloud(row: Row) -> str:
    said = ""
    for word in _words(row):
        joins = said and said[-1].isascii() and word[:1].isascii()
        are_digits = joins and said[-1] in "0123456789." and word[0] in "0123456789."
        said += f" {word}" if joins and not are_digits else word
    return said


def _words(row: Row) -> Iterator[str]:
    before: Node | None = None
    for node in row:
        if word := _word(node, before):
            yield word
        before = node


def _word(node: Node, before: Node | None) -> str:  # noqa: PLR0911 - one case a node
    match node:
        case Letters(text=text):
            return _letters(text, before)
        case Scripts():
            return _scripts(node)
        case Fraction(top=top, bottom=bottom):
            if _is_simple(top) and _is_simple(bottom):
                return f"{_aloud(bottom)}分之{_aloud(top)}"
            return f"分数，分子{_aloud(top)}，分母{_aloud(bottom)}，分数完，"
        case Root(degree=degree, inside=inside):
            root = f"{_aloud(degree)}次根号" if degree else "根号"
            return root + (
                _aloud(inside) if _is_simple(inside) else f"下{_aloud(inside)}，根号完，"
            )
        case Accent(name=name, inside=inside):
            return _aloud(inside) + _ABOVE[name]
        case Large(sign=sign, low=low, high=high):
            start = f"从{_aloud(low)}" if low else ""
            return start + (f"到{_aloud(high)}" if high else "") + _LARGE[sign]
        case _:
            assert_never(node)


def _letters(text: str, before: Node | None) -> str:
    if text == "−" and (before is None or _opens(before)):
        return "负"
    return _SAID.get(text, text.strip())


def _opens(node: Node) -> bool:
    """Tell whether a minus after ``node`` is a sign and no operation."""
    if not isinstance(node, Letters) or node.is_word or node.text in (")", "]", "}", "!", "′"):
        return False
    return node.text in _SAID or node.text in _OPENING


def _scripts(node: Scripts) -> str:
    said = _word(node.base, None)
    if node.low:
        low = _aloud(node.low)
        said += f"下标{low}" if _is_name(node.low) else f"下标（{low}）"
    if not node.high:
        return said
    high = _line(node.high)
    if high in _POWERS:
        return said + _POWERS[high]
    if high.strip("′") == "":
        return said + "撇" * len(high)
    if high in ("*", "⁺", "⁻", "+", "−"):
        return f"{said}上标{_aloud(node.high)}"
    power = _aloud(node.high)
    return f"{said}的{power}次方" if _is_simple(node.high) else f"{said}的（{power}）次方"


def _is_name(row: Row) -> bool:
    """Tell whether ``row`` is letters and figures only."""
    return all(isinstance(node, Letters) and node.text not in _SAID for node in row)


def _is_simple(row: Row) -> bool:
    """Tell whether ``row`` is one thing, or digits."""
    if len(row) == 1:
        return not isinstance(row[0], Fraction | Large)
    return all(isinstance(node, Letters) and node.text in "0123456789." for node in row)
