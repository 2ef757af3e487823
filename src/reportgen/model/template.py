"""Template: a company's own Word file, as it was read."""

from dataclasses import dataclass, field

from reportgen.diag import Source, Span

_NOWHERE = Span(Source("brand.yaml", ""), 1, 1)


@dataclass(frozen=True, slots=True)
class AskedStyle:
    """A style of the template that goes by a name of its own: ``公司正文`` for ``body``."""

    role: str
    name: str
    span: Span = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """The bytes of a ``.docx`` or ``.dotx`` that our Word file is to be made in."""

    name: str
    data: bytes = field(repr=False)
    span: Span = field(default=_NOWHERE, compare=False, repr=False)
    """Where it is asked for."""
    is_for_all: bool = False
    """Whether its colours, page and sizes are those of the PDF and of charts, too."""
    styles: tuple[AskedStyle, ...] = ()
