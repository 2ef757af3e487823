"""Sheets that declare metrics, charts, tables and references: their names and their columns."""

import unicodedata
from collections.abc import Mapping

from msgspec import Struct, field

from reportgen.read.chart_keys import CHART
from reportgen.read.keys import TABLE
from reportgen.read.metric_keys import METRIC
from reportgen.read.reference_keys import REFERENCE
from reportgen.read.shapes import Fields, Key

_NAMES = ("名称", "name", "名字", "键", "key")


class Layout(Struct, frozen=True):
    """What a kind of sheet is called, and what its columns mean."""

    key: str
    """The key of report.yaml that it stands for."""
    names: tuple[str, ...]
    shape: Fields
    heads: tuple[str, ...]
    """Columns that may hold the name of each row, the first that is there."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Further names of columns: a key, or a key inside another as ``evidence.ref``."""

    def meaning(self, head: str) -> str | None:
        """Return the key that the column ``head`` gives; nothing for an unknown one."""
        plain = plain_head(head)
        if plain in self.aliases:
            return self.aliases[plain]
        found = next((k for k in self.shape.keys if plain in (k.name, k.chinese.casefold())), None)
        return found.name if found else None

    def named(self, key: str) -> Key | None:
        """Return the key called ``key``."""
        return next((each for each in self.shape.keys if each.name == key), None)


def plain_head(head: str) -> str:
    """Return a column's name as it is compared: half width, small letters, no blanks."""
    return "".join(unicodedata.normalize("NFKC", head).casefold().split())


REMARKS = frozenset({"备注", "说明", "注释", "remark", "remarks", "note", "notes", "comment"})
"""Columns for the author's own use."""

METRICS_SHEET = Layout(
    "metrics",
    ("指标", "metrics"),
    METRIC,
    ("指标", "metric", *_NAMES),
    {
        "标签": "label",
        "显示名": "label",
        "公式": "formula",
        "formula": "formula",
        "计算": "formula",
        "值": "value",
        "依据": "evidence.ref",
        "凭据": "evidence.ref",
        "evidence": "evidence.ref",
        "文献": "evidence.ref",
        "页码": "evidence.page",
        "页": "evidence.page",
        "page": "evidence.page",
        "取得日期": "evidence.retrieved",
        "retrieved": "evidence.retrieved",
        "数据来源": "from",
        "source": "from",
        "报告期": "period",
    },
)
CHARTS_SHEET = Layout(
    "charts",
    ("图表", "charts"),
    CHART,
    ("图表", "chart", "图", *_NAMES),
    {
        "图题": "title",
        "数据来源": "from",
        "source": "from",
        "资料来源": "cite",
        "横轴列": "x",
        "类别": "x",
        "数值": "y",
        "纵轴": "y",
        "系列": "y",
    },
)
TABLES_SHEET = Layout(
    "tables",
    ("表格", "tables"),
    TABLE,
    ("表格", "table", "表", *_NAMES),
    {"表题": "title", "数据来源": "from", "source": "from", "资料来源": "cite"},
)
REFERENCES_SHEET = Layout(
    "references",
    ("文献", "references"),
    REFERENCE,
    ("键", "key", "编号", "文献"),
    {
        "标题": "title",
        "名称": "title",
        "来源": "publisher",
        "网站": "publisher",
        "机构": "publisher",
        "刊名": "container",
        "期刊": "container",
        "年份": "date",
        "出版日期": "date",
        "访问日期": "accessed",
        "链接": "url",
        "地址": "url",
    },
)
LAYOUTS = (METRICS_SHEET, CHARTS_SHEET, TABLES_SHEET, REFERENCES_SHEET)
CLIENTS = ("客户", "clients")
"""The sheet with one report a row."""
DATA = ("数据", "data")
"""The sheet that is meant where no source is named."""
