"""The keys of references: what an entry may say, and how the list is written."""

from reportgen.read.shapes import Either, Fields, Key, Listing, Names, Word, choice

_WORD = Word()
_NAME = Fields(
    (
        Key("family", "姓", _WORD, "姓", "family name", required=True),
        Key("given", "名", _WORD, "名", "given name"),
        Key("suffix", "后缀", _WORD, "如 Jr", "e.g. Jr"),
        Key("particle", "前置词", _WORD, "排在名后面的小词，如 v d", "what follows the initials"),
    )
)
_NAMES = Listing(Either((_WORD, _NAME)), may_be_single=True)
KINDS = choice(
    "M/图书 C/会议录 G/汇编 N/报纸 J/期刊 D/学位论文 R/报告 S/标准 P/专利 DB/数据库 CP/计算机程序"
    " EB/网页 A/档案 CM/地图 DS/数据集 PP/预印本 Z/其他"
)
ROLES = ("author", "editor", "translator")
RICH = ("title", "container")
"""Titles, which may have slanted or raised words."""
_KEYS = (
    Key("type", "类型", KINDS, "文献类型，如 J 或 期刊", "kind of source, e.g. J"),
    Key("author", "作者", _NAMES, "责任者；西文写“姓, 名”", "authors; “family, given”"),
    Key("title", "题名", _WORD, "题名", "title", required=True),
    Key(
        "container",
        "载于",
        _WORD,
        "所在的刊、报、书或会议",
        "journal, newspaper, book or conference it is in",
    ),
    Key("editor", "编者", _NAMES, "所在图书的责任者", "who made the book it is in"),
    Key("translator", "译者", _NAMES, "译者", "translators"),
    Key("edition", "版本", _WORD, "版本，如 3、修订版、V2", "edition or version"),
    Key("place", "出版地", _WORD, "出版地", "place"),
    Key("publisher", "出版者", _WORD, "出版者、学校、平台或网站", "publisher, school or site"),
    Key("date", "日期", _WORD, "出版或发布日期，如 2025-03-28", "when it came out"),
    Key("volume", "卷", _WORD, "卷", "volume"),
    Key("issue", "期", _WORD, "期，或报纸的版次", "issue, or page of a newspaper"),
    Key("range", "起讫", _WORD, "整种期刊的起讫，如 1957（1）—1990（4）", "run of a whole journal"),
    Key("pages", "页码", _WORD, "页码", "pages"),
    Key("number", "文献号", _WORD, "标准号、报告号、专利号或档号", "number of a standard …"),
    Key("scale", "比例尺", _WORD, "地图的比例尺", "scale of a map"),
    Key("size", "尺寸", _WORD, "地图的尺寸", "size of a map"),
    Key("url", "网址", _WORD, "网址", "address"),
    Key("doi", "DOI", _WORD, "DOI", "DOI"),
    Key("pid", "永久标识符", _WORD, "其他永久标识符，如 CSTR:…", "another identifier"),
    Key("accessed", "引用日期", _WORD, "哪天看的，如 2025-12-01", "day it was looked at"),
    Key(
        "medium",
        "载体",
        choice("OL/联机 CD/光盘 DK/磁盘 MT/磁带 MM/缩微 print/印刷"),
        "载体；有网址时自动为 OL",
        "carrier; OL where it has an address",
    ),
    Key(
        "language",
        "语种",
        choice("zh/中文 ja/日文 en/西文 ru/俄文 other/其他"),
        "语种；不写时按题名判断",
        "language, where the title does not tell it",
    ),
    Key("sort", "排序", _WORD, "著者-出版年制里按什么排", "what it is sorted by"),
)
_ENTRY_KEY = Key("key", "键", _WORD, "引用时写的键", "key used to cite it", required=True)
LISTED_REFERENCE = Fields((_ENTRY_KEY, *_KEYS))
REFERENCE = Fields(_KEYS)
ENTRIES = Either((Names(REFERENCE), Listing(LISTED_REFERENCE)))
"""What a references file holds: entries by key, or a list of entries with their keys."""
REFERENCES = Either(
    (
        Fields(
            (
                Key(
                    "file",
                    "文件",
                    Listing(_WORD, may_be_single=True),
                    "文献文件：YAML、CSL-JSON（.json）或 BibTeX（.bib）",
                    "files: YAML, CSL-JSON (.json) or BibTeX (.bib)",
                ),
                Key("entries", "条目", ENTRIES, "直接写在这里的条目", "entries written here"),
                Key(
                    "style",
                    "格式",
                    choice("gb7714-2025/国标2025 gb7714-2015/国标2015 simple/简式"),
                    "著录格式，不写为 gb7714-2025",
                    "how entries are written",
                ),
                Key(
                    "system",
                    "标注",
                    choice("numeric/顺序编码 author-date/著者-出版年"),
                    "正文怎样标注引文",
                    "how sources are cited in the text",
                ),
                Key(
                    "width",
                    "标点",
                    choice("mixed/混合 half/半角 full/全角"),
                    "著录用标点的宽度",
                    "width of the marks in entries",
                ),
                Key(
                    "superscript",
                    "上标",
                    choice("yes/是 no/否"),
                    "引文序号是不是上标",
                    "whether [1] is raised",
                ),
            )
        ),
        Listing(LISTED_REFERENCE),
    )
)
