"""The letter as it is kept in the store beside its files: said, and ready to send."""

from collections.abc import Mapping
from html import escape

from msgspec import Struct, json

from reportgen.deliver.words import html_of, text_of
from reportgen.model.letter import Letter
from reportgen.model.terms import Terms


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
    copies: tuple[str, ...] = ()
    blind: tuple[str, ...] = ()
    group: str = ""
    terms: Terms = Terms()
    pictures: tuple[tuple[str, str], ...] = ()
    """What the HTML calls its charts (Content-ID), and their digests in the store."""

    @property
    def everyone(self) -> tuple[str, ...]:
        """Who gets a message of his own, as he is written."""
        return (*self.recipients, *self.copies, *self.blind)


def pack(letter: Letter, fallback_name: str, pictures: Mapping[str, str]) -> bytes:
    """Return ``letter`` as JSON; the files are called ``fallback_name`` unless it names them.

    ``pictures`` are the digests of its charts by their anchors.
    """
    cids = {anchor: f"{digest[:32]}@reportgen" for anchor, digest in pictures.items()}
    packed = PackedLetter(
        letter.server,
        letter.sender,
        letter.recipients,
        letter.subject,
        text_of(letter.blocks) or letter.subject,
        html_of(letter.blocks, cids) or f"<p>{escape(letter.subject)}</p>",
        letter.attach,
        letter.attachment or fallback_name,
        letter.max_bytes,
        letter.copies,
        letter.blind,
        letter.group,
        letter.terms,
        tuple((cids[anchor], digest) for anchor, digest in pictures.items()),
    )
    return json.encode(packed, order="sorted")


def unpack(data: bytes) -> PackedLetter:
    """Return the letter that ``data`` keeps."""
    return json.decode(data, type=PackedLetter)
