"""styles.xml: one Word style for each role of the brand, under Word's own name where it has one."""

from msgspec import Struct

from reportgen.model.brand import WHITE, Alignment, Brand, FontRole, Palette, Style, StyleRole
from reportgen.model.length import Length, half_points, pt, twips
from reportgen.model.looks import card_looks
from reportgen.model.typography import Digits, EmphasisMark
from reportgen.write_docx.markup import root, switch, value
from reportgen.write_docx.numbering import BIBLIOGRAPHY_LIST, HEADING_LIST, HEADINGS
from reportgen.write_docx.paragraphs import SPACER, tab_stop
from reportgen.write_docx.table_styles import NORMAL_TABLE, table_styles
from reportgen.write_docx.theme import border, shading, text_colour
from reportgen.write_docx.typefaces import face

ALIGNMENTS = {
    Alignment.JUSTIFY: "both",
    Alignment.START: "left",
    Alignment.CENTER: "center",
    Alignment.END: "right",
}
MAX_HEADING = 6
FIGURE, FORMULA = "Figure", "Formula"
FIGURE_LIST = "TableofFigures"
CARD_LABEL, CARD_VALUE, CARD_NOTE = "CardLabel", "CardValue", "CardNote"
STRONG, EMPHASIS, INLINE_CODE, LINK, CITATION, UNIT, NOTE_MARK = (
    "Strong",
    "Emphasis",
    "InlineCode",
    "Hyperlink",
    "Citation",
    "Unit",
    "FootnoteReference",
)
_HALF_POINT = pt(0.5)
_HAIR, _BAR = 4, 20
"""Rules, in eighths of a point: of frames, beside a quote."""
_MARGINS = {StyleRole.CODE: pt(4), StyleRole.NOTICE: pt(6)}
"""Blank around a frame."""
_CODE_INSET = 10
"""Points between the edge of a tint and the words of code on it."""


class _Entry(Struct, frozen=True):
    """A paragraph style: its id, the name Word knows it by, and what follows it."""

    id: str
    name: str
    following: str = ""
    is_quick: bool = False
    """Whether it stands in Word's style gallery."""
    is_custom: bool = False


_ENTRIES = {
    StyleRole.TITLE: _Entry("Title", "Title", is_quick=True),
    StyleRole.SUBTITLE: _Entry("Subtitle", "Subtitle", is_quick=True),
    StyleRole.COVER_META: _Entry("CoverMeta", "封面信息", is_custom=True),
    StyleRole.HEADING1: _Entry("Heading1", "heading 1", "BodyText", is_quick=True),
    StyleRole.HEADING2: _Entry("Heading2", "heading 2", "BodyText", is_quick=True),
    StyleRole.HEADING3: _Entry("Heading3", "heading 3", "BodyText", is_quick=True),
    StyleRole.BODY: _Entry("BodyText", "Body Text", is_quick=True),
    StyleRole.LIST: _Entry("ListParagraph", "List Paragraph", is_quick=True),
    StyleRole.QUOTE: _Entry("Quote", "Quote", is_quick=True),
    StyleRole.CODE: _Entry("CodeBlock", "代码块", is_quick=True, is_custom=True),
    StyleRole.CALLOUT_TITLE: _Entry("CalloutTitle", "提示标题", "Callout", is_custom=True),
    StyleRole.CALLOUT: _Entry("Callout", "提示", is_quick=True, is_custom=True),
    StyleRole.CAPTION: _Entry("Caption", "caption", "BodyText", is_quick=True),
    StyleRole.SOURCE: _Entry("SourceNote", "资料来源", "BodyText", is_quick=True, is_custom=True),
    StyleRole.TABLE_HEAD: _Entry("TableHead", "表头", is_custom=True),
    StyleRole.TABLE_CELL: _Entry("TableCell", "表格文字", is_custom=True),
    StyleRole.NOTE: _Entry("FootnoteText", "footnote text"),
    StyleRole.CONTENTS_TITLE: _Entry("TOCHeading", "TOC Heading"),
    StyleRole.CONTENTS1: _Entry("TOC1", "toc 1"),
    StyleRole.CONTENTS2: _Entry("TOC2", "toc 2"),
    StyleRole.CONTENTS3: _Entry("TOC3", "toc 3"),
    StyleRole.BIBLIOGRAPHY: _Entry("Bibliography", "Bibliography"),
    StyleRole.NOTICE: _Entry("Notice", "创作声明", is_custom=True),
    StyleRole.SUMMARY: _Entry("Summary", "摘要", is_custom=True),
    StyleRole.RUNNING_HEAD: _Entry("Header", "header"),
    StyleRole.FOLIO: _Entry("Footer", "footer"),
    StyleRole.ORGANISATION: _Entry("Organisation", "机构名", is_custom=True),
    StyleRole.CLASSIFICATION: _Entry("Classification", "密级", is_custom=True),
    StyleRole.CONTACT: _Entry("Contact", "联系方式", is_custom=True),
    StyleRole.DISCLAIMER: _Entry("Disclaimer", "免责声明", is_custom=True),
    StyleRole.RECORD: _Entry("Record", "版记", is_custom=True),
}
_LISTED = (
    StyleRole.BODY,
    StyleRole.HEADING1,
    StyleRole.HEADING2,
    StyleRole.HEADING3,
    StyleRole.LIST,
    StyleRole.QUOTE,
    StyleRole.CALLOUT_TITLE,
    StyleRole.CALLOUT,
    StyleRole.CODE,
    StyleRole.CAPTION,
    StyleRole.SOURCE,
)
_UNLISTED = 99
_CONTENTS = (StyleRole.CONTENTS1, StyleRole.CONTENTS2, StyleRole.CONTENTS3)


def style_id(role: StyleRole) -> str:
    """Return the id of the style of ``role``."""
    return _ENTRIES[role].id


def style_name(role: StyleRole) -> str:
    """Return the name by which Word knows the style of ``role``."""
    return _ENTRIES[role].name


def heading_style(level: int) -> str:
    """Return the id of the style of a heading."""
    return f"Heading{min(level, MAX_HEADING)}"


def styles_part(brand: Brand) -> str:
    """Return styles.xml."""
    paragraphs = "".join(_paragraph_style(entry, role, brand) for role, entry in _ENTRIES.items())
    content = (
        _defaults(brand)
        + _standard_styles()
        + paragraphs
        + _deep_headings()
        + _plain_styles(brand)
        + _figure_list(brand)
        + _card_styles(brand)
        + _character_styles(brand)
        + table_styles(brand)
    )
    has_digits = brand.typography.digits is not Digits.DESIGNED
    return root("styles", content, "w r mc w14" if has_digits else "w r")


def spacing(style: Style, margin: Length) -> str:
    """Return the exact line pitch, and the space around: Word's pages then stay where ours are."""
    before, after = (twips(max(b, margin)) for b in (style.space_before, style.space_after))
    return (
        f'<w:spacing w:before="{before}" w:after="{after}"'
        f' w:line="{twips(style.leading)}" w:lineRule="exact"/>'
    )


def _defaults(brand: Brand) -> str:
    body, rules = brand.styles[StyleRole.BODY], brand.typography
    size, has_gaps = half_points(body.size), rules.autospace > 0
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{face(FontRole.BODY, brand)}"
        f"{text_colour(brand.palette.text, brand.palette)}{value('kern', 2)}"
        f"{value('sz', size)}{value('szCs', size)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        f"{_digits(rules.digits)}</w:rPr></w:rPrDefault>"
        "<w:pPrDefault><w:pPr><w:widowControl/><w:kinsoku/><w:wordWrap/>"
        f"{switch('overflowPunct', is_on=rules.hangs)}{switch('topLinePunct', is_on=False)}"
        f"{switch('autoSpaceDE', is_on=has_gaps)}{switch('autoSpaceDN', is_on=has_gaps)}"
        '<w:snapToGrid w:val="0"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
        # What the file does not define stays out of the way until somebody uses it.
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1"'
        ' w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376">'
        '<w:lsdException w:name="Table Grid" w:semiHidden="0" w:uiPriority="39"'
        ' w:unhideWhenUsed="0"/></w:latentStyles>'
    )


def _digits(digits: Digits) -> str:
    """Return which digits of a font Word shows: its usual ones, unless told."""
    return "" if digits is Digits.DESIGNED else f'<w14:numSpacing w14:val="{digits.value}"/>'


def _standard_styles() -> str:
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>'
        "<w:unhideWhenUsed/></w:style>"
        f'<w:style w:type="table" w:default="1" w:styleId="{NORMAL_TABLE}">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    )


def _paragraph_style(entry: _Entry, role: StyleRole, brand: Brand) -> str:
    style = brand.styles[role]
    custom = ' w:customStyle="1"' if entry.is_custom else ""
    following = value("next", entry.following) if entry.following else ""
    quick = "<w:qFormat/>" if entry.is_quick else ""
    properties = _paragraph_properties(role, style, brand)
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{entry.id}">{value("name", entry.name)}'
        f"{value('basedOn', 'Normal')}{following}{_rank(role)}{quick}"
        f"<w:pPr>{properties}</w:pPr><w:rPr>{_look(style, brand)}</w:rPr></w:style>"
    )


def _rank(role: StyleRole) -> str:
    """Return where Word lists the style: first what an editor reaches for."""
    return value("uiPriority", _LISTED.index(role) + 1 if role in _LISTED else _UNLISTED)


def _look(style: Style, brand: Brand) -> str:
    """Return the run properties of a style: face, colour and size."""
    size = half_points(style.size)
    colour = text_colour(style.colour, brand.palette)
    # Word has no sizes between half points: a larger one is set closer, so that lines are as long.
    closer = twips(style.size - size * _HALF_POINT)
    spacing_ = value("spacing", closer) if closer else ""
    sizes = f"{value('sz', size)}{value('szCs', size)}"
    return f"{face(style.font, brand)}{colour}{spacing_}{sizes}"


def _paragraph_properties(role: StyleRole, style: Style, brand: Brand) -> str:
    """Return the properties of a style, in the order of CT_PPrBase."""
    keep = outline = number = tabs = ""
    if role in HEADINGS:
        level = HEADINGS[role]
        keep = "<w:keepNext/><w:keepLines/>"
        number = f"<w:numPr>{value('ilvl', level)}{value('numId', HEADING_LIST)}</w:numPr>"
        outline = value("outlineLvl", level)
    elif role is StyleRole.BIBLIOGRAPHY:
        number = f"<w:numPr>{value('numId', BIBLIOGRAPHY_LIST)}</w:numPr>"
    elif role in (StyleRole.CALLOUT_TITLE, StyleRole.CONTENTS_TITLE):
        keep = "<w:keepNext/>"
    elif role in _CONTENTS:
        tabs = f"<w:tabs>{tab_stop('right', brand.page.measure, 'dot')}</w:tabs>"
    elif role is StyleRole.RUNNING_HEAD:
        tabs = f"<w:tabs>{tab_stop('right', brand.page.measure)}</w:tabs>"
    has_frame = role is not StyleRole.RUNNING_HEAD or brand.heads.has_rule
    frame = _frame(role, brand.palette) if has_frame else ""
    indent = _indent(role, style)
    margin = _MARGINS.get(role, 0)
    # Word does not break addresses: justified, the line before a long one would be torn apart.
    is_ragged = role in (StyleRole.NOTE, StyleRole.BIBLIOGRAPHY)
    alignment = value("jc", "left" if is_ragged else ALIGNMENTS[style.alignment])
    return f"{keep}{number}{frame}{tabs}{spacing(style, margin)}{indent}{alignment}{outline}"


def _frame(role: StyleRole, palette: Palette) -> str:
    """Return what stands round the words of ``role``: a bar, rules, a tint."""
    if role is StyleRole.RUNNING_HEAD:
        return f"<w:pBdr>{border('bottom', _HAIR, palette.rule, palette, space=3)}</w:pBdr>"
    if role is StyleRole.QUOTE:
        # White rules carry the bar beyond the words.
        top, bottom = (border(s, _HAIR, WHITE, palette, space=3) for s in ("top", "bottom"))
        bar = border("left", _BAR, palette.rule, palette, space=8)
        return f"<w:pBdr>{top}{bar}{bottom}</w:pBdr>"
    if role is StyleRole.NOTICE:
        sides = (border(side, _HAIR, palette.rule, palette, space=6) for side in ("top", "bottom"))
        return f"<w:pBdr>{''.join(sides)}</w:pBdr>"
    if role is not StyleRole.CODE:
        return ""
    # Rules of the tint's own colour carry it beyond the words.
    blanks = {"top": 6, "left": _CODE_INSET, "bottom": 6, "right": _CODE_INSET}
    sides = (border(s, _HAIR, palette.tint, palette, space=blank) for s, blank in blanks.items())
    return f"<w:pBdr>{''.join(sides)}</w:pBdr>{shading(palette.tint, palette)}"


def _indent(role: StyleRole, style: Style) -> str:
    em, first = twips(style.size), twips(style.size * style.first_indent // 1000)
    fixed = {
        StyleRole.QUOTE: f'<w:ind w:left="{2 * em}" w:right="{em}"/>',
        StyleRole.CODE: f'<w:ind w:left="{20 * _CODE_INSET}" w:right="{20 * _CODE_INSET}"/>',
        StyleRole.LIST: "",
        StyleRole.BIBLIOGRAPHY: "",
    }
    if role in fixed or not first:
        return fixed.get(role, "")
    if role in _CONTENTS:
        return f'<w:ind w:left="{first}"/>'
    # firstLineChars keeps two characters at any size; firstLine is for readers without it.
    return f'<w:ind w:firstLineChars="{style.first_indent // 10}" w:firstLine="{first}"/>'


def _deep_headings() -> str:
    """Return headings 4 to 6: as heading 3, a level deeper."""
    return "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:basedOn w:val="Heading3"/><w:next w:val="BodyText"/>{_rank(StyleRole.HEADING3)}'
        "<w:qFormat/><w:pPr><w:numPr>"
        f"{value('ilvl', level - 1)}{value('numId', HEADING_LIST)}</w:numPr>"
        f"{value('outlineLvl', level - 1)}</w:pPr></w:style>"
        for level in range(4, MAX_HEADING + 1)
    )


def _plain_styles(brand: Brand) -> str:
    """Return the paragraphs that hold no words: pictures (any height) and gaps (none)."""
    before = twips(brand.styles[StyleRole.BODY].leading // 2)
    # A line with a picture is as high as the picture and the descenders of its font.
    tiny = value("sz", 2) + value("szCs", 2)
    rank = value("uiPriority", _UNLISTED)
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{FIGURE}">'
        '<w:name w:val="图片"/><w:basedOn w:val="Normal"/><w:next w:val="Caption"/>'
        f"{rank}<w:qFormat/>"
        f'<w:pPr><w:keepNext/><w:spacing w:before="{before}" w:after="0"/><w:jc w:val="center"/>'
        f"</w:pPr><w:rPr>{tiny}</w:rPr></w:style>"
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{FORMULA}">'
        f'<w:name w:val="公式"/>{value("basedOn", FIGURE)}<w:next w:val="BodyText"/>{rank}'
        '<w:qFormat/><w:pPr><w:keepNext w:val="0"/>'
        f'<w:spacing w:before="{before}" w:after="{before}"/></w:pPr>'
        "</w:style>"
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{SPACER}">'
        f'<w:name w:val="间隔"/><w:basedOn w:val="Normal"/>{rank}<w:pPr>'
        '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:style>'
    )


def _card_styles(brand: Brand) -> str:
    """Return the three lines of a card."""
    looks = card_looks(brand)
    named = (
        (CARD_LABEL, "指标卡标签", looks.label),
        (CARD_VALUE, "指标卡数值", looks.value),
        (CARD_NOTE, "指标卡说明", looks.note),
    )
    return "".join(
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{identifier}">'
        f"{value('name', name)}{value('basedOn', 'Normal')}{value('uiPriority', _UNLISTED)}"
        f"<w:pPr>{spacing(style, 0)}</w:pPr><w:rPr>{_look(style, brand)}</w:rPr></w:style>"
        for identifier, name, style in named
    )


def _figure_list(brand: Brand) -> str:
    """Return the entries of lists of figures and tables: contents of level 2 without indent."""
    based_on = style_id(StyleRole.CONTENTS2)
    return (
        f'<w:style w:type="paragraph" w:styleId="{FIGURE_LIST}"><w:name w:val="table of figures"/>'
        f"{value('basedOn', based_on)}{value('uiPriority', _UNLISTED)}<w:pPr>"
        f"<w:tabs>{tab_stop('right', brand.page.measure, 'dot')}</w:tabs>"
        '<w:ind w:leftChars="0" w:left="0"/></w:pPr></w:style>'
    )


def _character_styles(brand: Brand) -> str:
    superscript = value("vertAlign", "superscript")
    link = text_colour(brand.palette.link, brand.palette)
    looks = {
        (STRONG, "Strong"): face(FontRole.STRONG, brand),
        (EMPHASIS, "Emphasis"): _emphasis(brand),
        (INLINE_CODE, "行内代码"): face(FontRole.CODE, brand),
        (LINK, "Hyperlink"): link,
        (CITATION, "引用标注"): link + superscript,
        (NOTE_MARK, "footnote reference"): link + superscript,
        (UNIT, "单位"): _look(brand.styles[StyleRole.SOURCE], brand),
    }
    custom = ' w:customStyle="1"'
    return "".join(
        f'<w:style w:type="character"{"" if name.isascii() else custom} w:styleId="{identifier}">'
        f"{value('name', name)}{value('basedOn', 'DefaultParagraphFont')}"
        f"{value('uiPriority', _UNLISTED)}"
        f"<w:rPr>{look}</w:rPr></w:style>"
        for (identifier, name), look in looks.items()
    )


def _emphasis(brand: Brand) -> str:
    """Return dots below, which only Han characters are set in, or bold."""
    if brand.typography.emphasis is EmphasisMark.DOTS:
        return value("em", "underDot")
    return face(FontRole.STRONG, brand)
