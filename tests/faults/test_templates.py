"""Word templates changed at random: a finding or a file, never a crash."""

import copy
import io
import random
import zipfile

import pytest
from lxml import etree
from tests.unit.write_docx.sample import make_brand, make_document, make_layout, no_chart, picture
from tests.word_templates import bank, house

from reportgen.diag import Sink
from reportgen.model.template import TemplateFile
from reportgen.write_docx import write_docx
from reportgen.write_docx.template import check_agreement, dressed, open_template

VALUES = ("", "-1", "0", "x", "99999999999999", "²", "1e9", "true", "{{正文}}", "a", "1")


def damaged(seed):
    """Return a template of which a few elements and attributes are gone, doubled or senseless."""
    chance = random.Random(seed)  # noqa: S311 - a seed that repeats a fault
    with zipfile.ZipFile(io.BytesIO(chance.choice([bank, house])())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for _ in range(chance.randint(1, 6)):
        name = chance.choice([each for each in parts if each.endswith((".xml", ".rels"))])
        root = etree.fromstring(parts[name])
        element = chance.choice(list(root.iter()))
        change(element, chance)
        parts[name] = etree.tostring(root)
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as package:
        for name, body in parts.items():
            package.writestr(name, body)
    return sheet.getvalue()


def change(element, chance):
    parent, kind = element.getparent(), chance.random()
    if kind < 0.4 and element.attrib:
        element.set(chance.choice(list(element.attrib)), chance.choice(VALUES))
    elif kind < 0.6 and element.attrib:
        del element.attrib[chance.choice(list(element.attrib))]
    elif kind < 0.85 and parent is not None:
        parent.remove(element)
    elif parent is not None:
        element.addnext(copy.deepcopy(element))


@pytest.mark.parametrize("seed", range(60))
def test_a_template_changed_at_random_is_a_finding_or_a_file(seed):
    sink = Sink()
    template = open_template(TemplateFile("公司.docx", damaged(seed)), sink)
    if template is None:
        assert sink.errors
        return
    document = check_agreement(template, make_document(), sink)
    brand = dressed(make_brand(), template)
    made = write_docx(document, make_layout(document), brand, picture, no_chart, template)
    assert zipfile.is_zipfile(io.BytesIO(made))
