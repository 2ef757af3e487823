"""The template's heads and feet: fields filled in, and the watermark behind their words."""

from collections.abc import Mapping

from reportgen.write_docx.markup import root as root_of
from reportgen.write_docx.package import WORD_TYPES
from reportgen.write_docx.story import Story
from reportgen.write_docx.template.gather import Gathered
from reportgen.write_docx.template.ground import all_sections
from reportgen.write_docx.template.placeholders import fill
from reportgen.write_docx.template.schema_order import SECTION_ORDER
from reportgen.write_docx.template.strip import first_paragraph, stripped
from reportgen.write_docx.template.trees import R, Tree, W, add, is_on, made, parse, written
from reportgen.write_docx.watermark import watermark_run

_PREFIXES = "w r v o"
_NEW = "word/header-watermark.xml"


def fill_heads(
    document: Tree,
    heads: Mapping[str, Tree],
    values: Mapping[str, str],
    story: Story,
    gathered: Gathered,
) -> None:
    """Fill in ``heads``, the parts of heads and feet by name."""
    mark = _watermark(story)
    for part, root in heads.items():
        stripped(root)
        fill(root, values)
        if mark is not None and root.tag == f"{W}hdr":
            first_paragraph(root).append(_run(mark))
        gathered.change(part, written(root))
    if mark is not None and heads:
        _add_missing(document, mark, gathered)


def _watermark(story: Story) -> str | None:
    words = story.document.watermark
    return watermark_run(words, story.brand.page, story.brand) if words else None


def _run(mark: str) -> Tree:
    return parse(root_of("hdr", mark, _PREFIXES).encode())[0]


def _add_missing(document: Tree, mark: str, gathered: Gathered) -> None:
    """Give the first section heads to bear the watermark, if it has none: the others inherit."""
    body = document.find(f"{W}body")
    sections = all_sections(body) if body is not None else []
    if not sections:
        return
    first = sections[0]
    known = {each.get(f"{W}type", "default") for each in first.findall(f"{W}headerReference")}
    wanted = ["default", "first"] if is_on(first, "titlePg") else ["default"]
    missing = [kind for kind in wanted if kind not in known]
    if missing:
        content = root_of("hdr", f"<w:p>{mark}</w:p>", _PREFIXES).encode()
        gathered.add(_NEW, WORD_TYPES["header"], content)
    for kind in missing:
        reference = made("headerReference", type=kind)
        reference.set(f"{R}id", gathered.point(gathered.main, "header", _NEW))
        add(first, reference, SECTION_ORDER)
