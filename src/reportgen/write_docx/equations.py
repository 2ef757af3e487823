"""Equations: TeX as Word's own (OMML, ECMA-376 Part 1, 22.1), where all of it is understood."""

from collections.abc import Callable

from reportgen.model.pattern import pattern
from reportgen.write_docx.markup import escape
from reportgen.zh.tex import (
    ACCENTS,
    FRACTIONS,
    FUNCTIONS,
    LARGE,
    LINES_ABOVE,
    SYMBOLS,
    WORDS,
    tokens_of,
)

_CLOSING = {"(": ")", "[": "]", "{": "}", "|": "|", ".": ""}
_HAN = pattern("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


class _UnknownError(ValueError):
    """The formula holds what Word's own equations are not written for here."""


def equation(tex: str, look: str) -> str:
    """Return ``tex`` as an m:oMath in the look ``look``; nothing where it is not understood."""
    try:
        return f"<m:oMath>{_Reader(tex, look).whole()}</m:oMath>"
    except _UnknownError:
        return ""


class _Reader:
    """Reads tokens from left to right; every method returns ready XML."""

    def __init__(self, tex: str, look: str) -> None:
        self._tokens: list[str] = tokens_of(tex)
        self._place = 0
        self._look = look
        self._control = f"<m:ctrlPr><w:rPr>{look}</w:rPr></m:ctrlPr>"

    def whole(self) -> str:
        """Return the whole formula."""
        made = self._until(lambda _: False)
        if self._place < len(self._tokens):
            raise _UnknownError
        return made

    def _until(self, is_end: Callable[[str], bool]) -> str:
        parts = []
        while self._place < len(self._tokens) and not is_end(self._tokens[self._place]):
            parts.append(self._item())
        return "".join(parts)

    def _next(self) -> str:
        if self._place >= len(self._tokens):
            raise _UnknownError
        self._place += 1
        return self._tokens[self._place - 1]

    def _item(self) -> str:
        """Return an atom with its scripts."""
        token = self._next()
        large = LARGE.get(token[1:]) if token[0] == "\\" else None
        atom = "" if large else self._atom(token)
        low = high = ""
        while self._place < len(self._tokens) and self._tokens[self._place] in ("_", "^"):
            if self._next() == "_":
                low = self._argument()
            else:
                high = self._argument()
        if large:
            return self._sum(large, low, high)
        if low and high:
            name = "sSubSup"
            return self._box(name, f"<m:e>{atom}</m:e><m:sub>{low}</m:sub><m:sup>{high}</m:sup>")
        if low:
            return self._box("sSub", f"<m:e>{atom}</m:e><m:sub>{low}</m:sub>")
        return self._box("sSup", f"<m:e>{atom}</m:e><m:sup>{high}</m:sup>") if high else atom

    def _sum(self, sign: str, low: str, high: str) -> str:
        """Return a large operator and what it works on: the next atom."""
        body = self._item() if self._place < len(self._tokens) else ""
        limits = '<m:limLoc m:val="undOvr"/>' if sign != "∫" else '<m:limLoc m:val="subSup"/>'
        hide = ("" if low else '<m:subHide m:val="1"/>') + (
            "" if high else '<m:supHide m:val="1"/>'
        )
        return (
            f'<m:nary><m:naryPr><m:chr m:val="{sign}"/>{limits}{hide}{self._control}</m:naryPr>'
            f"<m:sub>{low}</m:sub><m:sup>{high}</m:sup><m:e>{body}</m:e></m:nary>"
        )

    def _argument(self) -> str:
        token = self._next()
        if token != "{":  # noqa: S105 - a brace, not a password
            return self._atom(token)
        made = self._until(lambda each: each == "}")
        self._next()
        return made

    def _atom(self, token: str) -> str:  # noqa: PLR0911 - one case a command
        if token == "{":  # noqa: S105 - a brace, not a password
            self._place -= 1
            return self._argument()
        if token in ("}", "_", "^", "&", "~"):
            raise _UnknownError
        if token[0] != "\\":
            return self._run(token)
        name = token[1:]
        if name in FRACTIONS:
            above, below = self._argument(), self._argument()
            return self._box("f", f"<m:num>{above}</m:num><m:den>{below}</m:den>")
        if name == "sqrt":
            return self._root()
        if name in WORDS:
            return self._words()
        if name == "left":
            return self._brackets()
        if name in ACCENTS:
            properties = f'<m:accPr><m:chr m:val="{ACCENTS[name]}"/>{self._control}</m:accPr>'
            return f"<m:acc>{properties}<m:e>{self._argument()}</m:e></m:acc>"
        if name in LINES_ABOVE:
            properties = f'<m:barPr><m:pos m:val="top"/>{self._control}</m:barPr>'
            return f"<m:bar>{properties}<m:e>{self._argument()}</m:e></m:bar>"
        if name in FUNCTIONS:
            return self._run(name, is_upright=True)
        if name not in SYMBOLS:
            raise _UnknownError
        return self._run(SYMBOLS[name]) if SYMBOLS[name] else ""

    def _root(self) -> str:
        degree = ""
        if self._place < len(self._tokens) and self._tokens[self._place] == "[":
            self._next()
            degree = self._until(lambda each: each == "]")
            self._next()
        hide = "" if degree else '<m:degHide m:val="1"/>'
        properties = f"<m:radPr>{hide}{self._control}</m:radPr>"
        return f"<m:rad>{properties}<m:deg>{degree}</m:deg><m:e>{self._argument()}</m:e></m:rad>"

    def _brackets(self) -> str:
        opening = self._next().removeprefix("\\")
        inside = self._until(lambda each: each == r"\right")
        self._next()
        closing = self._next().removeprefix("\\")
        if opening not in _CLOSING or closing not in (*_CLOSING.values(), "."):
            raise _UnknownError
        sides = (("begChr", opening), ("endChr", closing))
        marks = "".join(f'<m:{name} m:val="{side.strip(".")}"/>' for name, side in sides)
        return f"<m:d><m:dPr>{marks}{self._control}</m:dPr><m:e>{inside}</m:e></m:d>"

    def _words(self) -> str:
        if self._next() != "{":
            raise _UnknownError
        letters = []
        while (token := self._next()) != "}":
            if token[0] == "\\" and token[1:] not in SYMBOLS:
                raise _UnknownError
            letters.append(SYMBOLS[token[1:]] if token[0] == "\\" else token)
        return self._run("".join(letters), is_upright=True)

    def _run(self, text: str, *, is_upright: bool = False) -> str:
        plain = "<m:rPr><m:nor/></m:rPr>" if is_upright or _HAN.search(text) else ""
        return (
            f'<m:r>{plain}<w:rPr>{self._look}</w:rPr><m:t xml:space="preserve">'
            f"{escape(text)}</m:t></m:r>"
        )

    def _box(self, name: str, content: str) -> str:
        return f"<m:{name}><m:{name}Pr>{self._control}</m:{name}Pr>{content}</m:{name}>"
