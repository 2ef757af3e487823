"""``extends: default``: a kit says only what it wants otherwise than one of ours."""

from functools import cache
from pathlib import Path

from msgspec.structs import replace

from reportgen.diag import Code, Sink, Source, Span, nearest
from reportgen.read.brand_keys import BRAND
from reportgen.read.check import check
from reportgen.read.excerpt import Excerpt
from reportgen.read.files import Folder
from reportgen.read.shapes import Fields
from reportgen.read.yaml_tree import Mapping, Node, Scalar, load_tree

FILE = "brand.yaml"


def templates_folder() -> Path:
    """Return the folder of the kits: packaged, or beside ``src`` in a checkout."""
    package = Path(__file__).parents[1]
    packaged = package / "_assets"
    return (packaged if packaged.is_dir() else package.parents[1]) / "templates"


def whole_kit(typed: Node, seen: list[tuple[str, str]], sink: Sink) -> Mapping | None:
    """Return the kit ``typed`` with what it takes over; files that were read go to ``seen``."""
    asked = _asked(typed)
    if asked is None:
        node = check(typed, BRAND, FILE, sink)
        return node if isinstance(node, Mapping) else None
    own = check(typed, _loose(BRAND), FILE, sink)
    parent = _parent(asked, seen, sink)
    if parent is None or not isinstance(own, Mapping):
        return None
    node = check(_merged(own, parent), BRAND, FILE, sink)
    return node if isinstance(node, Mapping) else None


def _asked(typed: Node) -> Scalar | None:
    if not isinstance(typed, Mapping):
        return None
    return typed.scalar("extends") or typed.scalar("继承")


def _parent(asked: Scalar, seen: list[tuple[str, str]], sink: Sink) -> Mapping | None:
    ours = templates_folder()
    kits = sorted(path.parent.name for path in ours.glob(f"*/{FILE}"))
    if asked.text not in kits:
        close, known = nearest(asked.text, kits) or "—", "、".join(kits)
        key = "extends / 继承"
        sink.add(
            Code.UNKNOWN_VALUE, asked.span, value=asked.text, key=key, known=known, nearest=close
        )
        return None
    kit = Folder(ours / asked.text, f"templates/{asked.text}", seen)
    source = kit.text(FILE, Span(Source(kit.shown(FILE), ""), 1, 1), sink)
    typed = load_tree(Excerpt.whole(source), sink) if source else None
    return whole_kit(typed, seen, sink) if typed is not None else None


@cache
def _loose(shape: Fields) -> Fields:
    """Return ``shape`` with no key required, all the way down."""
    keys = []
    for key in shape.keys:
        inner = _loose(key.shape) if isinstance(key.shape, Fields) else key.shape
        keys.append(replace(key, shape=inner, required=False))
    return replace(shape, keys=tuple(keys))


def _merged(own: Mapping, parent: Mapping) -> Mapping:
    """Return ``parent`` with what ``own`` says; lists are taken whole."""
    entries = dict(parent.entries)
    for name, entry in own.entries.items():
        inherited = parent.get(name)
        if isinstance(entry.value, Mapping) and isinstance(inherited, Mapping):
            entries[name] = replace(entry, value=_merged(entry.value, inherited))
        else:
            entries[name] = entry
    return Mapping(entries, own.span)
