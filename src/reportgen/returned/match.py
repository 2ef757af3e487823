"""Match: which text of a returned file is which of the one that was sent out."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeAlias

from reportgen.compare import Item, paired
from reportgen.returned.view import Seen

Match: TypeAlias = tuple[Seen | None, Seen | None]
"""A text as it was and as it is now; nothing where it has no counterpart."""


def matched(old: Sequence[Seen], new: Sequence[Seen]) -> list[Match]:
    """Return the matches: in the order of the text first, then those that were moved."""
    ordered = paired([_item(each) for each in old], [_item(each) for each in new])
    found: list[Match] = []
    gone: list[Seen] = []
    came: list[Seen] = []
    for before, after in ordered:
        if before is not None and after is not None:
            found.append((old[before], new[after]))
        elif before is not None:
            gone.append(old[before])
        elif after is not None:
            came.append(new[after])
    return found + _moved(gone, came)


def _moved(gone: list[Seen], came: list[Seen]) -> list[Match]:
    """Return what was moved as it was, what was moved and edited, and what has no counterpart."""
    there: defaultdict[tuple[str, str], list[Seen]] = defaultdict(list)
    for each in reversed(came):
        there[each.kind, each.text].append(each)
    found: list[Match] = []
    lost, used = [], set[int]()
    for each in gone:
        same = there.get((each.kind, each.text))
        if same:
            now = same.pop()
            used.add(now.at)
            found.append((each, now))
        else:
            lost.append(each)
    rest = [each for each in came if each.at not in used]
    if not lost or not rest:
        return found + [(each, None) for each in lost] + [(None, each) for each in rest]
    pairs = paired([_item(each) for each in lost], [_item(each) for each in rest])
    for before, after in pairs:
        found.append(
            (
                lost[before] if before is not None else None,
                rest[after] if after is not None else None,
            )
        )
    return found


def _item(text: Seen) -> Item:
    return Item(text.kind, f"{text.kind} {text.text}", text.text, text.name)
