"""The author's notes: each printed once, in the order of the marks."""

from tests.unit.resolve.desk import facts, make, references, said

from reportgen.model import document as doc


def marks(made):
    return [p for p in made.body[0].content if isinstance(p, doc.NoteMark)]


def test_notes_are_counted_in_the_order_of_their_marks():
    made = make("甲[^乙]，乙[^甲]。\n\n[^甲]: 注甲。\n\n[^乙]: 注乙。\n")
    assert made.lines == ["甲^1，乙^2。"]
    assert [said(note.content) for note in made.document.notes] == ["注乙。", "注甲。"]
    assert [mark.anchor for mark in marks(made)] == ["notemark-1", "notemark-2"]


def test_a_note_with_two_marks_is_printed_once():
    made = make("甲[^n]，乙[^n]。\n\n[^n]: 注。\n")
    first, second = marks(made)
    assert first.note == second.note == made.document.notes[0].id
    assert first.ordinal == second.ordinal == 1
    assert first.anchor != second.anchor
    assert len(made.document.notes) == 1


def test_a_mark_without_a_note_is_found():
    made = make("甲[^统计口经]。\n\n[^统计口径]: 注。\n")
    unknown = next(d for d in made.sink if d.code == "RG209")
    assert unknown.values == {"label": "统计口经", "nearest": "统计口径"}
    assert made.lines == ["甲。"]


def test_a_note_without_a_mark_is_found():
    made = make("甲。\n\n[^n]: 注。\n")
    assert made.found == ["RG210 n"]
    assert made.document.notes == ()


def test_a_source_cited_in_a_note_is_numbered_where_the_note_is_called():
    made = make(
        "甲[@a]，乙[^n]，丙[@b]。\n\n[^n]: 见[@c]。\n", references=references("a", "b", "c")
    )
    assert [said(note.content)[:4] for note in made.document.notes] == [
        "a社 -",
        "见[2]",
        "c社 -",
        "b社 -",
    ]
    assert [note.label for note in made.document.notes] == ["[1]", "", "[2]", "[3]"]


def test_a_note_that_calls_itself_ends():
    made = make("甲[^n]。\n\n[^n]: 见[^n]。\n")
    assert [said(note.content) for note in made.document.notes] == ["见^1。"]


def test_a_number_in_a_note_stands_in_the_note():
    made = make("# 现状\n\n甲[^n]，{{ 营收 }}。\n\n[^n]: 即{{ 营收 }}。\n", facts(营收="19亿美元"))
    assert [number.place for number in made.document.numbers] == ["note-1", "sec-1"]


def test_a_note_of_several_paragraphs_keeps_them_and_its_lists():
    made = make("甲[^a]。\n\n[^a]: 第一段。\n\n    第二段。\n\n    - 一项\n    - 两项\n")
    (note,) = made.document.notes
    assert said(note.content) == "第一段。"
    assert [type(block).__name__ for block in note.blocks] == [
        "Paragraph",
        "Paragraph",
        "ListBlock",
    ]
    assert made.codes == []
