"""Where a ledger lies: on a disk of this machine, or on one of the network."""

from pathlib import Path, PurePath

_NETWORK = frozenset(
    {
        "9p",
        "afs",
        "ceph",
        "cifs",
        "fuse.glusterfs",
        "fuse.sshfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
    }
)
_MOUNTS = Path("/proc/self/mountinfo")


def is_on_network(path: Path) -> bool:
    """Tell whether ``path`` is on a disk of the network, as far as the system says.

    Processes of two machines do not share the memory that a write-ahead log needs.
    """
    whole = path.absolute()
    if str(whole).startswith("\\\\"):  # a share of Windows
        return True
    try:
        text = _MOUNTS.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return kind_of(whole, text) in _NETWORK


def kind_of(path: PurePath, mounts: str) -> str:
    """Return the kind of file system that ``path`` is on, by ``mounts`` as Linux lists them."""
    found, longest = "", -1
    for line in mounts.splitlines():
        fields, dash, rest = line.partition(" - ")
        parts = fields.split(" ")
        if not dash or len(parts) < 5:  # noqa: PLR2004 - the fifth field is the place
            continue
        place = parts[4].replace("\\040", " ").replace("\\134", "\\")
        if len(place) >= longest and path.is_relative_to(place):
            found, longest = rest.partition(" ")[0], len(place)
    return found
