"""Where each number of an issue comes from: its manifest, and what differs between two."""

from reportgen.trace.manifest import Ground, manifest_of
from reportgen.trace.packing import ManifestFaultError, pack, unpack

__all__ = ["Ground", "ManifestFaultError", "manifest_of", "pack", "unpack"]
