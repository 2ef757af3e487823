"""The implicit label: its ProduceID follows from the report and from what is printed."""

import dataclasses
import hashlib
import uuid
from decimal import Decimal
from enum import Enum

from reportgen.diag import Span
from reportgen.model.document import Document
from reportgen.model.label import ImplicitLabel
from reportgen.model.report import AigcMode, AigcSpec

_NAMESPACE = uuid.UUID("6b9c1a54-6d0e-5f0a-9d53-0c5a8e3f7b21")


def implicit_label(aigc: AigcSpec, document: Document) -> ImplicitLabel | None:
    """Return the label of ``document``, or nothing when no machine wrote in it."""
    if aigc.mode is AigcMode.NONE:
        return None
    identity = uuid.uuid5(_NAMESPACE, f"{document.id}\n{digest_of(document)}")
    return ImplicitLabel("1", aigc.provider, str(identity))


def digest_of(document: Document) -> str:
    """Return the SHA-256 of all that ``document`` prints; places in sources do not count."""
    digest = hashlib.sha256()
    _feed(document, digest)
    return digest.hexdigest()


def _feed(value: object, digest: "hashlib._Hash") -> None:
    if isinstance(value, Span):
        return
    if dataclasses.is_dataclass(value):
        digest.update(f"({type(value).__name__}".encode())
        for each in dataclasses.fields(value):
            _feed(getattr(value, each.name), digest)
        digest.update(b")")
    elif isinstance(value, tuple):
        digest.update(b"[")
        for each in value:
            _feed(each, digest)
        digest.update(b"]")
    elif isinstance(value, bytes):
        digest.update(b"b" + hashlib.sha256(value).digest())
    else:
        words = value.value if isinstance(value, Enum) else value
        text = format(words, "f") if isinstance(words, Decimal) else str(words)
        digest.update(f"{len(text)}:{text}".encode())
