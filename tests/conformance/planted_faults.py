"""The faults that are planted in a sound Word file, in plain words, and who must find each."""

from tests.conformance.planting import (
    BODY,
    CORE,
    CUSTOM,
    HEAD,
    JPEG,
    LISTS,
    NOTES,
    PNG,
    ROOT,
    SETTINGS,
    SPACES,
    STYLES,
    TYPES,
    WAYS,
    Fault,
    add,
    after,
    drop,
    empty,
    file,
    gone,
    last,
    move,
    put,
    steps,
    swap,
    text,
    twice,
)

PARAGRAPH = "//w:body/w:p[w:pPr/w:pStyle[@w:val='BodyText'] and w:r/w:t][1]"
PROPERTIES = f"{PARAGRAPH}/w:pPr"
TABLE = "//w:tbl[w:tblPr/w:tblDescription][1]"
CELL = f"({TABLE}//w:tc)[last()]"
DRAWING = "(//wp:inline/wp:docPr)[1]"
LINK = "//w:hyperlink[@r:id][1]"
PICTURE = "word/media/image1.png"
SECTION = "//w:body/w:sectPr"
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def run(words, tag="t"):
    return f"<w:r><w:{tag}>{words}</w:{tag}></w:r>"


def field(code, shown="1", end=END):
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown) if shown else ""}{end}'
    )


def mark(number, name, *, has_end=True):
    closed = f'<w:bookmarkEnd w:id="{number}"/>' if has_end else ""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{closed}'


def way(number, kind, target):
    kinds = f"{SPACES['r']}/{kind}"
    return f'<rel:Relationship Id="{number}" Type="{kinds}" Target="{target}"/>'


def control(number):
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="{number}"/></w:sdtPr>'
        f"<w:sdtContent>{run('甲')}</w:sdtContent></w:sdt>"
    )


def revision(kind, words):
    return f'<w:{kind} w:id="9001" w:author="甲">{words}</w:{kind}>'


def comment_range(number):
    return (
        f'<w:commentRangeStart w:id="{number}"/>{run("甲")}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def numbered(place, number):
    return put(BODY, f"(//w:p)[{place}]", "w14:paraId", number)


PACKAGE = (
    Fault("content types come last", "RG651", False, last(TYPES)),
    Fault("no type for pictures", "RG651", True, drop(TYPES, "//ct:Default[@Extension='png']")),
    Fault(
        "a type for a part that is not there",
        "RG651",
        False,
        add(TYPES, ".", '<ct:Override PartName="/word/x.xml" ContentType="application/xml"/>'),
    ),
    Fault("two entries of one name", "RG650", True, file(f"{PICTURE} ", PNG)),
    Fault("a relationship to a picture that is gone", "RG652", True, gone(PICTURE)),
    Fault("no styles, though a relationship leads there", "RG652", True, gone(STYLES)),
    Fault(
        "nothing leads to the document",
        "RG652",
        True,
        drop(ROOT, "//*[@Target='word/document.xml']"),
    ),
    Fault("two relationships of one name", "RG656", True, twice(WAYS, "//rel:Relationship")),
    Fault(
        "a picture by a relationship that is not there",
        "RG654",
        True,
        put(BODY, "(//a:blip)[1]", "r:embed", "rId999"),
    ),
    Fault(
        "a foot of the page where its head should be",
        "RG654",
        True,
        put(BODY, "(//w:footerReference)[1]", "r:id", "rId2"),
    ),
    Fault("a picture that nothing shows", "RG653", False, file("word/media/unseen.png", PNG)),
    Fault(
        "a relationship that nothing uses",
        "RG653",
        False,
        add(WAYS, ".", way("rId999", "image", "media/image1.png")),
    ),
    Fault(
        "a name that stands for nothing", "RG505", True, swap(BODY, b"</w:body>", b"&x;</w:body>")
    ),
    Fault("a control character", "RG505", True, swap(BODY, b"</w:body>", b"&#x1;</w:body>")),
    Fault(
        "a part with names of its own",
        "RG505",
        True,
        swap(HEAD, b"<w:hdr", b'<!DOCTYPE x [<!ENTITY y "z">]><w:hdr'),
    ),
    Fault("a JPEG that is called PNG", "RG673", False, file(PICTURE, JPEG)),
)
NUMBERS = (
    Fault("two bookmarks of one number", "RG656", True, after(BODY, PROPERTIES, mark(1, "新"))),
    Fault(
        "two bookmarks of one name", "RG657", False, after(BODY, PROPERTIES, mark(9999, "_RG_END"))
    ),
    Fault(
        "a bookmark with a long name", "RG657", True, after(BODY, PROPERTIES, mark(9999, "x" * 41))
    ),
    Fault(
        "a bookmark without end",
        "RG658",
        False,
        after(BODY, PROPERTIES, mark(9999, "x", has_end=False)),
    ),
    Fault(
        "a bookmark without beginning",
        "RG658",
        False,
        drop(BODY, "//w:bookmarkStart[@w:name='_rg_end']"),
    ),
    Fault(
        "two controls of one number",
        "RG656",
        False,
        after(BODY, PROPERTIES, control(7) + control(7)),
    ),
    Fault("two drawings of one number", "RG656", False, put(BODY, "(//wp:docPr)[2]", "id", "1")),
    Fault(
        "two paragraphs of one number",
        "RG656",
        False,
        steps(numbered(1, "00000001"), numbered(2, "00000001")),
    ),
    Fault("a paragraph with too large a number", "RG655", True, numbered(1, "80000000")),
    Fault("two styles of one name", "RG656", True, twice(STYLES, "//w:style[last()]")),
    Fault("two titles of the file", "RG674", False, twice(CORE, "//dc:title")),
    Fault(
        "two sets of core properties",
        "RG674",
        True,
        twice(ROOT, "//*[@Target='docProps/core.xml']"),
    ),
    Fault("a property with number 1", "RG674", True, put(CUSTOM, "//op:property", "pid", "1")),
)
REFERENCES = (
    Fault(
        "a field that asks for a bookmark that is not there",
        "RG659",
        False,
        add(BODY, PARAGRAPH, field(r"REF _Lost \h")),
    ),
    Fault(
        "a link to a bookmark that is not there",
        "RG659",
        False,
        put(BODY, "(//w:hyperlink[@w:anchor])[1]", "w:anchor", "_Lost"),
    ),
    Fault("a field without end", "RG667", False, add(BODY, PARAGRAPH, field("PAGE", end=""))),
    Fault("a field that shows nothing", "RG667", False, add(BODY, PARAGRAPH, field("PAGE", ""))),
    Fault(
        "a call of a note that is not there",
        "RG660",
        True,
        put(BODY, "(//w:footnoteReference)[1]", "w:id", "999"),
    ),
    Fault(
        "a note that nothing calls", "RG660", False, drop(BODY, "(//w:r[w:footnoteReference])[1]")
    ),
    Fault(
        "notes without the rule above them",
        "RG660",
        True,
        drop(NOTES, "//w:footnote[@w:type='separator']"),
    ),
    Fault(
        "settings that know no rule above notes",
        "RG660",
        False,
        drop(SETTINGS, "//w:footnotePr/w:footnote"),
    ),
    Fault(
        "a comment that is called and not there",
        "RG669",
        True,
        add(BODY, PARAGRAPH, comment_range(5)),
    ),
    Fault(
        "the beginning of a comment without end",
        "RG669",
        True,
        add(BODY, PARAGRAPH, '<w:commentRangeStart w:id="5"/>'),
    ),
)
LOOKS = (
    Fault(
        "a style that is not there",
        "RG661",
        False,
        put(BODY, f"{PROPERTIES}/w:pStyle", "w:val", "Lost"),
    ),
    Fault(
        "words in the style of a paragraph",
        "RG661",
        False,
        add(BODY, PARAGRAPH, '<w:r><w:rPr><w:rStyle w:val="BodyText"/></w:rPr></w:r>'),
    ),
    Fault(
        "a style based on one that is not there",
        "RG661",
        False,
        put(STYLES, "(//w:basedOn)[1]", "w:val", "Lost"),
    ),
    Fault(
        "a style that is based on itself",
        "RG662",
        False,
        put(STYLES, "//w:style[@w:styleId='Heading1']/w:basedOn", "w:val", "Heading1"),
    ),
    Fault(
        "a list that is not there",
        "RG663",
        False,
        put(BODY, "(//w:numId)[1]", "w:val", "999"),
    ),
    Fault(
        "a list without its definition",
        "RG663",
        False,
        put(LISTS, "(//w:num/w:abstractNumId)[1]", "w:val", "999"),
    ),
    Fault("a definition behind the lists", "RG670", True, move(LISTS, "(//w:abstractNum)[1]", -1)),
    Fault("the look of a paragraph behind its words", "RG670", True, move(BODY, PROPERTIES, -1)),
    Fault("two looks of one paragraph", "RG670", True, twice(BODY, PROPERTIES)),
    Fault(
        "looks of a paragraph out of order",
        "RG670",
        True,
        add(BODY, PROPERTIES, "<w:keepNext/>"),
    ),
    Fault(
        "looks of a cell out of order",
        "RG670",
        True,
        add(BODY, f"{CELL}/w:tcPr", '<w:vAlign w:val="center"/>', 0),
    ),
    Fault("the look of a row behind its cells", "RG670", True, move(BODY, "(//w:trPr)[1]", -1)),
    Fault("parts of a section out of order", "RG670", True, move(BODY, f"{SECTION}/w:pgSz", -1)),
    Fault("a head named twice", "RG671", False, twice(BODY, f"{SECTION}/w:headerReference")),
    Fault("a body that no section ends", "RG671", False, drop(BODY, SECTION)),
)
TABLES = (
    Fault("a row with a cell too few", "RG664", False, drop(BODY, CELL)),
    Fault("a cell without a paragraph", "RG665", False, drop(BODY, f"{CELL}/w:p")),
    Fault("a head without a paragraph", "RG665", False, drop(HEAD, "/w:hdr/w:p")),
    Fault(
        "a merged cell without its first",
        "RG666",
        False,
        add(BODY, f"{CELL}/w:tcPr", "<w:vMerge/>", 1),
    ),
    Fault(
        "words that stand where words are deleted",
        "RG668",
        False,
        add(BODY, PARAGRAPH, revision("del", run("甲"))),
    ),
    Fault(
        "deleted words where none are deleted",
        "RG668",
        False,
        add(BODY, PARAGRAPH, run("甲", "delText")),
    ),
)
CHART, BOOK = "word/charts/chart1.xml", "word/embeddings/Microsoft_Excel_Sheet1.xlsx"
CHARTS = (
    Fault("a workbook that does not open", "RG672", False, file(BOOK, b"PK")),
    Fault(
        "a chart that leads to no workbook",
        "RG654",
        True,
        gone("word/charts/_rels/chart1.xml.rels"),
    ),
    Fault("a chart that is gone", "RG652", True, gone(CHART)),
    Fault("a chart without an axis", "RG672", False, drop(CHART, "//c:valAx")),
    Fault(
        "a chart without kept values", "RG672", False, drop(CHART, "//c:val/c:numRef/c:numCache")
    ),
)
ACCESS = (
    Fault("a picture without words", "RG675", False, put(BODY, DRAWING, "descr", "")),
    Fault("a table without a head", "RG676", False, drop(BODY, f"{TABLE}//w:tblHeader")),
    Fault(
        "a heading that skips a level",
        "RG677",
        False,
        put(BODY, "(//w:pStyle[@w:val='Heading2'])[1]", "w:val", "Heading3"),
    ),
    Fault("a file without title", "RG678", False, text(CORE, "//dc:title", "")),
    Fault("a file that does not say its language", "RG678", False, drop(CORE, "//dc:language")),
    Fault("a link without words", "RG679", False, empty(BODY, LINK)),
    Fault("a file without the AIGC label", "RG501", False, drop(CUSTOM, "//op:property")),
)
MICROSOFTS = (
    Fault("parts of a chart out of order", "", True, move(CHART, "(//c:ser)[1]/c:val", 0)),
    Fault("an element that Word does not know", "", True, add(BODY, PARAGRAPH, "<w:lost/>")),
    Fault(
        "a value that Word does not know",
        "",
        True,
        add(BODY, PROPERTIES, '<w:jc w:val="middle"/>'),
    ),
    Fault("a paragraph in a paragraph", "", True, add(BODY, PARAGRAPH, "<w:p/>")),
    Fault(
        "a prefix that is not declared",
        "",
        True,
        swap(BODY, b'mc:Ignorable="', b'mc:Ignorable="lost '),
    ),
)
FAULTS = (
    *PACKAGE,
    *NUMBERS,
    *REFERENCES,
    *LOOKS,
    *TABLES,
    *CHARTS,
    *ACCESS,
    *MICROSOFTS,
)
