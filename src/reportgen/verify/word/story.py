"""A text of the file - body, head, foot, notes, comments - read once, by all watchers together."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias, TypeVar

from reportgen.diag import Code
from reportgen.verify.word.order import Turns
from reportgen.word.markup import NAMES, Attributes, stream

Start: TypeAlias = Callable[[Attributes], None]
End: TypeAlias = Callable[[], None]
Words: TypeAlias = Callable[[str], None]
Act = TypeVar("Act")

_FOR_OLD_READERS = "mc:Fallback"


class Story:
    """What one text holds: lists of values by name, and the faults that show in it alone."""

    def __init__(self) -> None:
        self.held: defaultdict[str, list[str]] = defaultdict(list)
        self.faults: list[tuple[Code, str]] = []
        self.path: list[str] = []
        """The names of the elements that are open."""

    def add(self, code: Code, fault: str) -> None:
        """Keep a fault of this text."""
        self.faults.append((code, fault))


class Watcher:
    """Looks at some elements as they pass by and writes into the story what it learns."""

    def __init__(self, story: Story) -> None:
        self._story = story

    def starts(self) -> Mapping[str, Start]:
        """Return what to call at the start of which elements."""
        return {}

    def ends(self) -> Mapping[str, End]:
        """Return what to call at their ends, when they have been left."""
        return {}

    def words(self) -> Mapping[str, Words]:
        """Return what to call with the text right inside them."""
        return {}

    def finish(self) -> None:
        """Say what was still open at the end of the text."""


def read_story(body: bytes, watchers: Iterable[Callable[[Story], Watcher]]) -> Story:
    """Return what the text in ``body`` holds."""
    story = Story()
    made = [watcher(story) for watcher in watchers]
    _read(body, story, made)
    for watcher in made:
        watcher.finish()
    return story


def _read(body: bytes, story: Story, watchers: list[Watcher]) -> None:
    """Pass what is read to those who asked for it; what only old readers see is passed over.

    Texts are long: all that happens for every element is in these functions, in local names.
    """
    path, names, turns = story.path, NAMES, Turns(story.path, story.add)
    starts = _together(watcher.starts() for watcher in watchers)
    ends = _together(watcher.ends() for watcher in watchers)
    texts = _together(watcher.words() for watcher in watchers)
    see, push, pop = turns.see, path.append, path.pop
    passed_over = 0

    def start(full: str, attributes: Attributes) -> None:
        nonlocal passed_over
        name = names[full]
        if name == _FOR_OLD_READERS:
            passed_over += 1
        if not passed_over:
            see(name)
            push(name)
            if name in starts:
                for act in starts[name]:
                    act(attributes)
        else:
            push(name)

    def end(_: str) -> None:
        nonlocal passed_over
        name = pop()
        if passed_over:
            passed_over -= name == _FOR_OLD_READERS
        elif name in ends:
            for act in ends[name]:
                act()

    def words(text: str) -> None:
        if path[-1] in texts and not passed_over:
            for act in texts[path[-1]]:
                act(text)

    stream(body, start, end, words)


def _together(tables: Iterable[Mapping[str, Act]]) -> dict[str, list[Act]]:
    made: dict[str, list[Act]] = {}
    for table in tables:
        for name, act in table.items():
            made.setdefault(name, []).append(act)
    return made
