"""Claims: what ``assert`` and the ``checks`` of metrics say must hold of the data."""

from collections.abc import Iterator

from reportgen.diag import Sink
from reportgen.model.pattern import pattern
from reportgen.model.report import Claim
from reportgen.read import yaml_tree as tree
from reportgen.read.conditions import read_condition
from reportgen.read.declarations import named

_COMPARES = pattern(r"[<>=!≤≥≠＜＞＝！]")
_CHANGES = pattern(r"(同比|环比|yoy|qoq)(?![^\s<>=!≤≥≠＜＞＝！])")


def read_claims(node: tree.Mapping, metrics: tree.Mapping | None, sink: Sink) -> Iterator[Claim]:
    """Yield the claims of the report, then those of each metric, as whole conditions."""
    for text, scalar in _texts(node, "assert"):
        condition = read_condition(text, scalar.span, sink)
        if condition is not None:
            yield Claim(condition)
    for name, _, fields in named(metrics):
        for text, scalar in _texts(fields, "checks"):
            condition = read_condition(_about(name, text), scalar.span, sink)
            if condition is not None:
                yield Claim(condition, fields.word("owner"))


def _texts(node: tree.Mapping, key: str) -> Iterator[tuple[str, tree.Scalar]]:
    for item in node.listing(key):
        if isinstance(item, tree.Scalar):
            yield item.text, item


def _about(name: str, text: str) -> str:
    """Return ``> 0`` as ``营收 > 0``, and ``同比 < 50%`` as ``营收 | 同比 < 50%``."""
    text = text.strip()
    if _COMPARES.match(text):
        return f"{name} {text}"
    return f"{name} | {text}" if _CHANGES.match(text) else text
