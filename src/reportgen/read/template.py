"""The company's own Word file: which one is asked for, and its bytes."""

import hashlib

from msgspec.structs import replace

from reportgen.diag import Sink
from reportgen.model.brand import Brand
from reportgen.model.template import TemplateFile
from reportgen.read.files import MAX_TEMPLATE, Folder
from reportgen.read.yaml_tree import Mapping


def asked_template(node: Mapping | None) -> TemplateFile | None:
    """Return the template that ``docx`` of a report or a kit names; it is not read yet."""
    word = node.scalar("template") if node is not None else None
    if node is None or word is None:
        return None
    return TemplateFile(word.text, b"", word.span, is_for_all=node.word("for_all") == "yes")


def loaded_template(asked: TemplateFile | None, folder: Folder, sink: Sink) -> TemplateFile | None:
    """Return ``asked`` with its bytes, which lie in ``folder``."""
    if asked is None:
        return None
    data = folder.data(asked.name, asked.span, sink, MAX_TEMPLATE)
    if data is None:
        return None
    return TemplateFile(asked.name, data, asked.span, is_for_all=asked.is_for_all)


def with_template(brand: Brand, template: TemplateFile | None) -> Brand:
    """Return ``brand`` with ``template``; a report's own goes before that of its kit."""
    if template is None:
        return brand
    seen = hashlib.sha256(template.data).hexdigest()
    digest = hashlib.sha256(f"{brand.digest}{seen}{template.is_for_all}".encode()).hexdigest()
    return replace(brand, template=template, digest=digest)
