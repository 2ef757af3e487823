"""The keys of report.yaml: the one table of their names, shapes and meanings."""

from reportgen.read.chart_keys import CHART
from reportgen.read.frame_keys import TABLE_COLUMN, TABLE_ROWS, pivot_of
from reportgen.read.metric_keys import METRIC, ROUND
from reportgen.read.output_keys import DELIVERY, PDF, SCHEDULE
from reportgen.read.profile_keys import PROFILE, PROFILE_KEYS
from reportgen.read.reference_keys import REFERENCES
from reportgen.read.shapes import (
    Either,
    Fields,
    Key,
    Listing,
    Markdown,
    Names,
    Number,
    Word,
    choice,
)
from reportgen.read.source_keys import FRESHNESS, SOURCE
from reportgen.read.word_keys import REPORT_DOCX

_WORD, _WORDS = Word(), Listing(Word())
ID = r"^[\w.-]+$"
_DATE = Word(r"^(auto|\d{4}-\d{2}-\d{2})$")

HIGHLIGHT = Fields(
    (
        Key(
            "when",
            "条件",
            _WORD,
            '比较，如 "< 0"、同比 < 0、评级 = 卖出',
            'a comparison, e.g. "< 0", 同比 < 0',
            required=True,
        ),
        Key(
            "colour",
            "颜色",
            choice("primary/主色 accent/强调色 muted/次要色 link/链接色 up/涨色 down/跌色"),
            "数字后面的底色",
            "colour behind the number",
        ),
        Key(
            "mark",
            "符号",
            choice("none/无 up/▲ down/▼"),
            "数字前面的符号",
            "sign before the number",
        ),
    )
)
_HIGHLIGHTS = Key(
    "highlight",
    "突出",
    Listing(HIGHLIGHT),
    "哪些数字加粗并加底色",
    "numbers to be strong on a tint",
)

COLUMN = Fields(
    (
        Key("column", "列", _WORD, "数据列", "data column"),
        Key("label", "名称", _WORD, "表头", "head of the column"),
        Key("unit", "单位", _WORD, "换算成的单位", "unit to convert to"),
        Key("format", "格式", _WORD, "数字的写法", "how numbers are written"),
        Key("group", "分组", _WORD, "和相邻的列共有的表头", "head shared with its neighbours"),
        _HIGHLIGHTS,
        *TABLE_COLUMN,
    )
)

METRIC_GROUP = Fields(
    (
        Key("group", "分组", _WORD, "这几行的小标题", "title of these rows", required=True),
        Key("metrics", "指标", _WORDS, "每行一个指标", "one metric a row", required=True),
    )
)

TABLE = Fields(
    (
        Key("from", "来源", _WORD, "数据来源的名字", "name of a source"),
        Key("columns", "列", Listing(Either((_WORD, COLUMN))), "显示哪些列", "columns to show"),
        Key(
            "metrics",
            "指标",
            Listing(Either((_WORD, METRIC_GROUP))),
            "每行一个指标，可以分组",
            "one metric a row, in groups if you like",
        ),
        Key("periods", "期间", _WORDS, "每列一个期间", "one period a column"),
        Key("title", "标题", Markdown(), "表题", "caption", required=True),
        Key("unit", "单位", _WORD, "能换算的数字都用这个单位", "unit of all numbers it fits"),
        Key(
            "notes",
            "注",
            Listing(Markdown(), may_be_single=True),
            "表下面的注",
            "notes under the table",
        ),
        Key("cite", "出处", Markdown(), "资料来源，如 [@key]", "sources, e.g. [@key]"),
        Key("widths", "列宽", Listing(Number()), "各列宽度的比例", "shares of the columns"),
        Key(
            "row_heads",
            "行头",
            choice("yes/是 no/否"),
            "第一列是不是各行的名称",
            "whether the first column heads the rows",
        ),
        _HIGHLIGHTS,
        *TABLE_ROWS,
        pivot_of(COLUMN),
    )
)

AIGC = Fields(
    (
        Key(
            "mode",
            "方式",
            choice("none/无 assisted/辅助 generated/生成"),
            "多少内容由 AI 生成",
            "how much a machine wrote",
            required=True,
        ),
        Key(
            "explicit",
            "显式标识",
            Either((Listing(choice("start/文首 end/文末 footer/页脚")), choice("off/免"))),
            "创作声明放在哪里；免：依《标识办法》第九条不放",
            "where the notice stands; off: nowhere, under Art. 9",
        ),
        Key("provider_name", "服务者名称", _WORD, "没有编码时用的 ASCII 名称", "ASCII name"),
        Key(
            "provider_code",
            "服务者编码",
            _WORD,
            "27 位编码，或 env:变量名",
            "27 characters or env:NAME",
        ),
        Key("text", "文字", _WORD, "创作声明的文字", "words of the notice"),
        Key("reviewed_by", "审核人", _WORD, "谁审核过 AI 写的内容", "who reviewed what AI wrote"),
        Key(
            "responsibility_accepted_by",
            "标识责任方",
            _WORD,
            "免显式标识时，按用户协议由谁标识",
            "who has agreed to label it, where explicit is off",
        ),
    ),
)

WORD_STYLE = choice(
    "heading-1/标题1 heading-2/标题2 heading-3/标题3 heading-4/标题4 heading-5/标题5"
    " heading-6/标题6 body/正文 quote/引用 code/代码 caption/题注 ignore/不印",
)
SECTION = Fields(
    (
        Key("file", "文件", _WORD, "Markdown 或 Word 文件", "Markdown or Word file"),
        Key(
            "styles",
            "样式",
            Names(WORD_STYLE),
            "Word 文件里自己的样式各是什么",
            "what the styles of a Word file stand for",
        ),
        Key("title", "标题", Markdown(), "章的标题", "title of the chapter"),
        Key("text", "内容", _WORD, "章的 Markdown", "Markdown of the chapter"),
        Key("when", "条件", _WORD, "成立时才有这一章，如 营收 > 0", "condition of the section"),
        Key(
            "ai",
            "AI",
            choice("none/无 assisted/辅助 generated/生成"),
            "这一章有多少内容由 AI 生成",
            "how much of the section a machine wrote",
        ),
    ),
    not_yet=("landscape", "columns"),
)
GENERATED = choice(
    "contents/目录 figures/图目录 tables/表目录 bibliography/参考文献 notice/创作声明"
    " provenance/数据来源 risks/风险提示 analyst/分析师声明 ratings/评级说明"
    " conflicts/利益冲突 disclaimer/免责声明",
)

METRICS, CHARTS, TABLES = Names(METRIC), Names(CHART), Names(TABLE)

REPORT = Fields(
    (
        Key(
            "id",
            "编号",
            Word(ID),
            "稳定的编号：字母、数字、点、连字符",
            "stable name of the report",
        ),
        Key("title", "标题", Markdown(), "标题", "title", required=True),
        Key("subtitle", "副标题", Markdown(), "副标题", "subtitle"),
        Key("summary", "摘要", Markdown(), "封面上的摘要", "summary on the cover"),
        Key("date", "日期", _DATE, "2025-12-18 或 auto", "2025-12-18 or auto"),
        Key("category", "分类", _WORD, "分类", "category"),
        Key("organisation", "机构", _WORD, "署名机构", "who publishes it"),
        PROFILE,
        *PROFILE_KEYS,
        Key("brand", "品牌", _WORD, "templates 里的名字或稿件里的路径", "a kit's name or path"),
        Key("cover", "封面", choice("yes/是 no/否"), "要不要封面", "whether it has a cover"),
        Key("back_cover", "封底", choice("yes/是 no/否"), "要不要封底", "and a back cover"),
        Key("classification", "密级", _WORD, "内部、机密 等", "printed on every page"),
        Key("watermark", "水印", Markdown(), "每页的水印，可含 {{ }}", "words across the pages"),
        Key(
            "outputs",
            "输出",
            Listing(choice("pdf docx")),
            "要生成的格式",
            "formats to make",
        ),
        Key(
            "headings",
            "标题编号",
            choice("seed/混合 gongwen/公文 decimal/数字"),
            "标题怎样编号；不写时按 Word 模板的编号，没有模板或模板不编号时为混合",
            "how headings are numbered; by default as the Word template does, else seed",
        ),
        Key(
            "references",
            "参考文献",
            REFERENCES,
            "参考文献：文件或列表",
            "references: a file or a list",
        ),
        Key(
            "notes",
            "注释",
            Fields(
                (
                    Key(
                        "citations",
                        "引用",
                        choice("list/文末 footnote/脚注 footnote+list/脚注+文末"),
                        "出处印在哪里",
                        "where sources are printed",
                    ),
                    Key(
                        "numbering",
                        "编号",
                        choice("page/每页 continuous/连续"),
                        "注码每页从①起，还是全文连续",
                        "whether notes count anew on each page",
                    ),
                )
            ),
            "注释",
            "notes",
        ),
        Key("aigc", "AIGC标识", AIGC, "AI 生成内容的标识", "label of AI-made content"),
        Key(
            "period",
            "报告期",
            _WORD,
            "2024、2024Q4、2024-11、2024W45、2024-11-08 或 auto",
            "2024, 2024Q4 … or auto",
        ),
        Key(
            "workbook",
            "工作簿",
            _WORD,
            "放数据、指标、图表、文献、客户的 Excel 文件；缺省为旁边的 数据.xlsx，不用写 无",
            "workbook with data, metrics, charts …; none: use none",
        ),
        ROUND,
        Key("sources", "数据", Names(SOURCE), "数据来源", "data sources"),
        Key(
            "freshness",
            "时效",
            FRESHNESS,
            "每个来源的数据最旧可以到哪里；其余来源写 others",
            "how old the data of a source may be; others: of all that are not named",
        ),
        Key(
            "metrics",
            "指标",
            Either((_WORD, METRICS)),
            "指标、它们的文件，或 模型.xlsx!指标",
            "metrics, a file, or a sheet of a workbook",
        ),
        Key(
            "assert",
            "断言",
            Listing(_WORD, may_be_single=True),
            "数据必须满足的条件，如 成本 + 毛利 = 营收 ± 0.1%",
            "what must hold of the data",
        ),
        Key("charts", "图表", CHARTS, "图", "charts"),
        Key("tables", "表格", TABLES, "表", "tables"),
        Key(
            "sections",
            "章节",
            Listing(Either((GENERATED, SECTION))),
            "正文的组成",
            "what the body is made of",
        ),
        Key(
            "params",
            "名单",
            Either((_WORD, SOURCE)),
            "一行一份：clients.csv、客户.xlsx!名单，或同 sources 的一项",
            "one report a row: a file, a sheet, or keys as in sources",
        ),
        Key("schedule", "日程", Listing(SCHEDULE), "自动运行的日程", "when it runs by itself"),
        Key("delivery", "发送", DELIVERY, "用邮件发给谁", "who gets it by mail"),
        Key("pdf", "PDF", PDF, "PDF 的附件和标准", "attachments and standard of the PDF"),
        Key(
            "docx", "Word", REPORT_DOCX, "Word 文件的模板、批注和字体", "template of the Word file"
        ),
    ),
    not_yet=(
        "channels",
        "state",
        "typography",
        "language",
    ),
)
