"""Patch: the author's files with replacements made, and what differs as a unified diff."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import unified_diff
from operator import attrgetter

from reportgen.diag import Source
from reportgen.returned.edits import Replacement, TextEdit


def patched(edits: Sequence[TextEdit]) -> dict[str, tuple[Source, str]]:
    """Return each changed source and its new text, by its path."""
    by_path: dict[str, list[Replacement]] = {}
    for each in edits:
        for replacement in each.replacements:
            by_path.setdefault(replacement.source.path, []).append(replacement)
    return {path: (found[0].source, _made(found)) for path, found in sorted(by_path.items())}


def _made(replacements: Iterable[Replacement]) -> str:
    """Return the text of one source with all of them made, from the last back."""
    ordered = sorted(replacements, key=attrgetter("start", "end"))
    text = ordered[0].source.text
    for each in reversed(ordered):
        text = text[: each.start] + each.text + text[each.end :]
    return text


def meets(edit: TextEdit, others: Iterable[TextEdit]) -> bool:
    """Tell whether ``edit`` changes characters that one of ``others`` changes, too."""
    taken = [each for other in others for each in other.replacements]
    return any(
        mine.source.path == other.source.path and mine.start < other.end and other.start < mine.end
        for mine in edit.replacements
        for other in taken
    )


def unified(files: dict[str, tuple[Source, str]]) -> str:
    """Return what changes in ``files`` as a patch that ``git apply`` and ``patch`` read."""
    return "".join(line for path, both in files.items() for line in _lines(path, *both))


def _lines(path: str, source: Source, text: str) -> Iterator[str]:
    old, new = (each.splitlines(keepends=True) for each in (source.text, text))
    yield from unified_diff(old, new, f"a/{path.lstrip('/')}", f"b/{path.lstrip('/')}")
