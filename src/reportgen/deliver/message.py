"""Message: the bytes that go to one recipient; the same letter gives the same bytes."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from email.message import EmailMessage, Message
from email.policy import SMTP
from email.utils import format_datetime

from msgspec import Struct

from reportgen.deliver.address import header, mailbox
from reportgen.deliver.letter import PackedLetter

_TYPES = {
    "pdf": ("application", "pdf"),
    "docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


class Attachment(Struct, frozen=True):
    """A file to attach: its kind (the name's ending) and its bytes."""

    kind: str
    data: bytes


def message_id(sender: str, *parts: str) -> str:
    """Return a Message-ID (RFC 5322, 3.6.4) that follows from ``parts``: the same every time."""
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:40]
    domain = mailbox(sender).rpartition("@")[2]
    return f"<{digest}@{domain}>"


def compose(
    letter: PackedLetter,
    recipient: str,
    attachments: Sequence[Attachment],
    identifier: str,
    date: dt.datetime,
) -> bytes:
    """Return the message to ``recipient``: text, HTML and the files, with CRLF line ends."""
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    message["From"] = header(letter.sender)
    message["To"] = header(recipient)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(date)
    message["Message-ID"] = identifier
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    page = f'<!DOCTYPE html><html lang="zh-CN"><body>{letter.html}</body></html>'
    message.add_alternative(page, subtype="html")
    for each in attachments:
        maintype, subtype = _TYPES[each.kind]
        name = f"{letter.attachment}.{each.kind}"
        message.add_attachment(each.data, maintype=maintype, subtype=subtype, filename=name)
    _fix_boundaries(message, identifier)
    return message.as_bytes()


def _fix_boundaries(message: Message, seed: str) -> None:
    """Give each multipart a boundary that follows from ``seed``; the library's are random."""
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            digest = hashlib.sha256(f"{seed}{number}".encode()).hexdigest()[:32]
            part.set_boundary(f"=_{digest}")
