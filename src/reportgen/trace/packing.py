"""A manifest as the bytes of ``run.json``, and back."""

import msgspec

from reportgen.model.manifest import MANIFEST_VERSION, Manifest


class ManifestFaultError(ValueError):
    """These bytes are no manifest, or a later program wrote them."""


def pack(manifest: Manifest) -> bytes:
    """Return ``manifest`` as JSON that a person can read; equal manifests give equal bytes."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def unpack(data: bytes) -> Manifest:
    """Return the manifest that ``data`` holds; raise ManifestFaultError if it holds none."""
    try:
        made = msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, ValueError) as fault:
        raise ManifestFaultError(str(fault)) from None
    if made.version > MANIFEST_VERSION:
        raise ManifestFaultError(f"version {made.version} > {MANIFEST_VERSION}")
    return made
