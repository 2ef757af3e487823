"""The keys of the Word file: its template and charts; what styles are called in Chinese."""

from reportgen.model.brand import StyleRole
from reportgen.read.shapes import Fields, Key, Word, choice

_WORD = Word()

STYLE_NAMES = {
    StyleRole.TITLE: "大标题",
    StyleRole.SUBTITLE: "副标题",
    StyleRole.COVER_META: "封面信息",
    StyleRole.HEADING1: "一级标题",
    StyleRole.HEADING2: "二级标题",
    StyleRole.HEADING3: "三级标题",
    StyleRole.BODY: "正文",
    StyleRole.LIST: "列表",
    StyleRole.QUOTE: "引文",
    StyleRole.CODE: "代码",
    StyleRole.CALLOUT_TITLE: "提示标题",
    StyleRole.CALLOUT: "提示",
    StyleRole.CAPTION: "图题",
    StyleRole.SOURCE: "资料来源",
    StyleRole.TABLE_HEAD: "表头",
    StyleRole.TABLE_CELL: "表格",
    StyleRole.NOTE: "脚注",
    StyleRole.CONTENTS_TITLE: "目录标题",
    StyleRole.CONTENTS1: "目录一级",
    StyleRole.CONTENTS2: "目录二级",
    StyleRole.CONTENTS3: "目录三级",
    StyleRole.BIBLIOGRAPHY: "参考文献",
    StyleRole.NOTICE: "创作声明",
    StyleRole.SUMMARY: "摘要",
    StyleRole.RUNNING_HEAD: "书眉",
    StyleRole.FOLIO: "页码",
    StyleRole.ORGANISATION: "机构名",
    StyleRole.CLASSIFICATION: "密级",
    StyleRole.CONTACT: "联系方式",
    StyleRole.DISCLAIMER: "免责声明",
    StyleRole.RECORD: "版记",
}

DOCX = Fields(
    (
        Key(
            "template",
            "模板",
            _WORD,
            "公司的 Word 模板，.docx 或 .dotx",
            "the company's own .docx or .dotx",
        ),
        Key(
            "charts",
            "图表",
            choice("native/可编辑 picture/图片"),
            "图能不能编辑数据：可编辑（缺省），还是图片；某张图可以用 native 另定",
            "charts whose data can be edited (default), or pictures; a chart's native goes before",
        ),
        Key(
            "for_all",
            "通用",
            choice("no/否 yes/是"),
            "模板的颜色、版面、字号是否也用于 PDF 和图表，缺省否",
            "whether the PDF and charts take its colours, page and sizes, too",
        ),
        Key(
            "styles",
            "样式",
            Fields(
                tuple(
                    Key(role.value, name, _WORD, f"{name}用模板的哪个样式", "a style's name")
                    for role, name in STYLE_NAMES.items()
                )
            ),
            "模板里叫别的名字的样式，如 正文: 公司正文",
            "styles that the template calls by names of its own",
        ),
    ),
    not_yet=("password", "protect", "口令"),
)

REPORT_DOCX = Fields(
    (
        *DOCX.keys,
        Key(
            "comments",
            "批注",
            choice("none/无 provenance/来源"),
            "每个指标第一次出现处的批注，说明它从哪里来；缺省没有",
            "comments that say where each number comes from; none unless asked for",
        ),
        Key(
            "embed_fonts",
            "嵌入字体",
            choice("no/否 yes/是"),
            "把用到的字放进文件，没有装字体的电脑上也一样；缺省否",
            "put the characters that are used into the file; no unless asked for",
        ),
    ),
    not_yet=DOCX.not_yet,
)
"""A report's own keys: what a kit does not decide."""
