"""The keys of `sources` and `freshness`: where data come from, and how old they may be."""

from reportgen.read.shapes import Either, Fields, Key, Listing, Names, Number, Word, choice

_WORD = Word()

SOURCE = Fields(
    (
        Key(
            "file",
            "文件",
            _WORD,
            "CSV、TSV、Excel、Parquet、SQLite 或 DuckDB 文件",
            "CSV, TSV, Excel, Parquet, SQLite or DuckDB file",
        ),
        Key(
            "period",
            "期间",
            _WORD,
            "写着每行期间的列；auto：按列名找",
            "column with each row's period; auto: found by its name",
        ),
        Key("sheet", "工作表", _WORD, "Excel 的工作表", "sheet of a workbook"),
        Key(
            "range",
            "区域",
            _WORD,
            "如 利润表!A3:H40，或工作簿里定义的名称",
            "e.g. Sheet1!A3:H40, or a defined name",
        ),
        Key("header_rows", "表头行数", Number(), "表头占几行", "how many rows the head has"),
        Key("table", "数据表", _WORD, "数据库文件里的表", "table of a database file"),
        Key("sql", "数据库", _WORD, "本机配置里的数据库名", "a database of the operator's file"),
        Key(
            "watermark",
            "水位",
            _WORD,
            "一条 SELECT，结果不变就不重做",
            "one SELECT; the same answer means unchanged",
        ),
        Key("params", "参数", Names(_WORD), "查询里 :名字 的值", "values of :name in the query"),
        Key("url", "网址", _WORD, "CSV 或 JSON 的网址", "address of CSV or JSON"),
        Key("items", "数据路径", _WORD, "JSON 里列表的位置，如 data.items", "where the list is"),
        Key(
            "every",
            "每隔",
            _WORD,
            "serve、tick 每隔多久问一次有没有变，如 10m、30分钟、2h；缺省 10m",
            "how often serve and tick ask whether it changed, e.g. 10m, 2h; default 10m",
        ),
        Key(
            "from",
            "来自",
            Listing(_WORD, may_be_single=True),
            "由哪些来源用 query 算出",
            "sources that query makes this one from",
        ),
        Key("query", "查询", _WORD, "一条 SELECT", "one SELECT"),
        Key(
            "encoding",
            "编码",
            choice("utf-8 gb18030 utf-16 big5"),
            "文本文件的编码；缺省自动识别",
            "encoding of a text file",
        ),
        Key(
            "delimiter",
            "分隔符",
            choice("comma/逗号 tab/制表符 semicolon/分号 bar/竖线"),
            "文本文件的分隔符；缺省自动识别",
            "delimiter of a text file",
        ),
        Key(
            "skip_total",
            "跳过合计",
            Listing(_WORD, may_be_single=True),
            "含这些词的行不读，如 [合计, 总计]",
            "rows with these words are left out",
        ),
        Key(
            "all_rows",
            "全部行",
            choice("yes/是 no/否"),
            "在 :::{每个} 和一行一份的报告里也用全部的行",
            "all rows, even where a block or a report is about one row of a table",
        ),
        Key(
            "columns",
            "列",
            Names(
                Fields(
                    (
                        Key("unit", "单位", _WORD, "这一列数字的单位", "unit of the numbers"),
                        Key("label", "名称", _WORD, "图表里显示的名称", "name shown in charts"),
                    )
                )
            ),
            "各列的单位和名称",
            "units and names of columns",
        ),
    )
)

FRESHNESS = Names(
    Either(
        (
            choice("frozen/不再更新"),
            Fields(
                (
                    Key(
                        "covers",
                        "覆盖",
                        choice("period/报告期"),
                        "必须有报告期的数据",
                        "it must hold the report's period",
                    ),
                    Key(
                        "due",
                        "应到",
                        _WORD,
                        "一期结束后多久应有数据，如 45d、45天",
                        "how long after a period its data must be there, e.g. 45d",
                    ),
                    Key(
                        "loaded_at",
                        "更新时间",
                        _WORD,
                        "数据的更新时间，如 max(更新时间)",
                        "when the data were loaded, e.g. max(updated_at)",
                    ),
                    Key(
                        "warn_after",
                        "提醒",
                        _WORD,
                        "多久没有更新就提醒，如 1d、12小时",
                        "age from which it is a warning, e.g. 1d",
                    ),
                    Key(
                        "error_after",
                        "过期",
                        _WORD,
                        "多久没有更新就不能发送，如 3d、3天",
                        "age from which nothing is sent, e.g. 3d",
                    ),
                )
            ),
        )
    )
)
