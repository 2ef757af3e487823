"""Furniture: heads, feet and the watermark, in parts that sections point to."""

from msgspec.structs import replace

from reportgen.model.brand import Brand, PageGeometry, StyleRole
from reportgen.model.document import Document
from reportgen.model.furniture import Field, Phrase, Thirds
from reportgen.model.length import Length
from reportgen.write_docx.columns import width
from reportgen.write_docx.fields import field
from reportgen.write_docx.inlines import plain_runs
from reportgen.write_docx.markup import root, run
from reportgen.write_docx.package import Part, Relationships
from reportgen.write_docx.paragraphs import SPACER, Format, paragraph, tab_stop
from reportgen.write_docx.styles import style_id
from reportgen.write_docx.watermark import watermark_run
from reportgen.zh.calendar import date_words

LAST_PAGE = "_rg_end"
"""The bookmark at the end of the body: SECTIONPAGES would break if a section split it."""
_TAB = "<w:tab/>"
_GAP = "\u3000"
_PURPOSES = (
    "body",
    "front",
    "wide",
    "blank",
    "blank wide",
    "even",
    "even wide",
    "first",
    "front even",
)


class Furniture:
    """Writes the heads and feet that sections ask for, each once."""

    def __init__(self, document: Document, body_pages: int, brand: Brand) -> None:
        self._brand = brand
        self._heads = brand.heads
        self._watermark = document.watermark
        self._parts: dict[str, Part] = {}
        self._words = {
            Field.ORGANISATION: plain_runs(document.cover.organisation),
            Field.DATE: plain_runs(date_words(document.date)),
            Field.CLASSIFICATION: plain_runs(document.classification),
            Field.NOTICE: plain_runs(document.running_notice),
            Field.CHAPTER: "",
            Field.PAGES: field(f"PAGEREF {LAST_PAGE}", str(body_pages)),
        }
        self._title = document.cover.title

    @property
    def parts(self) -> list[Part]:
        """What was asked for."""
        return list(self._parts.values())

    def bare(self, relationships: Relationships, *, is_first: bool = False) -> str:
        """Return the references of a cover: nothing, but for a watermark.

        The first section inherits nothing; later ones say that they have neither head nor foot.
        """
        if is_first and not self._watermark:
            return ""
        page = self._brand.page
        return "".join(
            self._reference("header", "blank", self._blank(page), relationships, kind)
            + self._reference("footer", "blank", _empty(), relationships, kind)
            for kind in self._kinds
        )

    def front(self, relationships: Relationships) -> str:
        """Return the references of the front matter."""
        page = self._brand.page
        made = []
        for kind in self._kinds:
            thirds = self._heads.front_foot
            words = self._line(
                thirds.mirrored if kind == "even" else thirds, page, StyleRole.FOLIO, "i"
            )
            if self._watermark:
                blank = self._blank(page)
                made.append(self._reference("header", "blank", blank, relationships, kind))
            purpose = "front even" if kind == "even" else "front"
            made.append(self._reference("footer", purpose, words, relationships, kind))
        return "".join(made)

    @property
    def _kinds(self) -> tuple[str, ...]:
        """The pages that have parts of their own."""
        return ("default", "even") if self._heads.is_mirrored else ("default",)

    def body(
        self,
        page: PageGeometry,
        relationships: Relationships,
        *,
        chapter: str = "",
        has_plain_first: bool = False,
    ) -> str:
        """Return the references of a section of the body on sheets like ``page``.

        Word shows the chapter of each page; ``chapter`` is what a reader shows that cannot work
        that out. With ``has_plain_first`` its first page has no head.
        """
        self._words[Field.CHAPTER] = field("STYLEREF 1", chapter) if chapter else ""
        wide = "" if page == self._brand.page else " wide"
        made = [self._pair("default", "body" if not wide else "wide", page, relationships)]
        if self._heads.is_mirrored:
            made.append(self._pair("even", f"even{wide}", page, relationships))
        if has_plain_first:
            blank = self._blank(page)
            made.append(self._reference("header", f"blank{wide}", blank, relationships, "first"))
            foot = self._foot(page, is_even=False)
            made.append(self._reference("footer", "first", foot, relationships, "first"))
        return "".join(made)

    def _pair(
        self, kind: str, purpose: str, page: PageGeometry, relationships: Relationships
    ) -> str:
        is_even = kind == "even"
        thirds = self._heads.head.mirrored if is_even else self._heads.head
        if thirds.is_empty:
            head = self._blank(page)
        else:
            words = self._line(thirds, page, StyleRole.RUNNING_HEAD, "1")
            head = words.replace("</w:p>", f"{self._mark(page)}</w:p>")
        return self._reference("header", purpose, head, relationships, kind) + self._reference(
            "footer", purpose, self._foot(page, is_even=is_even), relationships, kind
        )

    def _foot(self, page: PageGeometry, *, is_even: bool) -> str:
        thirds = self._heads.foot.mirrored if is_even else self._heads.foot
        return _empty() if thirds.is_empty else self._line(thirds, page, StyleRole.FOLIO, "1")

    def _line(self, thirds: Thirds, page: PageGeometry, role: StyleRole, number: str) -> str:
        """Return one line; a middle alone is centred, all else stands at tab stops."""
        size = self._brand.styles[role].size
        title = plain_runs(_shortened(self._title, page.measure * 2 // 5, size))
        words = {**self._words, Field.TITLE: title, Field.PAGE: field("PAGE", number)}
        left, centre, right = (
            _filled(phrases, words) for phrases in (thirds.left, thirds.centre, thirds.right)
        )
        form = Format(style_id(role))
        if centre and not (left or right):
            return paragraph(form.aligned("center"), centre)
        stops = [tab_stop("clear", self._brand.page.measure)] if page != self._brand.page else []
        if centre:
            stops.append(tab_stop("center", page.measure // 2))
        stops.append(tab_stop("right", page.measure))
        middle = run(_TAB) + centre if centre else ""
        end = run(_TAB) + right if right else ""
        return paragraph(form.tabbed(*stops), left + middle + end)

    def _blank(self, page: PageGeometry) -> str:
        return _empty(self._mark(page))

    def _mark(self, page: PageGeometry) -> str:
        if not self._watermark:
            return ""
        return watermark_run(self._watermark, page, self._brand)

    def _reference(
        self,
        kind: str,
        purpose: str,
        words: str,
        relationships: Relationships,
        page_type: str = "default",
    ) -> str:
        tag = "hdr" if kind == "header" else "ftr"
        part = Part("", kind, root(tag, words, "w r v o").encode())
        name = self._name(part, _PURPOSES.index(purpose) + 1)
        self._parts[name] = replace(part, name=f"word/{name}")
        target = relationships.add(kind, name)
        return f'<w:{kind}Reference w:type="{page_type}" r:id="{target}"/>'

    def _name(self, part: Part, number: int) -> str:
        """Return the file of ``part``: the one that says the same, or a new one."""
        name = f"{part.kind}{number}.xml"
        taken = self._parts.get(name)
        if taken is None or taken.data == part.data:
            return name
        return self._name(part, number + len(_PURPOSES))


def _empty(content: str = "") -> str:
    return paragraph(Format(SPACER), content)


def _filled(phrases: tuple[Phrase, ...], words: dict[Field, str]) -> str:
    """Return ``phrases`` an em apart, those with an empty field left out."""
    made = (
        "".join(words[part] if isinstance(part, Field) else plain_runs(part) for part in phrase)
        for phrase in phrases
        if all(words[part] for part in phrase if isinstance(part, Field))
    )
    return plain_runs(_GAP).join(made)


def _shortened(title: str, room: Length, size: Length) -> str:
    """Return ``title``, cut where it would take more than ``room``."""
    words = title
    while width(words, size) > room:
        title = title[:-1]
        words = f"{title}……"
    return words
