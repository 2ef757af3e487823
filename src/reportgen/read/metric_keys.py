"""The keys of a metric: how it is made, said and checked."""

from reportgen.read.shapes import Fields, Key, Listing, Number, Word, choice

_WORD = Word()

ROUND = Key(
    "round",
    "修约",
    choice("half_up/四舍五入 half_even/四舍六入五成双"),
    "逢五怎样进：缺省四舍五入；GB/T 8170 是四舍六入五成双",
    "where halves go: up by default; half_even is GB/T 8170",
)

EVIDENCE = Fields(
    (
        Key("ref", "文献", _WORD, "参考文献的键", "key of a reference", required=True),
        Key("page", "页码", _WORD, "在第几页", "page"),
        Key(
            "retrieved", "取得日期", Word(r"^\d{4}-\d{2}-\d{2}$"), "哪天取得的", "day it was taken"
        ),
    )
)

METRIC = Fields(
    (
        Key("label", "名称", _WORD, "表格里显示的名称", "name shown in tables"),
        Key("from", "来源", _WORD, "数据来源的名字", "name of a source"),
        Key("sql", "sql", _WORD, "一个 SQL 表达式，如 sum(营业收入)", "one SQL expression"),
        Key(
            "expr", "算式", _WORD, "由其他指标算出，如 营收 / 营收@2022", "made from other metrics"
        ),
        Key("value", "数值", Number(), "手填的数，要写 evidence", "typed by hand; needs evidence"),
        Key(
            "text",
            "文字",
            _WORD,
            "取文字，如 argmax(客户, 占比)、列举(客户, 3)、备注列",
            "words of the data, e.g. argmax(客户, 占比)",
        ),
        Key(
            "cell",
            "单元格",
            _WORD,
            "如 模型.xlsx!汇总!B7，或 模型.xlsx!定义的名称",
            "e.g. model.xlsx!Sheet1!B7",
        ),
        Key("unit", "单位", _WORD, "单位，如 亿美元", "unit, e.g. 亿美元"),
        Key("period", "期间", _WORD, "手填的数说的是哪一期", "period of a typed value"),
        Key("format", "格式", _WORD, "写法，如 亿(1)、百分比(0)", "how it is written, e.g. 亿(1)"),
        ROUND,
        Key(
            "tolerance",
            "容差",
            _WORD,
            "相差多少算一样，如 0.5%、0.1亿元；用于检查和核对文字里的数",
            "how far apart two numbers are the same, e.g. 0.5%",
        ),
        Key(
            "definition",
            "口径",
            _WORD,
            "怎样算的，印在数据来源与口径里；不写时由算式得出",
            "how it is computed, in words",
        ),
        Key("evidence", "凭据", EVIDENCE, "手填的数从哪里来", "where a typed value comes from"),
        Key(
            "checks",
            "检查",
            Listing(_WORD, may_be_single=True),
            '必须成立的比较，如 "> 0"、"同比 < 50%"',
            'what must hold, e.g. "> 0", "yoy < 50%"',
        ),
        Key("owner", "负责人", _WORD, "检查不成立时找谁", "whom to ask when a check fails"),
    ),
    not_yet=("where", "compare", "ratio"),
)
