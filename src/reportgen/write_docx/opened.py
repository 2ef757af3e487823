"""A made Word file opened with python-docx, for programs that change it themselves."""

import io
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from docx.document import Document

    WordDocument: TypeAlias = Document


def opened_docx(data: bytes) -> "WordDocument":
    """Return the file ``data`` as a python-docx Document."""
    from docx import Document  # noqa: PLC0415 - a build writes its parts without it

    return Document(io.BytesIO(data))
