"""Formulas: Word's mathematics as TeX."""

from reportgen.model.pattern import pattern
from reportgen.word.elements import Element, words_of

_SIGNS = {
    "∑": r"\sum", "∏": r"\prod", "∫": r"\int", "×": r"\times", "÷": r"\div", "±": r"\pm",
    "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "≈": r"\approx", "∞": r"\infty", "·": r"\cdot",
    "⋅": r"\cdot", "→": r"\to", "∈": r"\in", "∂": r"\partial", "−": "-", "…": r"\ldots",
    "α": r"\alpha", "β": r"\beta", "γ": r"\gamma", "δ": r"\delta", "ε": r"\varepsilon",
    "θ": r"\theta", "λ": r"\lambda", "μ": r"\mu", "π": r"\pi", "ρ": r"\rho", "σ": r"\sigma",
    "τ": r"\tau", "φ": r"\varphi", "ω": r"\omega", "Δ": r"\Delta", "Σ": r"\Sigma", "Ω": r"\Omega",
}  # fmt: skip
_ACCENTS = {
    "̅": r"\bar",
    "¯": r"\bar",
    "\u0304": r"\bar",
    "‾": r"\bar",
    "\u0307": r"\dot",
    "˙": r"\dot",
    "˜": r"\tilde",
    "̂": r"\hat",
    "^": r"\hat",
    "̃": r"\tilde",
    "→": r"\vec",
    "⃗": r"\vec",
}
_RESERVED = pattern(r"[#$%&_{}\\~^]")
_HAN = pattern(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]+")
_OPEN, _CLOSE = {"{": r"\{", "": "."}, {"}": r"\}", "": "."}


_ONE = len("{x}")


class UnknownFormulaError(Exception):
    """It has something that is not read."""


def tex_of(here: Element) -> str:
    """Return ``here`` as TeX, or raise UnknownFormulaError."""
    return " ".join("".join(_each(child) for child in here.children).split())


def _group(here: Element | None) -> str:
    return "{" + (tex_of(here) if here else "") + "}"


def _bare(here: Element | None) -> str:
    """Return what has a raised or lowered sign, in braces where it is more than one letter."""
    group = _group(here)
    return group[1:-1] if len(group) == _ONE and group[1].isalnum() else group


def _each(here: Element) -> str:  # noqa: PLR0911 - a line a kind of formula
    inner = here.child("m:e")
    match here.name:
        case "m:r":
            return _run(here)
        case "m:oMath" | "m:e" | "m:box" | "m:borderBox":
            return tex_of(inner if here.name.lower().endswith("box") and inner else here)
        case "m:f":
            return rf"\frac{_group(here.child('m:num'))}{_group(here.child('m:den'))}"
        case "m:sSup":
            return f"{_bare(inner)}^{_group(here.child('m:sup'))}"
        case "m:sSub":
            return f"{_bare(inner)}_{_group(here.child('m:sub'))}"
        case "m:sSubSup":
            low, high = _group(here.child("m:sub")), _group(here.child("m:sup"))
            return f"{_bare(inner)}_{low}^{high}"
        case "m:rad":
            degree = tex_of(found) if (found := here.child("m:deg")) else ""
            return rf"\sqrt{f'[{degree}]' if degree else ''}{_group(inner)}"
        case "m:d":
            return _between(here)
        case "m:nary":
            return _sum(here)
        case "m:bar":
            return rf"\bar{_group(inner)}"
        case "m:acc":
            accent = _accent(here)
            return f"{accent}{_group(inner)}"
        case "m:func":
            return f"{tex_of(found) if (found := here.child('m:fName')) else ''}{_group(inner)}"
        case "m:limLow":
            return f"{_bare(inner)}_{_group(here.child('m:lim'))}"
        case name if name.endswith("Pr") or not name.startswith("m:"):
            return ""
        case _:
            raise UnknownFormulaError(here.name)


def _run(here: Element) -> str:
    text = words_of(here)
    escaped = _RESERVED.sub(lambda found: "\\" + found[0] if found[0] in "#$%&_{}" else " ", text)
    is_upright = here.value("m:rPr", "m:sty") == "p" and len(escaped.strip()) > 1
    if is_upright and escaped.strip().isalpha() and escaped.isascii():
        return rf"\mathrm{{{escaped.strip()}}}"
    spelt = "".join(f"{_SIGNS[char]} " if char in _SIGNS else char for char in escaped)
    return _HAN.sub(lambda found: rf"\text{{{found[0]}}}", spelt)


def _between(here: Element) -> str:
    looks = here.child("m:dPr")
    opening = _sign(looks, "m:begChr", "(")
    closing = _sign(looks, "m:endChr", ")")
    inner = ", ".join(tex_of(each) for each in here.children if each.name == "m:e")
    left, right = _OPEN.get(opening, opening), _CLOSE.get(closing, closing)
    return rf"\left{left} {inner} \right{right}"


def _sum(here: Element) -> str:
    looks = here.child("m:naryPr")
    sign = _SIGNS.get(_sign(looks, "m:chr", "∫"))
    if sign is None:
        raise UnknownFormulaError("m:nary")
    low, high = here.child("m:sub"), here.child("m:sup")
    bounds = (f"_{_group(low)}" if low and low.children else "") + (
        f"^{_group(high)}" if high and high.children else ""
    )
    return f"{sign}{bounds}{_group(here.child('m:e'))}"


def _accent(here: Element) -> str:
    found = _ACCENTS.get(_sign(here.child("m:accPr"), "m:chr", "̂"))
    if found is None:
        raise UnknownFormulaError("m:acc")
    return found


def _sign(looks: Element | None, name: str, usual: str) -> str:
    found = looks.child(name) if looks else None
    return usual if found is None else found.get("m:val")
