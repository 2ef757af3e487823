"""Brand kits: find one, hold it against the table, and turn it into a Brand."""

import hashlib
from functools import lru_cache
from pathlib import Path

from msgspec.structs import replace

from reportgen.diag import Code, Sink, Source, Span, nearest
from reportgen.model.art import Art, PlacedImage
from reportgen.model.brand import Brand
from reportgen.model.chart import Picture
from reportgen.model.report import ImageFile
from reportgen.read.brand_contrast import check_contrast
from reportgen.read.brand_kit import brand_of
from reportgen.read.brand_parent import FILE, templates_folder, whole_kit
from reportgen.read.excerpt import Excerpt
from reportgen.read.files import Folder
from reportgen.read.images import read_image
from reportgen.read.template import loaded_template, with_template
from reportgen.read.yaml_tree import Mapping, Scalar, load_tree

_DEFAULT = "default"


def find_brand(asked: Scalar | None, folder: Folder, sink: Sink) -> tuple[Brand | None, Path]:
    """Return the kit that ``asked`` names, and its folder: one of ours, or in the report's."""
    name = asked.text if asked else _DEFAULT
    ours = templates_folder()
    kits = sorted(path.parent.name for path in ours.glob(f"*/{FILE}"))
    if name in kits:
        kit = Folder(ours / name, f"templates/{name}", folder.seen)
        source = kit.text(FILE, Span(Source(kit.shown(FILE), ""), 1, 1), sink)
        return (read_brand(source, sink, kit) if source else None), ours / name
    span = asked.span if asked else Span(Source(FILE, ""), 1, 1)
    if folder.root is None or not _is_path(name, folder.root):
        close = nearest(name, kits) or "—"
        known = "、".join(kits)
        sink.add(Code.UNKNOWN_VALUE, span, value=name, key="brand", known=known, nearest=close)
        return None, ours
    file = name if name.endswith((".yaml", ".yml")) else f"{name.rstrip('/')}/{FILE}"
    found = folder.text(file, span, sink)
    home = (folder.root / file).parent
    kit = Folder(home, (Path(folder.called or folder.root) / file).parent.as_posix(), folder.seen)
    return (read_brand(found, sink, kit) if found else None), home


def _is_path(name: str, root: Path) -> bool:
    return "/" in name or name.endswith((".yaml", ".yml")) or (root / name).is_dir()


def read_brand(source: Source, sink: Sink, kit: Folder | None = None) -> Brand | None:
    """Return the Brand that ``source`` writes; nothing when a part of it is missing or wrong.

    Its pictures, and the kits that it extends, are read each time: a rebuild depends on them.
    """
    kit = kit or Folder(None)
    known = _sound_kit(source.path, source.text)
    if known is None:
        return _read(source, kit, sink)
    brand, parents = known
    for parent in parents:
        kit.seen.append(parent)
    silent = Sink()
    images = _images(brand, None, kit, silent)
    template = loaded_template(brand.template, kit, silent)
    if silent.found:
        return _read(source, kit, sink)
    return with_template(_with(brand, images), template)


@lru_cache(maxsize=16)
def _sound_kit(path: str, text: str) -> tuple[Brand, tuple[tuple[str, str], ...]] | None:
    """Return the Brand of ``text`` if nothing is wrong with it: a batch reads each kit once."""
    sink, kit = Sink(), Folder(None)
    made = _kit(Source(path, text), kit, sink)
    if made is None or sink.found:
        return None
    return made[0], tuple(kit.seen)


def _kit(source: Source, kit: Folder, sink: Sink) -> tuple[Brand, Mapping] | None:
    """Return the Brand without its pictures, and the tree it was read from."""
    before = len(sink.errors)
    typed = load_tree(Excerpt.whole(source), sink)
    if typed is None:
        return None
    seen: list[tuple[str, str]] = []
    node = whole_kit(typed, seen, sink)
    kit.seen.extend(seen)
    if node is None or len(sink.errors) > before:
        return None
    parents = "".join(digest for _, digest in seen)
    digest = hashlib.sha256((source.text + parents).encode()).hexdigest()
    brand = brand_of(node, digest, sink)
    if len(sink.errors) > before:
        return None
    check_contrast(brand, node, sink)
    return brand, node


def _read(source: Source, kit: Folder, sink: Sink) -> Brand | None:
    before = len(sink.errors)
    made = _kit(source, kit, sink)
    if made is None:
        return None
    brand, node = made
    images = _images(brand, node, kit, sink)
    template = loaded_template(brand.template, kit, sink)
    if len(sink.errors) > before:
        return None
    return with_template(_with(brand, images), template)


def _with(brand: Brand, images: dict[str, ImageFile | Picture]) -> Brand:
    if not images:
        return brand
    seen = "".join(
        hashlib.sha256(image.data).hexdigest() if isinstance(image, ImageFile) else image.digest
        for image in images.values()
    )
    digest = hashlib.sha256((brand.digest + seen).encode()).hexdigest()
    return replace(brand, images=images, digest=digest)


def _images(
    brand: Brand, node: Mapping | None, kit: Folder, sink: Sink
) -> dict[str, ImageFile | Picture]:
    """Return the pictures that the art of ``brand`` names, by name."""
    images: dict[str, ImageFile | Picture] = {}
    for piece in _pictures(brand):
        if piece.file not in images:
            span = _place_of(piece.file, node) or Span(Source(kit.shown(FILE), ""), 1, 1)
            image = read_image(piece.file, piece.alt or piece.file, kit, span, sink)
            if isinstance(image, Picture):
                image = replace(image, is_clear=True)
            if image is not None:
                images[piece.file] = image
    return images


def _pictures(brand: Brand) -> tuple[PlacedImage, ...]:
    back = brand.back_cover.art if brand.back_cover else Art()
    return (*brand.cover.art.images, *brand.letterhead.art.images, *back.images)


def _place_of(file: str, node: Mapping | None) -> Span | None:
    """Return where the kit names ``file``."""
    if node is None:
        return None
    parts = [node.mapping("logo")]
    for name in ("cover", "letterhead", "back_cover"):
        part = node.mapping(name)
        parts.append(part.mapping("image") if part else None)
    words = (part.scalar("file") for part in parts if part)
    return next((word.span for word in words if word and word.text == file), None)
