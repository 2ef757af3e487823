"""A report that another program writes: its keys as JSON, its files made at once."""

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from reportgen.automate.making import Order
from reportgen.automate.rebuild import Rebuilt, build_once
from reportgen.diag import Code, Sink, Source, SourceError, Span
from reportgen.model.world import World

_NAME = "<stdin>"


def build_piped(text: str, order: Order, world: World, now: dt.datetime) -> Rebuilt:
    """Build the report whose keys are the JSON ``text``; its files lie where we are.

    Nothing of it is remembered: the program that writes it knows what it asked for.
    """
    return build_once(_keys(text), order, replace(world, folder=Path()), now)


def _keys(text: str) -> Mapping[str, object]:
    """Return what ``text`` says; raise SourceError at the first character that is no JSON."""
    sink, source = Sink(), Source(_NAME, text)
    once = _Once(sink, source)
    try:
        keys = json.loads(text, object_pairs_hook=once.mapping, parse_float=Decimal)
    except (json.JSONDecodeError, RecursionError) as fault:
        line, column = getattr(fault, "lineno", 1), getattr(fault, "colno", 1)
        sink.add(Code.YAML_SYNTAX, Span(source, line, column), reason=f"JSON: {fault}")
        keys = {}
    if not sink.errors and not isinstance(keys, Mapping):
        place, kind = Span(source, 1, 1), type(keys).__name__
        sink.add(Code.WRONG_TYPE, place, key="JSON", expected="{…}", found=kind)
    if sink.errors or not isinstance(keys, Mapping):
        raise SourceError(sink.found)
    return keys


class _Once:
    """Finds a key that an object has twice, of which JSON would keep the last."""

    def __init__(self, sink: Sink, source: Source) -> None:
        self._sink = sink
        self._source = source

    def mapping(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        """Return ``pairs`` as a dict."""
        found: dict[str, object] = {}
        for key, value in pairs:
            if key in found:
                self._sink.add(
                    Code.DUPLICATE_KEY, Span(self._source, 1, 1), key=key, first=self._source.path
                )
            found[key] = value
        return found
