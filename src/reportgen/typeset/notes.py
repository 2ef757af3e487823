"""Notes: set when their mark is, numbered page by page, and handed to the foot of the page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from reportgen.model.brand import PageGeometry, StyleRole
from reportgen.model.document import Note, NoteKind
from reportgen.model.length import Length
from reportgen.model.page import Tag
from reportgen.typeset.fragments import FIRST_CIRCLED, linked
from reportgen.typeset.galley import galley
from reportgen.typeset.setting import Setting, Surround, flush
from reportgen.typeset.stack import anchored, baseline, blank, labelled, set_stack
from reportgen.typeset.strip import NoteCall, Story, Strip, Target, Words

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


class _SetNote(Struct, frozen=True):
    """A note in lines; its element gets its place in the tree when it goes on a page."""

    strips: tuple[Strip, ...]
    element: int


class Notes:
    """The notes of a document on their way to the foot of a page."""

    def __init__(self, notes: Sequence[Note], within: Surround, setting: Setting) -> None:
        self._notes: Mapping[str, Note] = {note.id: note for note in notes}
        self._within = within
        self._setting = setting
        self._style = replace(setting.style(StyleRole.NOTE), first_indent=0)
        self._hang = self._widest(notes)
        self._set: dict[str, _SetNote] = {}
        self._placed: set[str] = set()
        self._numbers: dict[str, str] = {}
        self._count = 0

    def turn_to(self, page: PageGeometry) -> None:
        """Set the notes to come as wide as ``page`` has room."""
        self._within = replace(self._within, width=page.measure, room=page.room)

    def start_page(self) -> None:
        """Count author's notes from ① again."""
        self._count = 0

    def number(self, note: str) -> str:
        """Return the number that ``note`` bears on the page of its mark."""
        if note not in self._numbers:
            self._count += 1
            self._numbers[note] = circled(self._count)
        return self._numbers[note]

    def called(self, calls: Iterable[NoteCall]) -> list[tuple[Strip, ...]]:
        """Return the lines of the notes that ``calls`` bring to this page, a tuple a note.

        A note that is called inside a note follows it.
        """
        return [self._made(call).strips for call in self._unfolded(calls, set())]

    def place(self, calls: Iterable[NoteCall]) -> list[Strip]:
        """Return what ``called`` does as lines, and hold these notes for placed."""
        calls = list(self._unfolded(calls, set()))
        lines = [strip for call in calls for strip in self._made(call).strips]
        self._placed.update(call.note for call in calls)
        return lines

    def open(self, lines: Iterable[Strip]) -> None:
        """Open the elements of the notes that begin among ``lines``, which go on the page now.

        A note stands in the tree where a reader meets it: behind the text of its page, not in the
        middle of the sentence that calls it.
        """
        tree = self._setting.tree
        for note in (anchor for line in lines for anchor in line.anchors):
            made = self._set.pop(note, None)
            if made is not None:
                tree.attach_note(made.element)

    def _unfolded(self, calls: Iterable[NoteCall], seen: set[str]) -> Iterator[NoteCall]:
        for call in calls:
            if call.note in seen or call.note in self._placed or call.note not in self._notes:
                continue
            seen.add(call.note)
            yield call
            for strip in self._made(call).strips:
                yield from self._unfolded(strip.calls, seen)

    def _made(self, call: NoteCall) -> _SetNote:
        made = self._set.get(call.note)
        if made is None:
            made = self._set[call.note] = self._set_note(self._notes[call.note], call.mark)
        return made

    def _set_note(self, note: Note, mark: str) -> _SetNote:
        setting = self._setting
        counted = setting.citations.counted.get(note.id, "")
        is_source = note.kind is NoteKind.CITATION
        # Sources are ragged whatever the brand says: justified, the line before an address would
        # be torn apart.
        style = flush(self._style) if is_source else self._style
        target = Target(
            (Tag.LINK,),
            anchor=mark,
            spoken="回到正文",
            numbered="" if note.label or counted else note.id,
        )
        label = linked(note.label or counted or FIRST_CIRCLED, style, target)
        element = setting.tree.open_loose(Tag.NOTE, identifier=note.id)
        story = Story(setting.tree.open(Tag.LABEL, element), label.targets)
        beside = replace(self._within.indented(self._hang), element=element)
        if note.more:
            beside = replace(beside, body=StyleRole.NOTE, is_flush=True)
            strips = list(galley(note.blocks, beside, setting))
        else:
            words = setting.wording(note.content, style)
            strips = set_stack(words, style, beside, setting, element)
        line = Words(setting.line(label, style), self._within.x, baseline(style), story)
        strips = labelled(strips or [blank(style, beside)], line)
        return _SetNote(tuple(anchored(strips, note.id)), element)

    def _widest(self, notes: Sequence[Note]) -> Length:
        counted = self._setting.citations.counted.get
        labels = dict.fromkeys(
            note.label or counted(note.id, "") or FIRST_CIRCLED for note in notes
        )
        widths = [self._setting.text(label, self._style).width for label in labels]
        return max(widths, default=0) + self._style.size // 2


def circled(number: int) -> str:
    """Return ① to ⑳, then (21)."""
    return _CIRCLED[number - 1] if number <= len(_CIRCLED) else f"({number})"
