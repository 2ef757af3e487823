"""Sentences for the kinds of charts whose series are not simply values by category."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from reportgen.model.chart_options import ChartKind as Kind
from reportgen.model.facts import ChartFacts, FormatKind, NumberFormat, SeriesFacts
from reportgen.zh.quantity import MINUS, bare, with_half
from reportgen.zh.units import EXACT

_HUNDRED = Decimal(100)
_WHOLE = NumberFormat(FormatKind.THOUSANDS, 0)
_TENTH = NumberFormat(FormatKind.THOUSANDS, 1)
_NAMED = 12
_STRONG, _WEAK = Decimal("0.6"), Decimal("0.3")


def special_words(kind: Kind, facts: ChartFacts) -> list[Sequence[str]]:
    """Return tellings of ``facts``, ever shorter; nothing for kinds of values by category."""
    made: list[Sequence[str]] = []
    match kind:
        case Kind.SCATTER:
            made = [_scatter(facts, _NAMED), _scatter(facts, 0)]
        case Kind.WATERFALL:
            made = [_waterfall(facts)]
        case Kind.HEATMAP:
            made = [_heatmap_rows(facts), _heatmap(facts)]
        case Kind.BULLET:
            made = [_bullets(facts)]
        case Kind.BOX:
            made = [_boxes(facts, is_short=False), _boxes(facts, is_short=True)]
        case Kind.CANDLE:
            made = [_candles(facts)]
        case Kind.PERCENT:
            made = [_shares(facts)]
        case _:
            pass
    return made


def _said(value: Decimal, series: SeriesFacts, facts: ChartFacts) -> str:
    return bare(value, series.format or facts.format) + series.unit.name


def _known(series: SeriesFacts) -> list[Decimal]:
    return [value for value in series.values if value is not None]


def _ends(series: SeriesFacts, facts: ChartFacts) -> str:
    values = _known(series)
    return f"{_said(min(values), series, facts)}至{_said(max(values), series, facts)}"


def _scatter(facts: ChartFacts, most: int) -> list[str]:
    across, up = facts.series[0], facts.series[1]
    count = len(across.values)
    axes = f"横轴{across.label}{_ends(across, facts)}，纵轴{up.label}{_ends(up, facts)}"
    text = [f"共{count}个点，{axes}，{_together(across, up)}"]
    text += [f"圆的大小是{s.label}，{_ends(s, facts)}" for s in facts.series if s.kind == "size"]
    named = [name for name in facts.categories if name]
    if named and len(named) <= most:
        points = zip(facts.categories, across.values, up.values, strict=True)
        said = (
            f"{name}（{_said(x, across, facts)}，{_said(y, up, facts)}）"
            for name, x, y in points
            if name and x is not None and y is not None
        )
        text.append("各点：" + "，".join(said))
    return text


def _together(across: SeriesFacts, up: SeriesFacts) -> str:
    """Return in words how the two go together."""
    both_values = zip(across.values, up.values, strict=True)
    pairs = [(x, y) for x, y in both_values if x is not None and y is not None]
    count = Decimal(len(pairs) or 1)
    x_mean = sum((x for x, _ in pairs), Decimal(0)) / count
    y_mean = sum((y for _, y in pairs), Decimal(0)) / count
    both = sum(((x - x_mean) * (y - y_mean) for x, y in pairs), Decimal(0))
    spread = sum(((x - x_mean) ** 2 for x, _ in pairs), Decimal(0)) * sum(
        ((y - y_mean) ** 2 for _, y in pairs), Decimal(0)
    )
    if not spread:
        return "两者没有明显关系"
    share = both / spread.sqrt()
    if abs(share) < _WEAK:
        return "两者没有明显关系"
    strength = "明显" if abs(share) >= _STRONG else "较弱"
    return f"两者呈{strength}的{'正' if share > 0 else '负'}相关"


def _waterfall(facts: ChartFacts) -> list[str]:
    series, totals = facts.series[0], facts.options.totals
    said = []
    for place, (name, value) in enumerate(zip(facts.categories, series.values, strict=True)):
        if value is None:
            said.append(f"{name}无数据")
        elif place in totals or (place == 0 and totals):
            said.append(f"{name}为{_said(value, series, facts)}")
        else:
            word = "增加" if value >= 0 else "减少"
            said.append(f"{name}{word}{_said(abs(value), series, facts)}")
    return ["，".join(said)]


def _shares(facts: ChartFacts) -> list[str]:
    how = with_half(_WHOLE, facts.format.half)
    totals = [
        sum((v for v in row if v is not None), Decimal(0))
        for row in zip(*(series.values for series in facts.series), strict=True)
    ]
    said = []
    for series in facts.series:
        parts = (
            f"{name}占{bare(EXACT.divide(value * _HUNDRED, whole), how)}%"
            if value is not None and whole
            else f"{name}无数据"
            for name, value, whole in zip(facts.categories, series.values, totals, strict=True)
        )
        said.append(f"{series.label}：" + "，".join(parts))
    return said


def _cells(facts: ChartFacts) -> list[tuple[Decimal, str, str, SeriesFacts]]:
    return [
        (value, name, series.label, series)
        for series in facts.series
        for name, value in zip(facts.categories, series.values, strict=True)
        if value is not None
    ]


def _heatmap(facts: ChartFacts) -> list[str]:
    cells = _cells(facts)
    low, high = min(cells, key=lambda c: c[0]), max(cells, key=lambda c: c[0])
    size = f"{len(facts.categories)}行{len(facts.series)}列"
    ends = [
        f"{word}的是{cell[1]}的{cell[2]}，为{_said(cell[0], cell[3], facts)}"
        for word, cell in (("最高", high), ("最低", low))
    ]
    return [f"{size}，{'；'.join(ends)}"]


def _heatmap_rows(facts: ChartFacts) -> list[str]:
    rows = []
    for place, name in enumerate(facts.categories):
        cells = (s.label + _cell(s.values[place], s, facts) for s in facts.series)
        rows.append(f"{name}：" + "，".join(cells))
    return rows


def _cell(value: Decimal | None, series: SeriesFacts, facts: ChartFacts) -> str:
    return "无数据" if value is None else _said(value, series, facts)


def _bullets(facts: ChartFacts) -> list[str]:
    how = with_half(_WHOLE, facts.format.half)
    value = facts.series[0]
    target = next((s for s in facts.series if s.kind == "target"), None)
    said = []
    for place, name in enumerate(facts.categories):
        number = value.values[place]
        if number is None:
            said.append(f"{name}无数据")
            continue
        words = f"{name}：{value.label}{_said(number, value, facts)}"
        wanted = target.values[place] if target else None
        if target is not None and wanted:
            share = bare(EXACT.divide(number * _HUNDRED, wanted), how)
            words += f"，{target.label}{_said(wanted, target, facts)}，完成{share}%"
        said.append(words)
    return ["；".join(said)]


def _boxes(facts: ChartFacts, *, is_short: bool) -> list[str]:
    said = []
    for place, name in enumerate(facts.categories):
        five = {s.kind: s.values[place] for s in facts.series if s.kind != "outlier"}
        series = facts.series[0]
        known = {kind: _said(v, series, facts) for kind, v in five.items() if v is not None}
        if not known:
            said.append(f"{name}无数据")
            continue
        words = f"{name}中位数{known['median']}"
        if not is_short:
            far = [s.values[place] for s in facts.series if s.kind == "outlier"]
            count = sum(value is not None for value in far)
            words += f"，中间一半在{known['q1']}至{known['q3']}"
            words += f"，须线{known['low']}至{known['high']}"
            words += f"，离群点{count}个" if count else ""
        said.append(words)
    return ["；".join(said)]


def _candles(facts: ChartFacts) -> list[str]:
    prices = {series.kind: series for series in facts.series}
    first, last = _known(prices["open"])[0], _known(prices["close"])[-1]
    tenth = with_half(_TENTH, facts.format.half)
    change = bare(EXACT.divide((last - first) * _HUNDRED, first), tenth) if first else "0"
    word = "上涨" if last >= first else "下跌"
    top, low = (_extreme(prices[kind], facts, way) for kind, way in (("high", max), ("low", min)))
    names = facts.categories
    start, end = _said(first, prices["open"], facts), _said(last, prices["close"], facts)
    text = f"{names[0]}至{names[-1]}共{len(names)}个交易日，开盘{start}，收盘{end}"
    return [f"{text}，{word}{change.lstrip(MINUS)}%，最高{top}，最低{low}"]


def _extreme(
    series: SeriesFacts, facts: ChartFacts, way: Callable[[Iterable[Decimal]], Decimal]
) -> str:
    value = way(_known(series))
    name = facts.categories[series.values.index(value)]
    return f"{_said(value, series, facts)}（{name}）"
