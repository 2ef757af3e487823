"""The keys that say which rows a table or a chart shows, in which order, and what is computed."""

from reportgen.read.shapes import Either, Fields, Key, Listing, Number, Shape, Word, choice

_WORD, _NUMBER = Word(), Number()
_YES = choice("yes/是 no/否")
_NAMES = Listing(_WORD, may_be_single=True)

MAKING = Key(
    "how",
    "算法",
    choice("yoy/同比 qoq/环比 ytd/本年累计 share/占比 rank/排名 running/累计"),
    "由这一列算出另一列",
    "what is made of the column",
)
FORMULA = Key(
    "expr", "算式", _WORD, "由同一行的其他列算出，如 毛利 / 收入", "made from columns of the row"
)

_SORT = Fields(
    (
        Key("by", "按", _WORD, "按哪一列", "by which column", required=True),
        Key(
            "order",
            "次序",
            choice("ascending/升序 descending/降序 pinyin/拼音 strokes/笔画"),
            "缺省为升序",
            "ascending by default",
        ),
        Key("values", "依次", _NAMES, "排在最前的名称，按写的次序", "names that come first"),
    )
)
_TOP = Fields(
    (
        Key("count", "数", _NUMBER, "留下几个", "how many stay", required=True),
        Key("by", "按", _WORD, "按哪一列的大小", "largest in which column"),
        Key(
            "others",
            "其他",
            _WORD,
            "余下的合成一项，叫什么，缺省为“其他”；无 表示不列",
            "name of the rest, 其他 by default; none leaves it out",
        ),
    )
)
_GROUPING = Fields(
    (
        Key("by", "按", _WORD, "同名的行排在一起", "rows of a name stand together", required=True),
        Key("heads", "小标题", _YES, "组名写在各组之上", "whether names stand over groups"),
        Key("subtotal", "小计", _WORD, "各组小计的名称", "name of each group's total"),
    )
)
HOW = choice("sum/合计 average/平均 median/中位数 max/最大 min/最小")
_TOTAL_ROW = Fields(
    (
        Key("how", "算法", HOW, "缺省为合计", "the sum by default"),
        Key("label", "名称", _WORD, "行的名称", "name of the row"),
    )
)

ROWS = (
    Key(
        "where",
        "筛选",
        _NAMES,
        "只要这些行，如 地区 = 华东、收入 >= 10、评级 属于 买入、增持",
        "rows to show, e.g. 地区 = 华东",
    ),
    Key(
        "last",
        "近",
        _WORD,
        "报告期和它前面的，共几期，如 8、8季",
        "so many periods, the report's the last",
    ),
    Key(
        "top",
        "前",
        Either((_NUMBER, _TOP)),
        "最大的几个，余下的并入其他",
        "the largest, and one for the rest",
    ),
)
SORT = Listing(Either((_WORD, _SORT)), may_be_single=True)
CHART_SORT = _SORT
TABLE_ROWS = (
    *ROWS,
    Key("sort", "排序", SORT, "按哪些列排", "columns that rows are ordered by"),
    Key(
        "group_by",
        "分组",
        Either((_WORD, _GROUPING)),
        "按一列分组，可有小标题和小计",
        "rows in groups, with heads and subtotals",
    ),
    Key(
        "totals",
        "合计行",
        Listing(Either((HOW, _TOTAL_ROW)), may_be_single=True),
        "表尾的合计、平均等",
        "rows of totals at the end",
    ),
)
TABLE_COLUMN = (
    MAKING,
    FORMULA,
    Key(
        "total",
        "合计",
        choice("sum/求和 average/平均 median/中位数 max/最大 min/最小 none/不计"),
        "这一列在合计行里怎样算；比率缺省不计",
        "what it shows in rows of totals",
    ),
    Key("trend", "涨跌", _YES, "正数▲涨色、负数▼跌色", "marks and colours by the sign"),
    Key("hidden", "隐藏", _YES, "只用来算、排、筛，不印出来", "used but not printed"),
    Key("width", "宽", _NUMBER, "这一列宽度的份数", "its share of the width"),
)


def pivot_of(column: Fields) -> Key:
    """Return the key of a pivot, whose values are like ``column``."""
    values: Shape = Listing(Either((_WORD, column)), may_be_single=True)
    return Key(
        "pivot",
        "透视",
        Fields(
            (
                Key("rows", "行", _NAMES, "哪些列的名称作行", "columns that name rows"),
                Key("columns", "列", _WORD, "哪一列的名称作列", "column that names columns"),
                Key("values", "值", values, "汇总哪些列", "columns of numbers", required=True),
                Key(
                    "how",
                    "汇总",
                    choice("sum/求和 average/平均 median/中位数 max/最大 min/最小 count/计数"),
                    "缺省为求和",
                    "the sum by default",
                ),
                Key("total", "合计", _WORD, "合计列的表头", "head of a column of totals"),
            )
        ),
        "行列交叉汇总",
        "names by names",
    )
