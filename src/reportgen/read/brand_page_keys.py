"""The keys of a kit's pages: sheet, cover, letterhead, back cover, heads and watermark."""

from reportgen.read.shapes import Fields, Key, Listing, Number, Word, choice

_WORD, _NUMBER = Word(), Number()
_ANSWER = choice("yes/是 no/否")


def _length(name: str, chinese: str, zh: str, en: str, *, required: bool = True) -> Key:
    return Key(name, chinese, _NUMBER, zh, en, required=required)


def _place(name: str, chinese: str, zh: str, en: str) -> Key:
    return _length(name, chinese, zh, en, required=False)


PAGE = Fields(
    (
        _length("width", "宽", "毫米", "mm"),
        _length("height", "高", "毫米", "mm"),
        _length("top", "上边距", "毫米", "mm"),
        _length("bottom", "下边距", "毫米", "mm"),
        _length("inner", "内边距", "毫米", "mm"),
        _length("outer", "外边距", "毫米", "mm"),
        _length("head_baseline", "书眉基线", "毫米，离上边", "mm from the top edge"),
        _length("folio_baseline", "页码基线", "毫米，离下边", "mm from the bottom edge"),
        _place("column_gap", "栏间距", "毫米，缺省约 7.4", "mm, 7.4 or so by default"),
        Key(
            "chapters",
            "章",
            choice("run_on/接排 new_page/另页"),
            "每章是否另起一页",
            "whether chapters start pages",
        ),
    )
)

_IMAGE = Fields(
    (
        Key("file", "文件", _WORD, "PNG、JPEG 或 SVG", "PNG, JPEG or SVG", required=True),
        _place("x", "x", "毫米，离左边", "mm from the left"),
        _place("y", "y", "毫米，离上边", "mm from the top"),
        _place("width", "宽", "毫米；宽高都写则裁满", "mm; with both sides it fills the box"),
        _place("height", "高", "毫米", "mm"),
        Key("tone", "色调", _WORD, "图片大致的颜色，用来查对比度", "its colour on the whole"),
        Key("alt", "替代文字", _WORD, "不写就当作装饰", "none: it only decorates"),
    )
)
_LOGO_PLACE = Fields(
    (
        _length("x", "x", "毫米，离左边", "mm from the left"),
        _length("y", "y", "毫米，离上边", "mm from the top"),
        _place("height", "高", "毫米；标志自己的高优先", "mm; the logo's own height goes first"),
        Key(
            "alignment",
            "对齐",
            choice("start/左 center/中 end/右"),
            "x 是标志的哪一边",
            "which side of the logo is at x",
        ),
    )
)
_SHAPE = Fields(
    (
        Key(
            "kind",
            "形状",
            choice("rect/矩形 line/线 circle/圆 polygon/多边形"),
            "缺省为矩形",
            "rect by default",
        ),
        _place("x", "x", "毫米，离左边；圆心、线的起点", "mm from the left"),
        _place("y", "y", "毫米，离上边", "mm from the top"),
        _place("width", "宽", "毫米", "mm"),
        _place("height", "高", "毫米", "mm"),
        _place("x2", "x2", "线的终点", "end of a line"),
        _place("y2", "y2", "线的终点", "end of a line"),
        _place("thickness", "粗细", "线的粗细，毫米", "of a line, mm"),
        _place("radius", "半径", "圆的半径，毫米", "of a circle, mm"),
        Key(
            "points",
            "顶点",
            Listing(Listing(_NUMBER)),
            "多边形：[[x, y], …]",
            "of a polygon: [[x, y], …]",
        ),
        Key("colour", "颜色", _WORD, "色板里的名字或 #RRGGBB", "colour", required=True),
        Key("opacity", "不透明度", _NUMBER, "0 到 1", "0 to 1"),
    )
)
_ART = (
    Key("background", "背景", _WORD, "整页的底色", "colour of the whole sheet"),
    Key("image", "图片", _IMAGE, "背景图片", "a picture behind the words"),
    Key("logo", "标志", _LOGO_PLACE, "标志放在哪里", "where the logo stands"),
    Key("shapes", "色块", Listing(_SHAPE), "矩形、线、圆、多边形", "declared shapes"),
)


def _cover(what: str, english: str) -> Fields:
    return Fields(
        (
            _length("title_top", "标题位置", f"毫米，离上边（{what}）", f"mm, {english}"),
            _place("organisation_top", "机构位置", "毫米，离上边", "mm from the top edge"),
            _place("classification_top", "密级位置", "毫米，离上边", "mm from the top edge"),
            _place("meta_top", "信息位置", "日期等另放时离上边", "of the date and so on, mm"),
            _place("left", "文字左边", "毫米，离左边", "left edge of the words, mm"),
            _place("width", "文字宽", "毫米", "width of the words, mm"),
            *_ART,
        )
    )


COVER = _cover("封面", "cover")
LETTERHEAD = _cover("没有封面时的信头", "letterhead of a report without cover")
BACK_COVER = Fields(
    (
        _place("top", "文字位置", "毫米，离上边", "mm from the top edge"),
        Key(
            "contact",
            "联系方式",
            Listing(_WORD, may_be_single=True),
            "地址、电话、网址，每行一项",
            "lines of address",
        ),
        Key("disclaimer", "免责声明", _WORD, "免责声明", "disclaimer"),
        *_ART,
    )
)
LOGO = Fields(
    (
        Key("file", "文件", _WORD, "PNG、JPEG 或 SVG", "PNG, JPEG or SVG", required=True),
        _place("height", "高", "毫米", "mm"),
    )
)

_FIELDS = "{标题} {章} {机构} {日期} {密级} {页} {总页} {AI声明}"


def _third(name: str, chinese: str) -> Key:
    words = Listing(_WORD, may_be_single=True)
    return Key(name, chinese, words, f"文字，可含 {_FIELDS}", "words and fields")


_THIRDS = Fields((_third("left", "左"), _third("centre", "中"), _third("right", "右")))
HEADS = Fields(
    (
        Key("head", "书眉", _THIRDS, "正文每页上方", "above the text"),
        Key("foot", "页脚", _THIRDS, "正文每页下方", "below the text"),
        Key("front_foot", "目录页脚", _THIRDS, "目录等页的下方", "below the front matter"),
        Key("rule", "书眉线", _ANSWER, "书眉下面的细线", "a rule under the head"),
        Key("mirrored", "对称", _ANSWER, "双数页左右互换", "left-hand pages are mirrored"),
        Key("chapter_pages", "章首书眉", _ANSWER, "章首页有没有书眉", "heads where chapters start"),
    )
)
WATERMARK = Fields(
    (
        Key("colour", "颜色", _WORD, "缺省为次要色", "muted by default"),
        Key("opacity", "不透明度", _NUMBER, "0 到 0.5，缺省 0.07", "0 to 0.5"),
        Key("angle", "角度", _NUMBER, "0 到 90 度，缺省 45", "0 to 90 degrees"),
        Key("size", "字号", _NUMBER, "磅，放得下时的大小", "points, where there is room"),
    )
)
