"""Two made-up companies' Word templates, as Chinese Word saves them: ids like a, 1, a3, a0.

``HOUSE`` (.dotx): a cover with a text box, a logo in the head, exact pitches, plain headings.
``BANK`` (.docx): no cover but a title block, a letterhead on the first page, headings numbered
1, 1.1, a comment, a note, properties of its own, lines on a grid.
"""

# ruff: noqa: E501 - XML as Word writes it, a property a line would be no easier to read
import io
import struct
import zipfile
import zlib

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
ROOT = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _png(width, height, row):
    """Return a picture of ``height`` equal rows of RGB."""

    def chunk(kind, body):
        check = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress((b"\0" + row * width) * height)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


LOGO = _png(8, 4, b"\x8b\x00\x00")
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/"


def packed(parts, ways, kind="document"):
    """Return a package: parts by name with their types, ways by the part they start from."""
    types = {name: kind_of for name, (kind_of, _) in parts.items()}
    types["word/document.xml"] = f"{TYPE}{kind}.main+xml"
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{each}"/>'
        for name, each in types.items()
        if each
    )
    package = "http://schemas.openxmlformats.org/package/2006/"
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    files = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{package}content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{overrides}</Types>',
    }
    for source, targets in ways.items():
        folder, _, file = source.rpartition("/")
        name = f"{folder}/_rels/{file}.rels".lstrip("/")
        lines = "".join(
            f'<Relationship Id="{i}" Type="{each if "/" in each else f"{OFFICE}/{each}"}"'
            f' Target="{target}"' + (' TargetMode="External"/>' if outside else "/>")
            for i, each, target, outside in ((*way, False)[:4] for way in targets)
        )
        files[name] = f'{HEAD}<Relationships xmlns="{package}relationships">{lines}</Relationships>'
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as archive:
        for name, body in {**files, **{name: body for name, (_, body) in parts.items()}}.items():
            archive.writestr(zipfile.ZipInfo(name), body)
    return sheet.getvalue()


def part(name, content):
    return f"{HEAD}<w:{name} {ROOT}>{content}</w:{name}>"


def theme(accents, latin, chinese, heading):
    names = ("dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'
        for name, value in zip(names, accents, strict=True)
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"

    def face(name, face_latin, face_chinese):
        return (
            f'<a:{name}><a:latin typeface="{face_latin}"/><a:ea typeface=""/><a:cs typeface=""/>'
            f'<a:font script="Hans" typeface="{face_chinese}"/></a:{name}>'
        )

    return (
        f'{HEAD}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="公司">'
        '<a:themeElements><a:clrScheme name="公司"><a:dk1><a:sysClr val="windowText"'
        ' lastClr="000000"/></a:dk1><a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>'
        f'{colours}</a:clrScheme><a:fontScheme name="公司">'
        f"{face('majorFont', latin, heading)}{face('minorFont', latin, chinese)}</a:fontScheme>"
        f'<a:fmtScheme name="Office"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def style(identifier, name, content="", kind="paragraph", based="a", *, default=False):
    first = ' w:default="1"' if default else ""
    parent = f'<w:basedOn w:val="{based}"/>' if based and not default else ""
    return (
        f'<w:style w:type="{kind}"{first} w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f"{parent}{content}</w:style>"
    )


def plain_styles(normal):
    """Return what every file of Chinese Word has: 正文 is a, the others a0, a1, a2."""
    return (
        style("a", "Normal", normal, default=True)
        + style("a0", "Default Paragraph Font", "<w:semiHidden/>", kind="character", default=True)
        + style(
            "a1",
            "Normal Table",
            '<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
            '<w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
            "</w:tblPr>",
            kind="table",
            default=True,
        )
        + style("a2", "No List", "<w:semiHidden/>", kind="numbering", default=True)
    )


LATENT = (
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="0"'
    ' w:defUnhideWhenUsed="0" w:defQFormat="0" w:count="376">'
    '<w:lsdException w:name="Normal" w:uiPriority="0" w:qFormat="1"/>'
    '<w:lsdException w:name="heading 1" w:uiPriority="9" w:qFormat="1"/></w:latentStyles>'
)
FACES = (
    '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"'
    ' w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/>'
)
MAJOR = '<w:rFonts w:asciiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia" w:hAnsiTheme="majorHAnsi"/>'
LANGUAGE = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'


def defaults(size):
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{FACES}<w:kern w:val="2"/><w:sz w:val="{size}"/>'
        f'<w:szCs w:val="{size}"/>{LANGUAGE}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )


def exact(points, before=0, after=0):
    return (
        f'<w:spacing w:before="{before * 20}" w:after="{after * 20}" w:line="{points * 20}"'
        ' w:lineRule="exact"/>'
    )


def sized(half_points, more=""):
    return f'{more}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def heading(level, points, size, colour, number=""):
    spacing = exact(points, 12, 6)
    return style(
        str(level),
        f"heading {level}",
        '<w:next w:val="a"/><w:uiPriority w:val="9"/><w:qFormat/><w:pPr><w:keepNext/>'
        f'<w:keepLines/>{number}{spacing}<w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f"<w:rPr>{MAJOR}<w:b/><w:bCs/>{colour}{sized(size)}</w:rPr>",
    )


def contents_styles(measure):
    return "".join(
        style(
            f"TOC{level}",
            f"toc {level}",
            f'<w:pPr><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{measure}"/></w:tabs>'
            f'{exact(20)}<w:ind w:left="{(level - 1) * 420}"/></w:pPr>',
        )
        for level in (1, 2, 3)
    )


def picture(relation, *, alt=True):
    described = ' descr="公司标志"' if alt else ""
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="720000" cy="360000"/><wp:docPr id="1" name="图片 1"{described}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="logo"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="720000" cy="360000"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def line(*words, look="", properties=""):
    """Return a paragraph whose words stand in a run each: Word cuts them where it likes."""
    runs = "".join(f'<w:r>{look}<w:t xml:space="preserve">{each}</w:t></w:r>' for each in words)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def page_field():
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def text_box(*words):
    """Return words in a box, with the older drawing that Word writes beside it."""
    inside = "".join(line(each, properties='<w:jc w:val="center"/>') for each in words)
    return (
        '<w:p><w:pPr><w:spacing w:line="240" w:lineRule="auto"/></w:pPr><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="3600000" cy="720000"/>'
        '<wp:docPr id="7" name="文本框 7"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="3600000" cy="720000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"</wps:spPr><wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx><wps:bodyPr/>"
        "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        "</mc:AlternateContent></w:r></w:p>"
    )


def house(body=None):
    """Return the template of a research house, a .dotx."""
    page = (
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701" w:right="1701" w:bottom="1418"'
        ' w:left="1701" w:header="680" w:footer="680" w:gutter="0"/><w:cols w:space="425"/>'
    )
    red = '<w:color w:val="8B0000" w:themeColor="accent1"/>'
    cover = (
        line("{{标", "题", "}}", properties='<w:pStyle w:val="a3"/>')
        + line("{{ 副标题 }}", properties='<w:jc w:val="center"/>')
        + text_box("{{机构}}", "发布日期：{{日期}}")
        + line("类别：", "{{分", "类}}", properties='<w:jc w:val="center"/>')
        + f'<w:p><w:pPr><w:sectPr>{page}<w:vAlign w:val="center"/></w:sectPr></w:pPr></w:p>'
    )
    furniture = '<w:headerReference w:type="default" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/>'
    words = line("{{正", "文}}") if body is None else body
    document = part(
        "document", f"<w:body>{cover}{words}<w:sectPr>{furniture}{page}</w:sectPr></w:body>"
    )
    styles = part(
        "styles",
        defaults(24)
        + LATENT
        + plain_styles(
            f'<w:qFormat/><w:pPr><w:widowControl w:val="0"/>{exact(22)}<w:jc w:val="both"/></w:pPr>'
        )
        + heading(1, 30, 32, red)
        + heading(2, 26, 28, red)
        + heading(3, 24, 24, red)
        + style(
            "a3",
            "Title",
            f'<w:pPr>{exact(40)}<w:jc w:val="center"/></w:pPr><w:rPr>{MAJOR}<w:b/>{red}{sized(52)}</w:rPr>',
        )
        + style(
            "a5",
            "header",
            f'<w:pPr><w:tabs><w:tab w:val="right" w:pos="8504"/></w:tabs><w:spacing w:line="240" w:lineRule="auto"/></w:pPr><w:rPr>{sized(18)}</w:rPr>',
        )
        + style("a7", "footer", f'<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr>{sized(18)}</w:rPr>')
        + style(
            "a9",
            "caption",
            f'<w:pPr>{exact(18, 4, 4)}<w:jc w:val="center"/></w:pPr><w:rPr>{sized(21)}</w:rPr>',
        )
        + contents_styles(8504),
    )
    head = part(
        "hdr",
        f'<w:p><w:pPr><w:pStyle w:val="a5"/></w:pPr>{picture("rId1", alt=False)}<w:r><w:tab/><w:t>{{{{标题}}}}</w:t></w:r></w:p>',
    )
    foot = part(
        "ftr",
        f'<w:p><w:pPr><w:pStyle w:val="a7"/></w:pPr><w:r><w:t>华瑞研究 </w:t></w:r>{page_field()}</w:p>',
    )
    accents = (
        "44546A",
        "F6E7E7",
        "8B0000",
        "C28E0E",
        "5B7B7A",
        "3D5A80",
        "9A8C98",
        "6B705C",
        "7A1F1F",
        "555555",
    )
    parts = {
        "word/document.xml": ("", document),
        "word/styles.xml": (f"{TYPE}styles+xml", styles),
        "word/settings.xml": (
            f"{TYPE}settings+xml",
            part(
                "settings",
                '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>',
            ),
        ),
        "word/theme/theme1.xml": (
            "application/vnd.openxmlformats-officedocument.theme+xml",
            theme(accents, "Times New Roman", "仿宋", "黑体"),
        ),
        "word/fontTable.xml": (
            f"{TYPE}fontTable+xml",
            part(
                "fonts",
                '<w:font w:name="仿宋"><w:altName w:val="FangSong"/><w:charset w:val="86"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font>',
            ),
        ),
        "word/header1.xml": (f"{TYPE}header+xml", head),
        "word/footer1.xml": (f"{TYPE}footer+xml", foot),
        "word/media/image1.png": ("", LOGO),
    }
    ways = {
        "": [("rId1", "officeDocument", "word/document.xml")],
        "word/document.xml": [
            ("rId1", "styles", "styles.xml"),
            ("rId2", "settings", "settings.xml"),
            ("rId3", "theme", "theme/theme1.xml"),
            ("rId4", "fontTable", "fontTable.xml"),
            ("rId5", "header", "header1.xml"),
            ("rId6", "footer", "footer1.xml"),
        ],
        "word/header1.xml": [("rId1", "image", "media/image1.png")],
    }
    return packed(parts, ways, "template")


def bank(body=None):
    """Return the template of a bank, a .docx."""
    page = (
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440"'
        ' w:left="1800" w:header="851" w:footer="992" w:gutter="0"/><w:pgNumType w:fmt="numberInDash"/>'
        '<w:cols w:space="425"/><w:titlePg/><w:docGrid w:type="lines" w:linePitch="312"/>'
    )
    blue = '<w:color w:val="1F3864" w:themeColor="text2"/>'
    title = (
        line("{{title}}", properties='<w:pStyle w:val="a3"/>')
        + line("{{date}}　", "{{organisation}}", properties='<w:jc w:val="center"/>')
        + '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>摘要：{{summary}}</w:t></w:r>'
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
        '<w:r><w:rPr><w:rStyle w:val="af"/></w:rPr><w:footnoteReference w:id="1"/></w:r></w:p>'
    )
    furniture = (
        '<w:headerReference w:type="default" r:id="rId8"/><w:headerReference w:type="first" r:id="rId9"/>'
        '<w:footerReference w:type="default" r:id="rId10"/>'
    )
    words = line("{{body}}") if body is None else body
    end = line("本页以下为本行固定声明。")
    document = part(
        "document", f"<w:body>{title}{words}{end}<w:sectPr>{furniture}{page}</w:sectPr></w:body>"
    )
    level = (
        '<w:lvl w:ilvl="{0}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="{1}"/>'
        '<w:suff w:val="space"/><w:lvlText w:val="{2}"/><w:lvlJc w:val="left"/><w:pPr>'
        '<w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
    )
    levels = "".join(
        level.format(n, n + 1, ".".join(f"%{m + 1}" for m in range(n + 1))) for n in range(3)
    )
    numbering = part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="0"><w:nsid w:val="10000001"/><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )

    def number(depth):
        depth_of = f'<w:ilvl w:val="{depth}"/>' if depth else ""
        return f'<w:numPr>{depth_of}<w:numId w:val="1"/></w:numPr>'

    styles = part(
        "styles",
        defaults(21)
        + LATENT
        + plain_styles('<w:qFormat/><w:pPr><w:widowControl w:val="0"/><w:jc w:val="both"/></w:pPr>')
        + heading(1, 28, 32, blue, number(0))
        + heading(2, 24, 28, blue, number(1))
        + heading(3, 22, 24, blue, number(2))
        + style(
            "a3",
            "Title",
            f'<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr>{MAJOR}{blue}{sized(40)}</w:rPr>',
        )
        + style("a5", "header", '<w:pPr><w:jc w:val="center"/></w:pPr>')
        + style("a7", "footer", '<w:pPr><w:jc w:val="center"/></w:pPr>')
        + style(
            "ae",
            "footnote text",
            f'<w:pPr><w:snapToGrid w:val="0"/></w:pPr><w:rPr>{sized(18)}</w:rPr>',
        )
        + style(
            "af",
            "footnote reference",
            '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>',
            kind="character",
            based="a0",
        )
        + style(
            "ad",
            "List Paragraph",
            '<w:pPr><w:ind w:firstLineChars="200" w:firstLine="420"/></w:pPr>',
        )
        + style(
            "10",
            "TOC Heading",
            '<w:next w:val="a"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>',
            based="1",
        )
        + style("TOC1", "toc 1")
        + style("TOC2", "toc 2", '<w:pPr><w:ind w:leftChars="200" w:left="420"/></w:pPr>')
        + style(
            "af0",
            "Hyperlink",
            '<w:rPr><w:color w:val="0563C1" w:themeColor="hyperlink"/></w:rPr>',
            kind="character",
            based="a0",
        ),
    )
    rule = "<w:p><w:r><w:separator/></w:r></w:p>"
    more = "<w:p><w:r><w:continuationSeparator/></w:r></w:p>"
    notes = part(
        "footnotes",
        f'<w:footnote w:type="separator" w:id="-1">{rule}</w:footnote>'
        f'<w:footnote w:type="continuationSeparator" w:id="0">{more}</w:footnote>'
        '<w:footnote w:id="1"><w:p><w:pPr><w:pStyle w:val="ae"/></w:pPr><w:r><w:rPr><w:rStyle w:val="af"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t>本行统一口径。</w:t></w:r></w:p></w:footnote>',
    )
    settings = part(
        "settings",
        '<w:zoom w:percent="100"/><w:attachedTemplate r:id="rId1"/><w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:rsids><w:rsidRoot w:val="00A1B2C3"/><w:rsid w:val="00A1B2C3"/></w:rsids>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>',
    )
    comment = '<w:comment w:id="0" w:author="张三" w:date="2025-01-01T00:00:00Z" w:initials="Z"><w:p><w:r><w:t>在此写摘要</w:t></w:r></w:p></w:comment>'
    head = part(
        "hdr",
        '<w:p><w:pPr><w:pStyle w:val="a5"/></w:pPr><w:r><w:t>示例银行　{{密级}}</w:t></w:r></w:p>',
    )
    first = part(
        "hdr",
        f'<w:p><w:pPr><w:pStyle w:val="a5"/></w:pPr>{picture("rId1")}<w:r><w:t>示例银行信笺　{{{{密级}}}}</w:t></w:r></w:p>',
    )
    foot = part("ftr", f'<w:p><w:pPr><w:pStyle w:val="a7"/></w:pPr>{page_field()}</w:p>')
    accents = (
        "1F3864",
        "E7E6E6",
        "1F5FA8",
        "D98324",
        "A5A5A5",
        "7F6000",
        "5B9BD5",
        "548235",
        "0563C1",
        "954F72",
    )
    custom = (
        f'{HEAD}<Properties xmlns="{PROPERTIES}custom-properties" xmlns:vt="{PROPERTIES}docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="文件编号"><vt:lpwstr>YH-01</vt:lpwstr></property>'
        "</Properties>"
    )
    core = (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>张三</dc:creator></cp:coreProperties>'
    )
    parts = {
        "word/document.xml": ("", document),
        "word/styles.xml": (f"{TYPE}styles+xml", styles),
        "word/numbering.xml": (f"{TYPE}numbering+xml", numbering),
        "word/settings.xml": (f"{TYPE}settings+xml", settings),
        "word/theme/theme1.xml": (
            "application/vnd.openxmlformats-officedocument.theme+xml",
            theme(accents, "Arial", "宋体", "楷体"),
        ),
        "word/fontTable.xml": (
            f"{TYPE}fontTable+xml",
            part("fonts", '<w:font w:name="宋体"><w:charset w:val="86"/></w:font>'),
        ),
        "word/footnotes.xml": (f"{TYPE}footnotes+xml", notes),
        "word/comments.xml": (f"{TYPE}comments+xml", part("comments", comment)),
        "word/header1.xml": (f"{TYPE}header+xml", head),
        "word/header2.xml": (f"{TYPE}header+xml", first),
        "word/footer1.xml": (f"{TYPE}footer+xml", foot),
        "word/media/image1.png": ("", LOGO),
        "docProps/custom.xml": (
            "application/vnd.openxmlformats-officedocument.custom-properties+xml",
            custom,
        ),
        "docProps/core.xml": ("application/vnd.openxmlformats-package.core-properties+xml", core),
    }
    package = (
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    )
    ways = {
        "": [
            ("rId1", "officeDocument", "word/document.xml"),
            ("rId2", package, "docProps/core.xml"),
            ("rId3", "custom-properties", "docProps/custom.xml"),
        ],
        "word/document.xml": [
            ("rId1", "styles", "styles.xml"),
            ("rId2", "numbering", "numbering.xml"),
            ("rId3", "settings", "settings.xml"),
            ("rId4", "theme", "theme/theme1.xml"),
            ("rId5", "fontTable", "fontTable.xml"),
            ("rId6", "footnotes", "footnotes.xml"),
            ("rId7", "comments", "comments.xml"),
            ("rId8", "header", "header1.xml"),
            ("rId9", "header", "header2.xml"),
            ("rId10", "footer", "footer1.xml"),
        ],
        "word/settings.xml": [
            ("rId1", "attachedTemplate", "file:///C:/Users/zhangsan/bank.dotm", True)
        ],
        "word/header2.xml": [("rId1", "image", "media/image1.png")],
    }
    return packed(parts, ways)
