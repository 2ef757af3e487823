"""Equations: TeX as Word's own (OMML, ECMA-376 Part 1, 22.1), where all of it is understood."""

import re
from collections.abc import Callable

from reportgen.write_docx.markup import escape

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\s+|[^\\\s]", re.DOTALL)
_SYMBOLS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ",
    "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ",
    "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
    "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ",
    "Omega": "Ω", "times": "×", "div": "÷", "cdot": "·", "pm": "±", "mp": "∓", "le": "≤",
    "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈", "equiv": "≡",
    "sim": "∼", "propto": "∝", "infty": "∞", "partial": "∂", "nabla": "∇", "in": "∈",
    "notin": "∉", "subset": "⊂", "cup": "∪", "cap": "∩", "forall": "∀", "exists": "∃",
    "to": "→", "rightarrow": "→", "Rightarrow": "⇒", "leftarrow": "←", "ldots": "…",
    "cdots": "⋯", "dots": "…", "quad": "\u2003", "qquad": "\u2003\u2003", "prime": "′",
    ",": "\u2009", ";": "\u2005", ":": "\u2005", " ": " ", "!": "", "%": "%", "$": "$",
    "#": "#", "&": "&", "_": "_", "{": "{", "}": "}", "|": "‖",
}  # fmt: skip
_NAMES = frozenset(
    ["log", "ln", "lg", "exp", "max", "min", "sin", "cos", "tan", "lim", "arg", "det"]
)
_LARGE = {"sum": "∑", "prod": "∏", "int": "∫"}
_ACCENTS = {"hat": "\u0302", "tilde": "\u0303", "vec": "\u20d7", "dot": "\u0307"}
_FRACTIONS = {"frac", "dfrac", "tfrac"}
_WORDS = {"text", "mathrm", "operatorname", "textrm", "mathbf", "mathit"}
_CLOSING = {"(": ")", "[": "]", "{": "}", "|": "|", ".": ""}
_HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


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
        self._tokens: list[str] = _without_spaces(_TOKEN.findall(tex))
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
        large = _LARGE.get(token[1:]) if token[0] == "\\" else None
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
        if name in _FRACTIONS:
            above, below = self._argument(), self._argument()
            return self._box("f", f"<m:num>{above}</m:num><m:den>{below}</m:den>")
        if name == "sqrt":
            return self._root()
        if name in _WORDS:
            return self._words()
        if name == "left":
            return self._brackets()
        if name in _ACCENTS:
            properties = f'<m:accPr><m:chr m:val="{_ACCENTS[name]}"/>{self._control}</m:accPr>'
            return f"<m:acc>{properties}<m:e>{self._argument()}</m:e></m:acc>"
        if name in ("bar", "overline"):
            properties = f'<m:barPr><m:pos m:val="top"/>{self._control}</m:barPr>'
            return f"<m:bar>{properties}<m:e>{self._argument()}</m:e></m:bar>"
        if name in _NAMES:
            return self._run(name, is_upright=True)
        if name not in _SYMBOLS:
            raise _UnknownError
        return self._run(_SYMBOLS[name]) if _SYMBOLS[name] else ""

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
            if token[0] == "\\" and token[1:] not in _SYMBOLS:
                raise _UnknownError
            letters.append(_SYMBOLS[token[1:]] if token[0] == "\\" else token)
        return self._run("".join(letters), is_upright=True)

    def _run(self, text: str, *, is_upright: bool = False) -> str:
        plain = "<m:rPr><m:nor/></m:rPr>" if is_upright or _HAN.search(text) else ""
        return (
            f'<m:r>{plain}<w:rPr>{self._look}</w:rPr><m:t xml:space="preserve">'
            f"{escape(text)}</m:t></m:r>"
        )

    def _box(self, name: str, content: str) -> str:
        return f"<m:{name}><m:{name}Pr>{self._control}</m:{name}Pr>{content}</m:{name}>"


def _without_spaces(tokens: list[str]) -> list[str]:
    """Return ``tokens`` without spaces, but for those inside braces of words."""
    made: list[str] = []
    depth = 0
    for place, token in enumerate(tokens):
        if token == "{":  # noqa: S105 - a brace, not a password
            before = next((each for each in reversed(tokens[:place]) if not each.isspace()), "")
            depth = depth + 1 if depth or before[1:] in _WORDS else 0
        elif token == "}" and depth:  # noqa: S105 - as above
            depth -= 1
        if depth or not token.isspace():
            made.append(token)
    return made
