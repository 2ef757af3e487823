"""Letter: what a report says to its readers by mail, every number filled in."""

from dataclasses import dataclass

from reportgen.model.document import Blocks


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to several recipients, each of whom gets a message of his own."""

    server: str
    sender: str
    recipients: tuple[str, ...]
    subject: str
    blocks: Blocks
    attach: tuple[str, ...]
    attachment: str
    """The attached files' name without its ending; nothing: as in the folder."""
    max_bytes: int
