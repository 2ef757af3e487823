"""From finished files to a receipt: the letter, the message, the mail server."""

from reportgen.deliver.address import mailbox, same_mailbox
from reportgen.deliver.bounces import Bounce, bounces_in
from reportgen.deliver.config import Server, is_listed, read_servers
from reportgen.deliver.letter import PackedLetter, pack, unpack
from reportgen.deliver.login import ServerFaultError
from reportgen.deliver.message import Attachment, Mail, compose, message_id
from reportgen.deliver.outbox import Clock, Envelope, Post, Rows, deliver, is_paused, stamp
from reportgen.deliver.smtp import LostError, RefusedError, Session

__all__ = [
    "Attachment",
    "Bounce",
    "Clock",
    "Envelope",
    "LostError",
    "Mail",
    "PackedLetter",
    "Post",
    "RefusedError",
    "Rows",
    "Server",
    "ServerFaultError",
    "Session",
    "bounces_in",
    "compose",
    "deliver",
    "is_listed",
    "is_paused",
    "mailbox",
    "message_id",
    "pack",
    "read_servers",
    "same_mailbox",
    "stamp",
    "unpack",
]
