"""TeX as a tree: the little of it that formulas use, and the characters its commands stand for."""

import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from reportgen.model.pattern import pattern

SYMBOLS = {
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
FUNCTIONS = frozenset(
    ["log", "ln", "lg", "exp", "max", "min", "sin", "cos", "tan", "lim", "arg", "det"]
)
LARGE = {"sum": "∑", "prod": "∏", "int": "∫"}
ACCENTS = {"hat": "\u0302", "tilde": "\u0303", "vec": "\u20d7", "dot": "\u0307"}
LINES_ABOVE = frozenset(["bar", "overline"])
FRACTIONS = frozenset(["frac", "dfrac", "tfrac"])
WORDS = frozenset(["text", "mathrm", "operatorname", "textrm", "mathbf", "mathit"])

_SIGNS = {"'": "′", "-": "−"}
_TOKEN = pattern(r"\\[A-Za-z]+|\\.|\s+|[^\\\s]", re.DOTALL)


class Letters(NamedTuple):
    """Characters that stand side by side: a letter, a sign, or words."""

    text: str
    is_word: bool = False


class Scripts(NamedTuple):
    """An atom with what stands below and above it."""

    base: "Node"
    low: "Row | None"
    high: "Row | None"


class Fraction(NamedTuple):
    """One thing over another."""

    top: "Row"
    bottom: "Row"


class Root(NamedTuple):
    """A root; without a degree it is a square root."""

    degree: "Row"
    inside: "Row"


class Accent(NamedTuple):
    """A mark above: the name of its command."""

    name: str
    inside: "Row"


class Large(NamedTuple):
    """A sum, a product or an integral, with its limits."""

    sign: str
    low: "Row"
    high: "Row"


Node: TypeAlias = Letters | Scripts | Fraction | Root | Accent | Large
Row: TypeAlias = tuple[Node, ...]


def tokens_of(tex: str) -> list[str]:
    """Return the tokens of ``tex``; spaces stay only inside braces of words."""
    tokens, made, depth = _TOKEN.findall(tex), [], 0
    command = ""
    for token in tokens:
        if token == "{":  # noqa: S105 - a brace, not a password
            depth = depth + 1 if depth or command[1:] in WORDS else 0
        elif token == "}" and depth:  # noqa: S105 - as above
            depth -= 1
        if depth or not token.isspace():
            made.append(token)
            command = token
    return made


def tree_of(tex: str) -> Row:
    """Return what ``tex`` says; commands it does not know are left out, nothing ever fails."""
    reader = _Reader(tokens_of(tex))
    rows: list[Node] = []
    while not reader.is_done:
        rows += reader.row(lambda _: False)
        reader.skip()
    return tuple(rows)


class _Reader:
    """Reads tokens from left to right."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._place = 0

    @property
    def is_done(self) -> bool:
        return self._place >= len(self._tokens)

    def skip(self) -> str:
        """Return the next token, nothing at the end."""
        self._place += 1
        return self._tokens[self._place - 1] if self._place <= len(self._tokens) else ""

    def row(self, is_end: Callable[[str], bool]) -> Row:
        """Return the nodes up to a closing brace or a token that ``is_end`` knows."""
        nodes: list[Node] = []
        while not self.is_done and self._tokens[self._place] != "}":
            if is_end(self._tokens[self._place]):
                break
            nodes += self._item()
        return tuple(nodes)

    def _item(self) -> Row:
        """Return an atom with its scripts."""
        token = self.skip()
        sign = LARGE.get(token[1:], "") if token[0] == "\\" else ""
        is_script = token in ("_", "^")
        self._place -= is_script
        atom = () if sign or is_script else self._atom(token)
        low: Row | None = None
        high: Row | None = None
        while not self.is_done and self._tokens[self._place] in ("_", "^"):
            if self.skip() == "_":
                low = self._argument()
            else:
                high = self._argument()
        if sign:
            return (Large(sign, low or (), high or ()),)
        if low is None and high is None:
            return atom
        *before, base = atom or (Letters(""),)
        return (*before, Scripts(base, low, high))

    def _argument(self) -> Row:
        token = self.skip()
        if token != "{":  # noqa: S105 - a brace, not a password
            return self._atom(token) if token else ()
        made = self.row(lambda _: False)
        self.skip()
        return made

    def _atom(self, token: str) -> Row:  # noqa: PLR0911 - one case a command
        if token == "{":  # noqa: S105 - a brace, not a password
            self._place -= 1
            return self._argument()
        if token[0] != "\\":
            return () if token == "}" else (Letters(_SIGNS.get(token, token)),)  # noqa: S105 - as above
        name = token[1:]
        if name in FRACTIONS:
            return (Fraction(self._argument(), self._argument()),)
        if name == "sqrt":
            return (Root(self._degree(), self._argument()),)
        if name in WORDS:
            return (Letters(_said(self._argument()), is_word=True),)
        if name in ACCENTS or name in LINES_ABOVE:
            return (Accent(name, self._argument()),)
        if name in FUNCTIONS:
            return (Letters(name, is_word=True),)
        return (Letters(SYMBOLS[name]),) if name in SYMBOLS else ()

    def _degree(self) -> Row:
        if self.is_done or self._tokens[self._place] != "[":
            return ()
        self.skip()
        made = self.row(lambda each: each == "]")
        self.skip()
        return made


def _said(row: Row) -> str:
    return "".join(node.text for node in row if isinstance(node, Letters))
