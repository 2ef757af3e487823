"""Addresses: the mailbox behind a name, in the form servers take and in the form we compare."""

from email.headerregistry import Address
from email.utils import parseaddr


def mailbox(text: str) -> str:
    """Return the address of ``name <address>``, its domain in ASCII (IDNA, RFC 5891)."""
    local, _, domain = parseaddr(text)[1].rpartition("@")
    return f"{local}@{domain.encode('idna').decode('ascii')}"


def same_mailbox(text: str) -> str:
    """Return what two spellings of one mailbox have in common."""
    return mailbox(text).casefold()


def header(text: str) -> Address:
    """Return ``name <address>`` as a header takes it, whatever marks the name holds."""
    return Address(parseaddr(text)[0], addr_spec=mailbox(text))


def in_ascii(place: str) -> str:
    """Return a domain, or a mailbox, as servers take it; what cannot be one stays as it is."""
    local, sign, domain = place.rpartition("@")
    try:
        return f"{local}{sign}{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return place
