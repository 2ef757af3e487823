"""The letter as it is kept in the store beside its files: said, and ready to send."""

import json
from html import escape

from msgspec import Struct
from msgspec.structs import asdict

from reportgen.deliver.words import html_of, text_of
from reportgen.model.letter import Letter


class PackedLetter(Struct, frozen=True):
    """All that a message says but its recipient; ``attach`` are the kinds of the files."""

    server: str
    sender: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    html: str
    attach: tuple[str, ...]
    attachment: str
    max_bytes: int


def pack(letter: Letter, fallback_name: str) -> bytes:
    """Return ``letter`` as JSON; the files are called ``fallback_name`` unless it names them."""
    text = text_of(letter.blocks) or letter.subject
    packed = PackedLetter(
        letter.server,
        letter.sender,
        letter.recipients,
        letter.subject,
        text,
        html_of(letter.blocks) or f"<p>{escape(letter.subject)}</p>",
        letter.attach,
        letter.attachment or fallback_name,
        letter.max_bytes,
    )
    return json.dumps(asdict(packed), ensure_ascii=False, sort_keys=True).encode()


def unpack(data: bytes) -> PackedLetter:
    """Return the letter that ``data`` keeps."""
    record = json.loads(data)
    record["recipients"] = tuple(record["recipients"])
    record["attach"] = tuple(record["attach"])
    return PackedLetter(**record)
