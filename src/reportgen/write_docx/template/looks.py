"""What a brand may take over from a company's Word file: its dress, its logo, and itself."""

from collections.abc import Iterator

from msgspec import Struct

from reportgen.diag import Code, Sink
from reportgen.model.brand import Brand
from reportgen.model.template import TemplateFile
from reportgen.write_docx.template.dress import dressed
from reportgen.write_docx.template.opening import Template, open_template
from reportgen.write_docx.template.package import Package, read_package

_PICTURES = {".png": ".png", ".jpg": ".jpg", ".jpeg": ".jpg"}


class TemplateLooks(Struct, frozen=True):
    """The brand in the template's dress, its logo, and whether our words can go into it."""

    brand: Brand
    logo: bytes
    """A picture of its heads, or else of its text; empty where there is none that we print."""
    logo_suffix: str
    is_fillable: bool
    """Whether it has a place for the text, and so can be the template of our Word file."""


def looks_of(file: TemplateFile, brand: Brand, sink: Sink) -> TemplateLooks | None:
    """Return what ``brand`` may take over from ``file``; what is wrong with it is found."""
    trial = Sink()
    template = open_template(file, trial)
    is_fillable = template is not None
    if template is None:
        if any(each.code is not Code.TEMPLATE_WITHOUT_BODY for each in trial.found):
            for each in trial.found:
                sink.take(each)
            return None
        template = Template(file, read_package(file.data))
    logo, suffix = next(_pictures(template), (b"", ""))
    return TemplateLooks(dressed(brand, template), logo, suffix, is_fillable)


def _pictures(template: Template) -> Iterator[tuple[bytes, str]]:
    """Yield the pictures of the heads, then those of the text, the largest file first."""
    package = template.package
    for part in (*template.heads, package.main):
        found = [each for each in _shown(package, part) if each[1]]
        yield from sorted(found, key=lambda each: -len(each[0]))


def _shown(package: Package, part: str) -> Iterator[tuple[bytes, str]]:
    for way in package.ways.get(part, ()):
        if way.name == "image" and way.target in package.parts:
            suffix = "." + way.target.rpartition(".")[2].lower()
            yield package.parts[way.target], _PICTURES.get(suffix, "")
