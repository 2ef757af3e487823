"""The implicit label: its ProduceID follows from the report and from what is printed."""

import hashlib
import uuid

from msgspec.msgpack import encode
from msgspec.structs import replace

from reportgen.diag import Source, Span
from reportgen.model.document import Document
from reportgen.model.label import ImplicitLabel
from reportgen.model.report import AigcMode, AigcSpec

_NAMESPACE = uuid.UUID("6b9c1a54-6d0e-5f0a-9d53-0c5a8e3f7b21")
_BELONGS = "1"
_NOWHERE = Span(Source("", ""), 1, 1)


def implicit_label(aigc: AigcSpec, document: Document) -> ImplicitLabel | None:
    """Return the label of ``document``, or nothing when no machine wrote in it."""
    if aigc.mode is AigcMode.NONE:
        return None
    identity = uuid.uuid5(_NAMESPACE, f"{document.id}\n{digest_of(document)}")
    return ImplicitLabel(_BELONGS, aigc.provider, str(identity))


def digest_of(document: Document) -> str:
    """Return the SHA-256 of all that ``document`` holds; places in sources do not count.

    Its nouns are tagged with their types, so that no other document has the same bytes.
    """
    numbers = tuple(
        replace(number, origin=replace(number.origin, span=_NOWHERE)) for number in document.numbers
    )
    return hashlib.sha256(encode(replace(document, numbers=numbers))).hexdigest()
