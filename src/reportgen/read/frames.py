"""Which rows are shown in which order, and what is computed: from checked nodes."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from reportgen.diag import Code, Sink, Span
from reportgen.model.pattern import pattern
from reportgen.model.period import Grain
from reportgen.model.report import (
    Comparison,
    FrameSpec,
    MadeColumn,
    Making,
    RowTest,
    SortOrder,
    SortRule,
    TopRule,
    Window,
)
from reportgen.read import yaml_tree as tree
from reportgen.read.check import number_of
from reportgen.read.numbers import read_number

SIGN = r"<=|>=|==|!=|<|>|=|≤|≥|≠|＜|＞|＝|不大于|不小于|不等于|小于|大于|等于"
_TEST = pattern(rf"\s*(.+?)\s*({SIGN}|不属于|属于|\bnot\s+in\b|\bin\b)\s*(.+?)\s*")
_SIGNS = {
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "==": "=",
    "＜": "<",
    "＞": ">",
    "＝": "=",
    "小于": "<",
    "不大于": "<=",
    "大于": ">",
    "不小于": ">=",
    "等于": "=",
    "不等于": "!=",
    "属于": "=",
    "in": "=",
    "不属于": "!=",
}
_LISTS = frozenset({"属于", "in", "不属于"})
_BETWEEN = pattern(r"\s*[、,，]\s*")
_SIGN_MARKS = "<>=!≤≥≠＜＞＝"
_QUOTES = "\"'“”‘’"
_WINDOW = pattern(
    r"\s*(?:近)?\s*(\d{1,4})\s*个?\s*(期|年|半年|季度|季|月|周|星期|日|天|years?|halves|half"
    r"|quarters?|months?|weeks?|days?)?\s*"
)
_GRAINS = {
    "年": Grain.YEAR,
    "半年": Grain.HALF,
    "季": Grain.QUARTER,
    "季度": Grain.QUARTER,
    "月": Grain.MONTH,
    "周": Grain.WEEK,
    "星期": Grain.WEEK,
    "日": Grain.DAY,
    "天": Grain.DAY,
    "year": Grain.YEAR,
    "half": Grain.HALF,
    "halve": Grain.HALF,
    "quarter": Grain.QUARTER,
    "month": Grain.MONTH,
    "week": Grain.WEEK,
    "day": Grain.DAY,
}
OTHERS = "其他"
_WITHOUT = frozenset({"none", "无"})
_LABELS = {
    Making.YOY: "{}同比",
    Making.QOQ: "{}环比",
    Making.YTD: "{}本年累计",
    Making.SHARE: "{}占比",
    Making.RANK: "{}排名",
    Making.RUNNING: "{}累计",
}


def comparison_of(sign: str) -> Comparison:
    """Return the comparison that ``sign`` writes, in whichever script."""
    return Comparison(_SIGNS.get(sign, sign))


def unquoted(word: str) -> str:
    """Return ``word`` without quotes round it."""
    return word.strip().strip(_QUOTES)


def made_column(node: tree.Mapping, label: str) -> MadeColumn | None:
    """Return the column that ``node`` asks to be made; ``label`` is that of its column."""
    formula, how = node.scalar("expr"), node.word("how")
    if formula is not None:
        shown, name = node.word("label", formula.text), f"{formula.text}|{Making.FORMULA}"
        return MadeColumn(name, shown, Making.FORMULA, formula.text, formula.span)
    column = node.scalar("column")
    if column is None or not how:
        return None
    making = Making(how)
    shown = node.word("label", _LABELS[making].format(label))
    return MadeColumn(f"{column.text}|{how}", shown, making, column.text, column.span)


def has_one_recipe(node: tree.Mapping, sink: Sink) -> bool:
    """Tell whether a column is one of the source, or a formula with a name; else find it."""
    has_column, has_formula = (node.scalar(key) is not None for key in ("column", "expr"))
    is_sound = has_column != has_formula and not (has_formula and node.word("how"))
    if not is_sound:
        sink.add(Code.COLUMN_RECIPE, node.span)
    return is_sound


def read_frame(fields: tree.Mapping, made: Sequence[MadeColumn], sink: Sink) -> FrameSpec:
    """Return which rows a table or a chart shows."""
    return _Reader(fields, sink, "kind" in fields.entries).frame(made)


class _Reader(Struct, frozen=True):
    fields: tree.Mapping
    sink: Sink
    is_chart: bool

    def frame(self, made: Sequence[MadeColumn]) -> FrameSpec:
        """Return what all keys together ask for."""
        grouping = self.fields.get("group_by")
        by = grouping.scalar("by") if isinstance(grouping, tree.Mapping) else grouping
        return FrameSpec(
            tests=tuple(self._tests()),
            window=self._window(),
            sorts=tuple(self._sorts()),
            top=self._top(),
            made=tuple(made),
            group_by=by.text if isinstance(by, tree.Scalar) else "",
            spans=_places(self.fields),
        )

    def _tests(self) -> Iterator[RowTest]:
        for node in self.fields.listing("where"):
            if not isinstance(node, tree.Scalar):
                continue
            match = _TEST.fullmatch(node.text)
            if match is None or match[3][0] in _SIGN_MARKS:
                self.sink.add(Code.BAD_ROW_TEST, node.span, text=node.text)
                continue
            sign = " ".join(match[2].split())
            is_list = sign in _LISTS or sign == "not in"
            words = _BETWEEN.split(match[3].strip("[]()（）")) if is_list else [match[3]]
            comparison = Comparison.OTHER if sign == "not in" else comparison_of(sign)
            names = tuple(map(unquoted, words))
            yield RowTest(match[1], comparison, names, _number(names), node.span)

    def _window(self) -> Window | None:
        node = self.fields.scalar("last")
        if node is None:
            return None
        match = _WINDOW.fullmatch(node.text)
        if match is None or not int(match[1]):
            self.sink.add(Code.BAD_WINDOW, node.span, text=node.text)
            return None
        word = (match[2] or "").removesuffix("s")
        return Window(int(match[1]), _GRAINS.get(word), node.span)

    def _sorts(self) -> Iterator[SortRule]:
        for node in self.fields.listing("sort"):
            if isinstance(node, tree.Scalar) and self.is_chart:
                continue  # an order by size, of what is drawn
            if isinstance(node, tree.Scalar):
                yield SortRule(node.text, SortOrder.ASCENDING, node.span)
            elif isinstance(node, tree.Mapping):
                by = node.scalar("by")
                if by is not None:
                    order = SortOrder(node.word("order", SortOrder.ASCENDING))
                    named = node.listing("values")
                    values = tuple((v.text, v.span) for v in named if isinstance(v, tree.Scalar))
                    yield SortRule(by.text, order, by.span, values)

    def _top(self) -> TopRule | None:
        node = self.fields.get("top")
        if node is None:
            return None
        count = node.scalar("count") if isinstance(node, tree.Mapping) else node
        number = number_of(count)
        if count is None or number is None or number < 1 or number % 1:
            found = count.text if isinstance(count, tree.Scalar) else "—"
            expected = "1, 2, 3 …"
            self.sink.add(Code.WRONG_TYPE, node.span, key="top", expected=expected, found=found)
            return None
        by = node.word("by") if isinstance(node, tree.Mapping) else ""
        others = node.word("others", OTHERS) if isinstance(node, tree.Mapping) else OTHERS
        return TopRule(int(number), by, "" if others in _WITHOUT else others, node.span)


def _places(fields: tree.Mapping) -> Mapping[str, Span]:
    """Return where a name of a column was typed, by the key it stands at."""
    found = {}
    for key, entry in fields.entries.items():
        node = entry.value
        by = node.scalar("by") if isinstance(node, tree.Mapping) else None
        found[key] = (by or node).span
    return found


def _number(words: Sequence[str]) -> Decimal | None:
    return read_number(words[0]) if len(words) == 1 else None
