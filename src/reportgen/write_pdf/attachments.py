"""Attachments: files inside the file, tied to the whole document (ISO 32000-1, 7.11; 19005-3)."""

import datetime as dt
import hashlib
from collections.abc import Sequence

from msgspec import Struct

from reportgen.model.document import Attachment
from reportgen.write_pdf.file import File
from reportgen.write_pdf.syntax import date_string, is_plain, reference, text_string
from reportgen.write_pdf.trees import search_tree


class Attached(Struct, frozen=True):
    """The tree of names, and the references to the file specifications in its order."""

    names: int
    files: str


def attach(file: File, attachments: Sequence[Attachment], date: dt.date) -> Attached | None:
    """Write ``attachments``; return nothing when there are none."""
    if not attachments:
        return None
    # A tree is sorted by the bytes of its keys: plain ones come before those in UTF-16.
    named = sorted(attachments, key=lambda each: (not is_plain(each.name), _utf16(each.name)))
    entries = [
        (text_string(each.name), reference(_specification(file, each, date))) for each in named
    ]
    return Attached(search_tree(file, "Names", entries), " ".join(to for _, to in entries))


def _specification(file: File, each: Attachment, date: dt.date) -> int:
    day = date_string(date)
    digest = hashlib.md5(each.data, usedforsecurity=False).hexdigest()  # as 7.11.4 wants it
    size = f"/Size {len(each.data)}/CheckSum<{digest}>/ModDate{day}/CreationDate{day}"
    kind = each.media_type.replace("/", "#2F")
    body = reference(file.stream(f"/Type/EmbeddedFile/Subtype/{kind}/Params<<{size}>>", each.data))
    name = text_string(each.name)
    return file.add(
        f"<</Type/Filespec/F{name}/UF{name}/Desc{text_string(each.description)}"
        f"/AFRelationship/{each.relation}/EF<</F {body}/UF {body}>>>>"
    )


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-be")
