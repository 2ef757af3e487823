"""The map of bound numbers: which bookmark holds which metric, as a custom XML part."""

import uuid

from reportgen.model.returned import NUMBER, NUMBERS
from reportgen.write_docx.markup import DECLARATION, escape
from reportgen.write_docx.package import Part, Relationships
from reportgen.write_docx.story import Story

_DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_ITEM = "{" + str(uuid.uuid5(uuid.NAMESPACE_URL, NUMBERS)).upper() + "}"


def number_map(story: Story) -> list[Part]:
    """Return the map and its properties; nothing where no number is bound.

    It holds names and printed words only: no data, no query, no path.
    """
    numbers = story.document.numbers
    entries = "".join(
        f'<number bookmark="{NUMBER}{place}" metric="{escape(numbers[place].metric)}">'
        f"{escape(numbers[place].text)}</number>"
        for place in story.bookmarks.numbers()
    )
    if not entries:
        return []
    story.relationships.add("customXml", "../customXml/item1.xml")
    properties = (
        f'{DECLARATION}<ds:datastoreItem ds:itemID="{_ITEM}" xmlns:ds="{_DATA_STORE}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NUMBERS}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    links = Relationships()
    links.add("customXmlProps", "itemProps1.xml")
    item = f'{DECLARATION}<numbers xmlns="{NUMBERS}">{entries}</numbers>'
    return [
        Part("customXml/item1.xml", "", item.encode(), links),
        Part("customXml/itemProps1.xml", "customXmlProps", properties.encode()),
    ]
