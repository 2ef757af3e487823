"""How a report cites: its references, their style, and where they are printed."""

from collections.abc import Mapping

from msgspec import Struct

from reportgen.diag import Code, Sink
from reportgen.model.report import CitationMode, NoteNumbering, Reference, ReferenceStyle
from reportgen.read import yaml_tree as tree
from reportgen.read.files import Folder
from reportgen.read.references import read_references, read_style


class Citing(Struct, frozen=True):
    """References by key, and all that is asked of their notes and their list."""

    references: Mapping[str, Reference]
    mode: CitationMode
    style: ReferenceStyle
    numbering: NoteNumbering

    @property
    def has_list(self) -> bool:
        """Whether a list of sources stands at the end."""
        is_listed = self.mode is not CitationMode.FOOTNOTE or self.style.is_by_author
        return bool(self.references) and is_listed


def read_citing(node: tree.Mapping, folder: Folder, sink: Sink) -> Citing:
    """Return how the report of ``node`` cites; author and year leave nothing for notes."""
    notes = node.mapping("notes") or tree.Mapping({}, node.span)
    mode = CitationMode(notes.word("citations", CitationMode.LIST))
    style = read_style(node.get("references"), mode, sink)
    asked = notes.entries.get("citations")
    if style.is_by_author and asked is not None and mode is not CitationMode.LIST:
        sink.add(Code.NOTES_BY_AUTHOR, asked.value.span, asked=mode.value)
    return Citing(
        read_references(node.get("references"), folder, sink),
        mode,
        style,
        NoteNumbering(notes.word("numbering", NoteNumbering.PAGE)),
    )
