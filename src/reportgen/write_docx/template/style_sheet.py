"""A template's styles: known by their names in Word, with all they inherit."""

from collections.abc import Iterator
from typing import TypeVar

from reportgen.model.brand import StyleRole
from reportgen.model.colour import Colour
from reportgen.model.length import Length, pt
from reportgen.write_docx.styles import style_name
from reportgen.write_docx.template.opening import Template
from reportgen.write_docx.template.theme import Theme, colour_of
from reportgen.write_docx.template.trees import Tree, W, is_on, value_of

_T = TypeVar("_T")
_MOST_ANCESTORS = 20
_TWENTIETH, _HALF = 50, 500
NORMAL = "normal"
"""What Word calls 正文."""
_SINGLE = 240
"""A w:line of so much is a single line."""
NATURAL = 1300
"""Height of a line of Chinese letters, in thousandths of their size."""
_SIZE = 20
"""Half points of letters that nothing sets."""


class StyleSheet:
    """The styles of a template."""

    def __init__(self, template: Template, theme: Theme) -> None:
        root = template.tree("styles")
        self._asked = {each.role: each.name for each in template.file.styles}
        self._theme = theme
        self._root = root
        styles = [] if root is None else root.findall(f"{W}style")
        self._by_id = {each.get(f"{W}styleId", ""): each for each in styles}
        self._by_name: dict[tuple[str, str], Tree] = {}
        for each in styles:
            kind = each.get(f"{W}type", "paragraph")
            for name in (value_of(each, "name") or "").lower().split(","):
                self._by_name.setdefault((kind, name.strip()), each)

    def id_of(self, kind: str, name: str) -> str | None:
        """Return the id of the style that Word calls ``name``, in whatever case."""
        found = self._by_name.get((kind, name.lower()))
        return None if found is None else found.get(f"{W}styleId", "")

    def name(self, role: StyleRole) -> str:
        """Return what the template calls the style of ``role``."""
        return self._asked.get(role.value) or style_name(role)

    def names(self) -> list[str]:
        """Return the names of its paragraph styles."""
        return [name for kind, name in self._by_name if kind == "paragraph"]

    def has(self, name: str) -> bool:
        """Tell whether there is a paragraph style ``name``."""
        return self.id_of("paragraph", name) is not None

    def look(self, name: str) -> "Look":
        """Return how the paragraph style ``name`` looks."""
        found = self._by_name.get(("paragraph", name.lower()))
        return Look(list(self._line(found)), self._theme)

    def look_of(self, paragraph: Tree) -> "Look":
        """Return how a paragraph of the document looks by its style."""
        own = value_of(paragraph.find(f"{W}pPr"), "pStyle")
        found = self._by_id.get(own) if own else self._by_name.get(("paragraph", NORMAL))
        return Look(list(self._line(found)), self._theme)

    def _line(self, style: Tree | None) -> Iterator[Tree]:
        """Yield ``style`` and what it inherits from, the nearest first."""
        for _ in range(_MOST_ANCESTORS):
            if style is None:
                break
            yield style
            style = self._by_id.get(value_of(style, "basedOn") or "")
        defaults = None if self._root is None else self._root.find(f"{W}docDefaults")
        if defaults is not None:
            yield defaults


class Look:
    """The properties of a style, those it inherits among them."""

    def __init__(self, line: list[Tree], theme: Theme) -> None:
        self._theme = theme
        self._paragraphs = [p for each in line if (p := _own(each, "pPr")) is not None]
        self._runs = [r for each in line if (r := _own(each, "rPr")) is not None]

    @property
    def size(self) -> Length:
        """Of its letters."""
        found = _first(value_of(each, "sz") for each in self._runs)
        return (_number(found) or _SIZE) * _HALF

    @property
    def colour(self) -> Colour | None:
        """Of its letters; nothing for automatic."""
        node = _first(each.find(f"{W}color") for each in self._runs)
        return colour_of(node, self._theme)

    @property
    def is_bold(self) -> bool:
        """Whether its letters are bold."""
        asked = (each for each in self._runs if each.find(f"{W}b") is not None)
        return is_on(next(asked, None), "b")

    @property
    def faces(self) -> tuple[str, str]:
        """Its Latin and its Chinese face."""
        return self._face("ascii") or "Times New Roman", self._face("eastAsia") or "宋体"

    def _face(self, script: str) -> str:
        """A name of the theme goes before a name of its own in the same place."""
        for each in self._runs:
            fonts = each.find(f"{W}rFonts")
            if fonts is not None:
                asked = fonts.get(f"{W}{script}Theme")
                named = self._theme.face(asked) if asked else fonts.get(f"{W}{script}")
                if named:
                    return named
        return ""

    @property
    def is_exact(self) -> bool:
        """Whether its lines have a pitch of their own, whatever stands in them."""
        return self._spacing("lineRule") == "exact"

    def leading(self, grid: Length) -> Length:
        """Return the pitch of its lines on a grid of ``grid`` (0: none): exact, or about."""
        line = _number(self._spacing("line")) or _SINGLE
        rule = self._spacing("lineRule") or "auto"
        if rule == "exact":
            return line * _TWENTIETH
        natural = self.size * NATURAL // 1000
        if rule == "atLeast":
            return max(line * _TWENTIETH, natural)
        if grid and not self._is_off_grid:
            return -(-natural // grid) * grid * line // _SINGLE
        return natural * line // _SINGLE

    @property
    def _is_off_grid(self) -> bool:
        asked = (each for each in self._paragraphs if each.find(f"{W}snapToGrid") is not None)
        node = next(asked, None)
        return node is not None and not is_on(node, "snapToGrid")

    def blank(self, side: str, grid: Length) -> Length:
        """Return the blank ``before`` or ``after`` it."""
        lines = _number(self._spacing(f"{side}Lines"))
        if lines:
            return (grid or pt(12)) * lines // 100
        return (_number(self._spacing(side)) or 0) * _TWENTIETH

    @property
    def first_indent(self) -> int:
        """Of its first line, in thousandths of the size."""
        chars = _number(self._indent("firstLineChars"))
        if chars is not None:
            return max(0, chars * 10)
        return max(0, (_number(self._indent("firstLine")) or 0) * _TWENTIETH * 1000 // self.size)

    @property
    def left_indent(self) -> int:
        """Of all its lines, in thousandths of the size."""
        chars = _number(self._indent("leftChars") or self._indent("startChars"))
        if chars:
            return max(0, chars * 10)
        left = self._indent("left") or self._indent("start")
        return max(0, (_number(left) or 0) * _TWENTIETH * 1000 // self.size)

    @property
    def has_first_indent(self) -> bool:
        """Whether it says anything of its first line."""
        names = ("firstLineChars", "firstLine", "hanging", "hangingChars")
        return any(self._indent(name) not in (None, "0") for name in names)

    @property
    def alignment(self) -> str | None:
        """Its w:jc."""
        return _first(value_of(each, "jc") for each in self._paragraphs)

    @property
    def breaks_page(self) -> bool:
        """Whether it starts a page."""
        asked = (p for p in self._paragraphs if p.find(f"{W}pageBreakBefore") is not None)
        return is_on(next(asked, None), "pageBreakBefore")

    @property
    def number(self) -> tuple[str, int] | None:
        """Its list and its level there."""
        for each in self._paragraphs:
            node = each.find(f"{W}numPr")
            if node is not None and value_of(node, "numId"):
                number = value_of(node, "numId") or "0"
                return None if number == "0" else (number, _number(value_of(node, "ilvl")) or 0)
        return None

    @property
    def stops(self) -> tuple[str, ...]:
        """Where its tab stops are, in twips."""
        tabs = (tab for p in self._paragraphs for tab in p.iter(f"{W}tab"))
        asked = (tab.get(f"{W}pos", "") for tab in tabs if tab.get(f"{W}val") != "clear")
        return tuple(dict.fromkeys(asked))

    @property
    def has_right_tab(self) -> bool:
        """Whether a tab of it leads to the right."""
        return any(
            tab.get(f"{W}val") in ("right", "end")
            for p in self._paragraphs
            for tab in p.iter(f"{W}tab")
        )

    def _spacing(self, name: str) -> str | None:
        return self._attribute("spacing", name)

    def _indent(self, name: str) -> str | None:
        return self._attribute("ind", name)

    def _attribute(self, element: str, name: str) -> str | None:
        nodes = (each.find(f"{W}{element}") for each in self._paragraphs)
        return _first(node.get(f"{W}{name}") for node in nodes if node is not None)


def _own(holder: Tree, name: str) -> Tree | None:
    """Return the properties of a style, or of the defaults of all."""
    found = holder.find(f"{W}{name}")
    return found if found is not None else holder.find(f"{W}{name}Default/{W}{name}")


def _first(found: Iterator[_T | None]) -> _T | None:
    return next((each for each in found if each is not None), None)


def _number(word: str | None) -> int | None:
    try:
        return None if word is None else round(float(word))
    except (ValueError, OverflowError):
        return None
