"""Fields with their results written in: right at once in every reader, new on F9 in Word."""

from reportgen.write_docx.markup import escape, run, text


def field(instruction: str, result: str, look: str = "") -> str:
    """Return a complex field whose cached result is ``result`` in the look ``look``."""
    return begin(instruction, look) + run(text(result), look) + end(look)


def begin(instruction: str, look: str = "") -> str:
    """Return the head of a field, up to its result."""
    code = f'<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText>'
    return (
        run('<w:fldChar w:fldCharType="begin"/>', look)
        + run(code, look)
        + run('<w:fldChar w:fldCharType="separate"/>', look)
    )


def end(look: str = "") -> str:
    """Return the end of a field."""
    return run('<w:fldChar w:fldCharType="end"/>', look)
