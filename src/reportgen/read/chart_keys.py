"""The keys of a chart in report.yaml: names, shapes and meanings."""

from reportgen.read.frame_keys import CHART_SORT, FORMULA, MAKING, ROWS
from reportgen.read.shapes import Either, Fields, Key, Listing, Markdown, Number, Word, choice

_WORD, _NUMBER = Word(), Number()
_YES = choice("yes/是 no/否")
_NAMES = Listing(_WORD, may_be_single=True)
_AXIS = choice("1 2")

KINDS = choice(
    "bar/柱图 grouped/分组柱图 stacked/堆积柱图 percent/百分比柱图 horizontal/条形图 line/折线图 "
    "area/面积图 stacked_area/堆积面积图 combo/组合图 donut/环图 pie/饼图 scatter/散点图 "
    "waterfall/瀑布图 heatmap/热力图 bullet/子弹图 spark/迷你图 box/箱线图 candle/K线 figure/自绘"
)

SERIES = Fields(
    (
        Key("column", "列", _WORD, "数据列", "data column"),
        Key("label", "名称", _WORD, "图里显示的名称", "name shown in the chart"),
        MAKING,
        FORMULA,
        Key("kind", "类型", choice("bar/柱 line/线"), "画成柱还是线", "bars or a line"),
        Key("axis", "轴", _AXIS, "用左轴（1）还是右轴（2）", "left axis (1) or right (2)"),
    )
)
TARGET = Fields(
    (
        Key("value", "数值", _NUMBER, "线的位置，按轴的单位", "where it stands", required=True),
        Key("label", "名称", _WORD, "线旁的字，缺省为“目标”", "words beside it"),
        Key("axis", "轴", _AXIS, "属于哪根轴", "which axis it belongs to"),
    )
)
BAND = Fields(
    (
        Key("from", "从", _WORD, "类别名，或数值", "a category or a number", required=True),
        Key("to", "到", _WORD, "类别名，或数值", "a category or a number", required=True),
        Key("label", "名称", _WORD, "色带里的字", "words in the band"),
    )
)
ANNOTATION = Fields(
    (
        Key("at", "位置", _WORD, "类别名", "a category", required=True),
        Key("text", "文字", _WORD, "写什么", "what it says", required=True),
        Key("series", "系列", _WORD, "哪个系列，缺省为第一个", "which series"),
    )
)

_SPLIT = Key(
    "split",
    "系列列",
    _WORD,
    "这一列的每个名称是一个系列（数据是长表时）",
    "column whose names are the series",
)
_DATA = (
    Key("kind", "类型", KINDS, "图的类型", "kind of chart", required=True),
    Key("from", "来源", _WORD, "数据来源的名字", "name of a source"),
    Key("x", "x", _WORD, "类别所在的列", "column of the categories"),
    Key(
        "y",
        "y",
        Listing(Either((_WORD, SERIES)), may_be_single=True),
        "数值所在的列",
        "columns of the values",
    ),
    Key("unit", "单位", _WORD, "轴的单位", "unit of the axis"),
    Key("secondary_unit", "右轴单位", _WORD, "右轴的单位", "unit of the right axis"),
    Key("format", "格式", _WORD, "数字的写法", "how numbers are written"),
    Key("title", "标题", Markdown(), "图题：写结论", "caption: state the finding", required=True),
    Key("cite", "出处", Markdown(), "资料来源，如 [@key]", "sources, e.g. [@key]"),
    Key("alt", "替代文字", _WORD, "给看不见图的人", "words for those who cannot see it"),
)
_LOOK = (
    Key("layout", "方向", choice("vertical/竖 horizontal/横"), "竖柱或横条", "columns or rows"),
    Key(
        "sort",
        "排序",
        Either((choice("none/不排 descending/降序 ascending/升序"), CHART_SORT)),
        "按第一个系列排列类别，或按一列的拼音、笔画、给定的次序",
        "order of categories by the first series, or by a column",
    ),
    Key("reverse", "倒序", _YES, "把类别倒过来", "turn the order of categories round"),
    Key(
        "labels",
        "数值标注",
        choice("auto/自动 all/全部 none/不标"),
        "写出哪些数值；从不相叠",
        "which values are written; never on top of each other",
    ),
    Key(
        "legend",
        "图例",
        choice("auto/自动 top/上 bottom/下 right/右 none/无"),
        "系列名放在哪里；自动时直接标在图上",
        "where series are named; auto names them in place",
    ),
    Key(
        "highlight", "突出", _NAMES, "突出的类别或系列，其余变浅", "names that stand out, rest pale"
    ),
    Key(
        "native",
        "可编辑",
        _YES,
        "Word 里是可以编辑数据的图（缺省），还是图片",
        "in Word a chart whose data can be edited (default), or a picture",
    ),
    Key("height", "高", _NUMBER, "图高，毫米，30–220", "height in mm, 30-220"),
)
_AXES = (
    Key("range", "范围", Listing(_WORD), "轴的两端，如 [0, 自动]", "ends of the axis, [0, auto]"),
    Key("secondary_range", "右轴范围", Listing(_WORD), "右轴的两端", "ends of the right axis"),
    Key("scale", "刻度", choice("linear/线性 log/对数"), "线性或对数", "linear or logarithmic"),
    Key(
        "x_axis",
        "横轴",
        choice("auto/自动 date/日期 category/类别"),
        "日期按真实间隔排开",
        "dates stand as far apart as they are",
    ),
)
_MARKS = (
    Key(
        "target",
        "目标线",
        Listing(Either((_NUMBER, TARGET)), may_be_single=True),
        "横线和它的名称",
        "lines at values, with names",
    ),
    Key("mean", "均值线", _YES, "画出第一个系列的平均值", "the mean of the first series"),
    Key("bands", "色带", Listing(BAND), "标出一段时间或一段数值", "stretches of time or value"),
    Key("annotations", "标注", Listing(ANNOTATION), "在某一点写字", "words at a point"),
)
_SPECIAL = (
    Key("totals", "合计", _NAMES, "瀑布图里从零画起的柱", "bars of a waterfall that start at zero"),
    Key("size", "大小", _WORD, "散点图：圆的面积用哪一列", "scatter: column of the areas"),
    Key("points", "点名", _WORD, "散点图：点的名称用哪一列", "scatter: column of the names"),
    Key("group", "分组", _WORD, "散点图：颜色按哪一列分", "scatter: column of the colours"),
    Key("trend", "趋势线", _YES, "散点图：最小二乘直线", "scatter: the least-squares line"),
    Key("facet", "分面", _WORD, "按这一列分成多幅小图", "one small chart for each of its values"),
    Key("volume", "成交量", _WORD, "K线：下面的成交量", "candles: volumes below"),
)

CHART = Fields((*_DATA, *ROWS, _SPLIT, *_LOOK, *_AXES, *_MARKS, *_SPECIAL), not_yet=("width",))
