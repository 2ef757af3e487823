"""Sources in the text: by author and year, in the line, or in notes that say 同②."""

import pytest
from tests.unit.resolve.desk import HERE, make, said

from reportgen.model import document as doc
from reportgen.model.report import (
    CitationMode,
    CitationSystem,
    DocumentKind,
    Name,
    NoteNumbering,
    Reference,
    ReferenceStyle,
)

BY_AUTHOR = ReferenceStyle(system=CitationSystem.AUTHOR_DATE)
IN_LINE = ReferenceStyle(is_raised=False)


def book(key, date, *names, title="题", **fields):
    authors = tuple(name if isinstance(name, Name) else Name(name) for name in names)
    return Reference(
        key,
        {"title": title, "date": date, **fields},
        HERE,
        DocumentKind.BOOK,
        {"author": authors} if authors else {},
    )


BOOKS = {
    each.key: each
    for each in (
        book("crane", "1972", Name("Crane", "Diana"), title="Colleges"),
        book("qiu1", "2000", "邱均平", title="甲"),
        book("qiu2", "2000", "邱均平", title="乙"),
        book("two", "2010", "扬奎斯特", "萨金特"),
        book("falout", "2009", Name("Falout", "J."), Name("Elwood", "J."), title="Learning"),
        book("nobody", "2023"),
        book("shan", "2004", "单士元"),
    )
}


def cited(body, style, mode=CitationMode.LIST, numbering=NoteNumbering.PAGE):
    return make(body, references=BOOKS, style=style, citations=mode, note_numbering=numbering)


def notes(made):
    return [said(note.content) for note in made.document.notes]


def listed(made):
    return [entry for block in made.of(doc.Bibliography) for entry in block.entries]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("[@crane]", "（Crane，1972）"),
        ("[@two]", "（扬奎斯特 等，2010）"),
        ("[@falout]", "（Falout et al.，2009）"),
        ("[@nobody]", "（佚名，2023）"),
        ("Crane[-@crane]", "Crane（1972）"),
        ("[@shan; @crane]", "（单士元，2004；Crane，1972）"),
        ("[@shan, 第12页]", "（单士元，2004）12"),
    ],
)
def test_a_source_is_named_by_author_and_year(typed, printed):
    made = cited(typed, BY_AUTHOR)
    assert said(made.body[0].content) == printed
    assert not made.codes or set(made.codes) == {"RG204"}


def test_works_of_one_author_and_year_have_letters_of_their_own():
    made = cited("甲[@qiu1]，乙[@qiu2]。", BY_AUTHOR)
    assert made.marks == ["（邱均平，2000b）", "（邱均平，2000a）"]
    assert [said(entry.content)[:9] for entry in listed(made)] == ["邱均平，2000a", "邱均平，2000b"]


def test_one_of_two_works_alone_needs_no_letter():
    assert cited("甲[@qiu1]。", BY_AUTHOR).marks == ["（邱均平，2000）"]


def test_the_list_goes_by_language_then_by_the_sound_of_the_name():
    made = cited("甲[@crane; @nobody; @two; @shan; @qiu1; @falout]。", BY_AUTHOR)
    starts = [said(entry.content).partition("，")[0] for entry in listed(made)]
    assert starts == ["邱均平", "单士元", "扬奎斯特", "佚名", "Crane D", "Falout J"]
    assert {entry.label for entry in listed(made)} == {""}


def test_numbers_may_stand_in_the_line_with_raised_pages():
    made = cited("见文献[@crane, 57]。", IN_LINE)
    mark, pages = made.body[0].content[1:3]
    assert (mark.label, mark.is_raised) == ("[1]", False)
    assert (pages.text, pages.script) == ("57", "super")


def test_each_citation_is_a_note_of_its_own_in_one_row_with_the_author_s():
    body = "甲[@crane]，乙[^a]，丙[@shan, 9]。\n\n[^a]: 作者的注。"
    made = cited(body, ReferenceStyle(), CitationMode.FOOTNOTE)
    assert said(made.body[0].content) == "甲^1，乙^2，丙^3。"
    assert notes(made) == ["Crane D. Colleges[M]. 1972.", "作者的注。", "单士元. 题[M]. 2004：9."]
    assert not listed(made)


def test_a_source_seen_before_is_told_by_the_number_of_its_note():
    made = cited(
        "甲[@crane]，乙[@shan, 1]，丙[@crane, 第326-329页]，丁[@shan]。",
        ReferenceStyle(),
        CitationMode.FOOTNOTE,
        NoteNumbering.CONTINUOUS,
    )
    assert notes(made)[2:] == ["同①326-329.", "同②."]
    assert made.document.counts_notes_through
    (number,) = (p for p in made.document.notes[2].content if isinstance(p, doc.CrossReference))
    assert number.target == made.document.notes[0].id


def test_with_numbers_by_the_page_a_source_is_written_out_again():
    made = cited("甲[@crane]，乙[@crane, 5]。", ReferenceStyle(), CitationMode.FOOTNOTE)
    assert notes(made) == ["Crane D. Colleges[M]. 1972.", "Crane D. Colleges[M]. 1972：5."]


def test_an_entry_knows_the_words_that_lead_back_to_its_citation():
    (entry,) = listed(cited("甲[@crane]。", ReferenceStyle()))
    assert (entry.who, entry.cited_at) == ("Crane D", "cite-1")
