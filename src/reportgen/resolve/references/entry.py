"""An entry in the style of its report."""

from reportgen.model.document import Pieces
from reportgen.model.report import Reference, ReferenceStandard, ReferenceStyle
from reportgen.resolve.references.simple import simple_words


def entry_words(
    reference: Reference, style: ReferenceStyle, *, pages: str = "", letter: str = ""
) -> Pieces:
    """Return the words of an entry.

    ``pages`` are what a note cites, in place of the entry's own; ``letter`` tells works of one
    author and year apart.
    """
    if style.standard is ReferenceStandard.SIMPLE:
        return simple_words(reference)
    # Loaded by who needs it: a report in our simple style does without.
    from reportgen.resolve.references.gb import gb_words  # noqa: PLC0415 - for GB/T 7714

    return gb_words(reference, style, pages=pages, letter=letter)


def source_name(reference: Reference) -> str:
    """Return how a source line names ``reference``: who published or wrote it, else its title."""
    names = [f"{name.family} {name.given}".strip() for name in reference.names.get("author", ())]
    field = reference.fields.get
    title = field("title", "")
    return field("publisher", "") or "、".join(names[:1]) or (f"《{title}》" if title else "")
