"""The redline: both documents written as always, then one merged into the other."""

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from reportgen.fonts import WordFaces
from reportgen.model.brand import Brand
from reportgen.model.document import Document
from reportgen.model.page import Layout
from reportgen.model.pattern import pattern
from reportgen.write_docx.body import BodyParts
from reportgen.write_docx.markup import DECLARATION
from reportgen.write_docx.numbering import Lists
from reportgen.write_docx.package import Part
from reportgen.write_docx.redline.charts import Charts
from reportgen.write_docx.redline.elements import elements
from reportgen.write_docx.redline.merge import Merger
from reportgen.write_docx.redline.notes import Notes, merged_notes
from reportgen.write_docx.redline.tracked import Tracker
from reportgen.write_docx.story import Bookmarks, Calls, DrawChart, DrawPicture, Story
from reportgen.write_docx.survey import survey
from reportgen.write_docx.writer import Told, begun, hanging, packed, told

if TYPE_CHECKING:
    from reportgen.write_docx.template import Template

_AUTHOR = "reportgen"
_FIRST_CHANGE = 1_000_000
"""Word numbers changes, comments and bookmarks in one sequence: these stay apart."""
_LIST = pattern(r'(?<=<w:numId w:val=")\d+')
_NOTE = pattern(r'(?<=w:id=")\d+(?="/>)|(?<=_Note)\d+')


class Edition(NamedTuple):
    """A document with its pages and its pictures."""

    document: Document
    layout: Layout
    pictures: DrawPicture
    charts: DrawChart


class Redline(NamedTuple):
    """The file, and how many changes are tracked in it."""

    data: bytes
    changes: int


def write_redline(
    old: Edition,
    new: Edition,
    brand: Brand,
    template: "Template | None" = None,
    faces: WordFaces | None = None,
) -> Redline:
    """Return ``new`` with all that differs from ``old`` tracked, both in the look of ``brand``.

    With its changes accepted it says what ``new`` does, with its changes rejected what ``old`` did.
    """
    now = told(begun(new.document, new.layout, brand, new.pictures, new.charts, faces), template)
    was = told(_old_story(old, now.story), template, now.targets)
    charts = Charts(now.story)
    names = {str(number): name for each in (now, was) for name, number in each.story.calls}

    def named(xml: str) -> str:
        return charts.named(_NOTE.sub(lambda number: names.get(number[0], number[0]), xml))

    moment = f"{new.document.date.isoformat()}T00:00:00Z"
    tracker = Tracker(_AUTHOR, moment, _FIRST_CHANGE)
    merged = _merged(was, now, Merger(tracker, named, now.story.lists.shape))
    charts.drop_unused(merged.body.xml)
    return Redline(packed(merged, template), tracker.count)


def _old_story(old: Edition, new: Story) -> Story:
    """Return the story of ``old`` as it shares a file with ``new``."""
    seen = survey(old.document, new.survey.bookmarks)
    lists = Lists(seen.headings, hanging(seen.listed, new.brand), new.lists)
    return Story(
        old.document,
        old.layout,
        new.brand,
        seen,
        lists,
        old.pictures,
        old.charts,
        Bookmarks(new.bookmarks),
        new.media,
        Calls(len(new.calls) + 1),
        relationships=new.relationships,
    )


def _merged(was: Told, now: Told, merger: Merger) -> Told:
    parts = [merger.flow(old, new) for old, new in zip(was.body, now.body, strict=True)]
    # One text: a note that is called on the cover stands before those of the body.
    seam = "\f"
    text, notes = merged_notes(seam.join(parts), _notes(was), _notes(now), merger)
    text = _LIST.sub(lambda number: merger.lists.get(number[0], number[0]), text)
    heads = {**was.furniture, **now.furniture}
    for name in was.furniture.keys() & now.furniture.keys():
        heads[name] = _head(was.furniture[name], now.furniture[name], merger)
    return now._replace(
        body=BodyParts(*text.split(seam)),
        notes={1: notes},
        furniture={name: heads[name] for name in sorted(heads)},
    )


def _notes(made: Told) -> Notes:
    return Notes(made.notes, {number: name for name, number in made.story.calls})


def _head(old: Part, new: Part, merger: Merger) -> Part:
    """Return a head or a foot with its words merged."""
    if old.data == new.data:
        return new
    was, now = (elements(part.data.decode().removeprefix(DECLARATION))[0] for part in (old, new))
    flow = merger.flow(was.inside, now.inside, has_end=True)
    return replace(new, data=f"{DECLARATION}{now.opening}{flow}{now.closing}".encode())
