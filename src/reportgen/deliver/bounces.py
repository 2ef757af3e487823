"""Bounces: reports of the mail system that a message did not arrive (RFC 3464)."""

import mailbox
from collections.abc import Iterator, Sequence
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.parser import HeaderParser
from email.policy import default
from pathlib import Path

from msgspec import Struct

from reportgen.model.pattern import pattern

_LARGEST = 32 * 2**20
_IDENTIFIER = pattern(r"<[0-9a-f]{40}@[^\s<>@]+>")
_MBOX = b"From "
_MOST_WORDS = 300


class Bounce(Struct, frozen=True):
    """A message that came back: which, and why."""

    message_id: str
    reason: str


def bounces_in(path: Path) -> Iterator[Bounce]:
    """Yield the failures that ``path`` reports: a message, an mbox, or a folder of messages."""
    if path.is_dir():
        for each in sorted(path.rglob("*")):
            if each.is_file():
                yield from bounces_in(each)
        return
    with path.open("rb") as file:
        start = file.read(len(_MBOX))
    if start == _MBOX:
        for message in mailbox.mbox(path, create=False):
            yield from _bounces(message_from_bytes(message.as_bytes(), policy=default))
    elif path.stat().st_size <= _LARGEST:
        yield from _bounces(message_from_bytes(path.read_bytes(), policy=default))


def _bounces(message: EmailMessage) -> Iterator[Bounce]:
    parts = list(message.walk())
    statuses = [part for part in parts if part.get_content_type() == "message/delivery-status"]
    reasons = [reason for part in statuses if (reason := _failure(part))]
    if not reasons:
        return
    for identifier in dict.fromkeys(_named(message, parts)):
        yield Bounce(identifier, "; ".join(dict.fromkeys(reasons))[:_MOST_WORDS])


def _failure(part: Message) -> str:
    """Return why a recipient's mail failed for good; nothing of one that is only delayed."""
    blocks = part.get_payload()
    for block in blocks if isinstance(blocks, list) else ():
        if not isinstance(block, Message):
            continue
        if str(block.get("Action", "")).strip().casefold() == "failed":
            code = str(block.get("Diagnostic-Code", "")) or str(block.get("Status", ""))
            return " ".join(code.split()) or "failed"
    return ""


def _named(message: Message, parts: Sequence[Message]) -> Iterator[str]:
    """Yield the Message-IDs that the report says it is of."""
    for part in parts:
        if part.get_content_type() == "text/rfc822-headers":
            text = part.get_payload(decode=True)
            words = text.decode("utf-8", "replace") if isinstance(text, bytes) else ""
            yield from _IDENTIFIER.findall(HeaderParser().parsestr(words).get("Message-ID", ""))
        elif part is not message:
            yield from _IDENTIFIER.findall(str(part.get("Message-ID", "")))
    for name in ("References", "In-Reply-To"):
        yield from _IDENTIFIER.findall(str(message.get(name, "")))
