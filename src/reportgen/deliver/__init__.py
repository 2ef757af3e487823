"""From finished files to a receipt: the letter, the message, the mail server."""

from reportgen.deliver.address import same_mailbox
from reportgen.deliver.config import Server, read_servers
from reportgen.deliver.letter import PackedLetter, pack, unpack
from reportgen.deliver.message import Attachment, compose, message_id
from reportgen.deliver.outbox import deliver
from reportgen.deliver.smtp import ServerFaultError, Session

__all__ = [
    "Attachment",
    "PackedLetter",
    "Server",
    "ServerFaultError",
    "Session",
    "compose",
    "deliver",
    "message_id",
    "pack",
    "read_servers",
    "same_mailbox",
    "unpack",
]
