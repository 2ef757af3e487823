"""Message: the bytes that go to one recipient; the same mail gives the same bytes."""

import datetime as dt
import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from email.header import Header
from email.message import EmailMessage, Message, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime
from functools import lru_cache
from typing import cast

from msgspec import Struct

from reportgen.deliver.address import header, mailbox

_TYPES = {
    "pdf": ("application", "pdf"),
    "docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
_LINE = 76


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
    for number, each in enumerate(mail.attachments):
        maintype, subtype = _TYPES[each.kind]
        name = f"{each.name}.{each.kind}"
        content = _stand_in(number, "data").encode()
        message.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
    for number, part in enumerate(message.iter_attachments()):
        part.set_param("name", _stand_in(number, "name"))
    _fix_boundaries(message, mail.message_id)
    return b"".join(_filled_in(message.as_bytes(), mail.attachments))


def _filled_in(data: bytes, attachments: Sequence[Attachment]) -> Iterator[bytes]:
    """Yield ``data`` with each file, and its name in the old way, in the place of its stand-ins.

    The name in ``filename*`` (RFC 2231) is the right one; older programs look for ``name``
    (RFC 2047), which the library would write in the new way again. It also encodes a file anew
    for each recipient, which takes longer than to send it.
    """
    for number, each in enumerate(attachments):
        words = Header(f"{each.name}.{each.kind}", "utf-8", maxlinelen=60).encode(linesep="\r\n")
        before, _, data = data.partition(_stand_in(number, "name").encode())
        yield before
        yield words.encode("ascii")
        before, _, data = data.partition(b64encode(_stand_in(number, "data").encode()))
        yield before
        yield _in_base64(each.data)
    yield data


@lru_cache(maxsize=4)
def _in_base64(data: bytes) -> bytes:
    """Return ``data`` in lines of 76 characters (RFC 2045, 6.8), the last without its end."""
    whole = b64encode(data)
    lines = (whole[at : at + _LINE] for at in range(0, len(whole), _LINE))
    return b"\r\n".join(lines)


def _stand_in(number: int, what: str) -> str:
    return f"reportgen-{what}-{number}"


def _way_out(series: str) -> str:
    return series if series.startswith("https://") else f"mailto:{mailbox(series)}"


def _fix_boundaries(message: Message, seed: str) -> None:
    """Give each multipart a boundary that follows from ``seed``; the library's are random."""
    parts: Iterable[Message] = message.walk()
    for number, part in enumerate(parts):
        if part.is_multipart():
            digest = hashlib.sha256(f"{seed}{number}".encode()).hexdigest()[:32]
            part.set_boundary(f"=_{digest}")
