"""Message: the bytes that go to one recipient; the same mail gives the same bytes."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from email.header import Header
from email.message import EmailMessage, Message, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime
from typing import cast

from msgspec import Struct

from reportgen.deliver.address import header, mailbox

_TYPES = {
    "pdf": ("application", "pdf"),
    "docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
_STAND_IN = "reportgen-name"


class Attachment(Struct, frozen=True):
    """A file to attach: its kind (the name's ending), its bytes, its name without the ending."""

    kind: str
    data: bytes
    name: str


class Mail(Struct, frozen=True):
    """A message as it is to be written: who sees whom, its words, its files."""

    sender: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...]
    message_id: str
    date: dt.datetime
    copies: tuple[str, ...] = ()
    series: str = ""
    """Where a reader asks to get no more of it: a mailbox or an address."""
    pictures: tuple[tuple[str, bytes], ...] = ()
    """The charts inside the HTML as PNG, by their Content-IDs."""


def message_id(sender: str, *parts: str) -> str:
    """Return a Message-ID (RFC 5322, 3.6.4) that follows from ``parts``: the same every time."""
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:40]
    domain = mailbox(sender).rpartition("@")[2]
    return f"<{digest}@{domain}>"


def compose(mail: Mail) -> bytes:
    """Return ``mail`` as it goes out: text, HTML and the files, with CRLF line ends."""
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    message["From"] = header(mail.sender)
    message["To"] = tuple(map(header, mail.recipients))
    if mail.copies:
        message["Cc"] = tuple(map(header, mail.copies))
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.date)
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"
    if mail.series:
        message["List-Unsubscribe"] = f"<{_way_out(mail.series)}>"
    message.set_content(mail.text)
    page = f'<!DOCTYPE html><html lang="zh-CN"><body>{mail.html}</body></html>'
    message.add_alternative(page, subtype="html")
    body = message.get_body(("html",))
    for cid, data in mail.pictures if body is not None else ():
        cast("MIMEPart", body).add_related(
            data, "image", "png", cid=f"<{cid}>", disposition="inline"
        )
    for each in mail.attachments:
        maintype, subtype = _TYPES[each.kind]
        name = f"{each.name}.{each.kind}"
        message.add_attachment(each.data, maintype=maintype, subtype=subtype, filename=name)
    _fix_boundaries(message, mail.message_id)
    return _named_twice(message, mail.attachments)


def _named_twice(message: EmailMessage, attachments: Sequence[Attachment]) -> bytes:
    """Return ``message`` with its files' names in the old way as well (RFC 2047, in ``name``).

    The name in ``filename*`` (RFC 2231) is the right one; older programs look for the other.
    """
    parts = list(message.iter_attachments())
    for number, part in enumerate(parts):
        part.set_param("name", f"{_STAND_IN}-{number}")
    data = message.as_bytes()
    for number, each in enumerate(attachments):
        words = Header(f"{each.name}.{each.kind}", "utf-8", maxlinelen=60).encode(linesep="\r\n")
        # The library would write the name of a parameter in the new way again.
        data = data.replace(f"{_STAND_IN}-{number}".encode(), words.encode("ascii"), 1)
    return data


def _way_out(series: str) -> str:
    return series if series.startswith("https://") else f"mailto:{mailbox(series)}"


def _fix_boundaries(message: Message, seed: str) -> None:
    """Give each multipart a boundary that follows from ``seed``; the library's are random."""
    parts: Iterable[Message] = message.walk()
    for number, part in enumerate(parts):
        if part.is_multipart():
            digest = hashlib.sha256(f"{seed}{number}".encode()).hexdigest()[:32]
            part.set_boundary(f"=_{digest}")
