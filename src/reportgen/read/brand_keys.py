"""The keys of brand.yaml: colours, fonts, styles; those of its pages stand beside."""

from reportgen.model.brand import FontRole, StyleRole
from reportgen.read.brand_page_keys import (
    BACK_COVER,
    COVER,
    HEADS,
    LETTERHEAD,
    LOGO,
    PAGE,
    WATERMARK,
)
from reportgen.read.metric_keys import ROUND
from reportgen.read.shapes import Either, Fields, Key, Listing, Number, Word, choice
from reportgen.read.word_keys import DOCX, STYLE_NAMES

_WORD, _NUMBER = Word(), Number()
_COLOUR = Word(r"^#[0-9A-Fa-f]{6}$")


def _colour(name: str, chinese: str, zh: str, en: str) -> Key:
    return Key(name, chinese, _COLOUR, zh, en, required=True)


def _length(name: str, chinese: str, zh: str, en: str) -> Key:
    return Key(name, chinese, _NUMBER, zh, en, required=True)


PALETTE = Fields(
    (
        _colour("primary", "主色", "标题、封面色带", "headings, cover band"),
        _colour("accent", "强调色", "细线、重点", "thin rules, emphasis"),
        _colour("text", "正文色", "正文", "body text"),
        _colour("muted", "次要色", "图题、注释", "captions, notes"),
        _colour("rule", "线色", "表格线", "rules of tables"),
        _colour("tint", "底色", "提示框、表头的底", "behind callouts and table heads"),
        _colour("link", "链接色", "链接", "links"),
        Key(
            "chart",
            "图表色",
            Listing(_WORD),
            "图表依次使用的颜色",
            "colours of series",
            required=True,
        ),
        Key("up", "上涨色", _COLOUR, "K线上涨，缺省为红", "rising prices, red by default"),
        Key("down", "下跌色", _COLOUR, "K线下跌，缺省为绿", "falling prices, green by default"),
    )
)

_FACE = Either(
    (
        _WORD,
        Fields(
            (
                Key("file", "文件", _WORD, "字体文件", "font file", required=True),
                Key("index", "序号", _NUMBER, "合集里的第几个，从 0 数", "in a collection, from 0"),
                Key("weight", "字重", _NUMBER, "可变字体的字重", "of a variable font"),
            )
        ),
    )
)
FONT = Fields(
    (
        Key("file", "文件", _FACE, "字体文件（PDF）", "font file for the PDF", required=True),
        Key("word_latin", "Word西文", _WORD, "Word 里的西文字体名", "Latin name", required=True),
        Key(
            "word_east_asian",
            "Word中文",
            _WORD,
            "Word 里的中文字体名",
            "Chinese name",
            required=True,
        ),
        Key("word_bold", "Word加粗", choice("yes/是 no/否"), "Word 里是否加粗", "bold in Word"),
        Key(
            "fallbacks",
            "后备字体",
            Listing(_FACE),
            "缺字时先找的字体",
            "tried first for missing characters",
        ),
    )
)

_FONT_NAMES = {
    FontRole.BODY: "正文",
    FontRole.STRONG: "着重",
    FontRole.HEADING: "标题",
    FontRole.CODE: "代码",
    FontRole.CHART: "图表",
    FontRole.CHART_STRONG: "图表着重",
}
FONTS = Fields(
    tuple(
        Key(role.value, _FONT_NAMES[role], FONT, _FONT_NAMES[role], role.value, required=True)
        for role in FontRole
    )
)

STYLE = Fields(
    (
        Key("font", "字体", choice(" ".join(FontRole)), "用哪种字体", "which font", required=True),
        _length("size", "字号", "磅", "points"),
        _length("leading", "行距", "磅，行到行", "points, baseline to baseline"),
        Key("before", "段前", _NUMBER, "磅", "points"),
        Key("after", "段后", _NUMBER, "磅", "points"),
        Key("indent", "首行缩进", _NUMBER, "字数", "ems"),
        Key(
            "alignment",
            "对齐",
            choice("justify/两端 start/左 center/中 end/右"),
            "缺省为 justify",
            "justify by default",
        ),
        Key("colour", "颜色", _WORD, "色板里的名字或 #RRGGBB", "a name of the palette or #RRGGBB"),
    )
)

LIKE = {
    StyleRole.ORGANISATION: StyleRole.COVER_META,
    StyleRole.CLASSIFICATION: StyleRole.COVER_META,
    StyleRole.CONTACT: StyleRole.COVER_META,
    StyleRole.DISCLAIMER: StyleRole.SOURCE,
    StyleRole.RECORD: StyleRole.COVER_META,
}
"""What a kit need not write looks like something else that it must."""
STYLES = Fields(
    tuple(
        Key(role.value, name, STYLE, name, role.value, required=role not in LIKE)
        for role, name in STYLE_NAMES.items()
    )
)

TYPOGRAPHY = Fields(
    (
        Key(
            "kinsoku",
            "避头尾",
            choice("basic/基本 gb/国标 strict/严格"),
            "缺省为 gb；strict 时破折号、省略号也不在行首",
            "gb by default",
        ),
        Key(
            "adjacent",
            "连续标点",
            choice("1.5 1"),
            "相邻两个标点共占几个字宽，缺省 1.5",
            "ems of two neighbouring marks",
        ),
        Key(
            "line_end",
            "行末标点",
            choice("half/半宽 full/全宽"),
            "缺省为 half",
            "a mark's width at a line's end",
        ),
        Key(
            "autospace",
            "中西间隙",
            _NUMBER,
            "汉字与西文之间，字宽的几分之几，0 到 0.5，缺省 0.25",
            "ems between Han and Latin, 0.25 by default",
        ),
        Key(
            "hanging",
            "标点悬挂",
            choice("no/否 yes/是"),
            "行末的、，。是否伸出版心，缺省否",
            "whether marks hang in the margin",
        ),
        Key(
            "emphasis",
            "强调",
            choice("dots/着重号 strong/加粗"),
            "*文字* 的样子，缺省为着重号",
            "looks of *words*, dots by default",
        ),
        Key(
            "digits",
            "数字",
            choice("designed/原样 tabular/等宽 proportional/比例"),
            "缺省为字体原来的数字",
            "the font's usual digits by default",
        ),
        Key(
            "hyphenate",
            "断词",
            choice("yes/是 no/否"),
            "行太松时是否拆开英文长词，缺省是",
            "whether long words may be parted",
        ),
    )
)

TABLE = Fields(
    (
        Key(
            "style",
            "样式",
            choice("three_line/三线 grid/网格 banded/隔行"),
            "缺省为三线表",
            "three_line by default",
        ),
        Key("outer", "粗线", _NUMBER, "磅，顶线和底线", "points, top and bottom rule"),
        Key("inner", "细线", _NUMBER, "磅，表头线", "points, rule under the head"),
        Key("rule", "线色", _WORD, "缺省为主色", "primary by default"),
        Key("head", "表头底色", _WORD, "缺省为底色，none/无 不要", "tint by default, or none"),
    )
)

BRAND = Fields(
    (
        Key("name", "名称", _WORD, "品牌的名字", "name of the kit", required=True),
        Key("extends", "继承", _WORD, "default、classic 或 gongwen：只写不同的", "one of our kits"),
        Key("organisation", "机构", _WORD, "缺省的署名机构", "who publishes by default"),
        Key("palette", "色板", PALETTE, "颜色", "colours", required=True),
        Key("fonts", "字体", FONTS, "字体", "fonts", required=True),
        Key(
            "fallbacks",
            "后备字体",
            Listing(_FACE),
            "缺字时依次找的字体",
            "tried for missing characters",
        ),
        Key("styles", "样式", STYLES, "各种段落的样子", "looks of paragraphs", required=True),
        Key("typography", "排版", TYPOGRAPHY, "一行字怎么排", "how lines are set"),
        ROUND,
        Key("page", "版面", PAGE, "纸和边距", "sheet and margins", required=True),
        Key("table", "表格", TABLE, "表格的线和底色", "rules and tints of tables"),
        Key("cover", "封面", COVER, "封面", "cover", required=True),
        Key("letterhead", "信头", LETTERHEAD, "没有封面时", "without a cover"),
        Key("back_cover", "封底", BACK_COVER, "封底", "back cover"),
        Key("heads", "书眉页脚", HEADS, "书眉和页脚", "heads and feet"),
        Key("watermark", "水印", WATERMARK, "水印的样子", "looks of watermarks"),
        Key("logo", "标志", LOGO, "标志", "logo"),
        Key("docx", "Word", DOCX, "Word 文件的模板", "template of the Word file"),
    )
)
