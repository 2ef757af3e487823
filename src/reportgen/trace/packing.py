"""A manifest as the bytes of ``run.json``, and back."""

import msgspec

from reportgen.model.manifest import MANIFEST_VERSION, Manifest


class ManifestFaultError(ValueError):
    """These bytes are no manifest, or a later program wrote them."""


_MOST_READ = 2_000


def pack(manifest: Manifest) -> bytes:
    """Return ``manifest`` as JSON; equal manifests give equal bytes.

    A person can read it, but for one of thousands of numbers, which only programs do.
    """
    data = msgspec.json.encode(manifest)
    if len(manifest.numbers) > _MOST_READ:
        return data
    return msgspec.json.format(data, indent=1) + b"\n"


def unpack(data: bytes) -> Manifest:
    """Return the manifest that ``data`` holds; raise ManifestFaultError if it holds none."""
    try:
        made = msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, ValueError) as fault:
        raise ManifestFaultError(str(fault)) from None
    if made.version > MANIFEST_VERSION:
        raise ManifestFaultError(f"version {made.version} > {MANIFEST_VERSION}")
    return made
