"""Formulas inside a line: Word's own equation, else a picture let down below the line."""

from reportgen.model import document as doc
from reportgen.write_docx.equations import equation
from reportgen.write_docx.pictures import drawing_run
from reportgen.write_docx.story import Story

MATH_FACE = '<w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/>'


def inline_formula(piece: doc.InlineFormula, story: Story) -> str:
    """Return a formula in the size and colour of the paragraph it stands in."""
    known = equation(piece.tex, MATH_FACE)
    if known:
        return known
    content = piece.content
    size = content.width, content.height
    return drawing_run(content, size, content.alt, story, depth=piece.depth)
