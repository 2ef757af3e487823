from tests.unit.write_docx.sample import (
    W,
    body_of,
    cite,
    make_docx,
    paragraph,
    part,
    text_of,
    tree,
    values,
    words,
)

from reportgen.model import document as doc

SOURCES = doc.Bibliography(
    tuple(
        doc.BibliographyEntry(n, f"[{n}]", words(f"来源{n}"), f"ref-{n}", f"cite-{n}")
        for n in (1, 2, 3)
    )
)


def codes(node):
    return [each.text.strip() for each in node.iter(f"{W}instrText")]


def notes_of(docx):
    made = tree(docx, "word/footnotes.xml")
    return {
        note.get(f"{W}id"): text_of(note)
        for note in made.iter(f"{W}footnote")
        if note.get(f"{W}type") is None
    }


def test_a_citation_asks_the_bibliography_for_its_number():
    made, *_ = body_of(paragraph("文字", cite("[2]", 2), "。"), SOURCES)
    assert text_of(made) == "文字[2]。"
    assert codes(made) == [r"REF _Bib2 \n \h"]


def test_a_first_citation_prints_its_number_once_and_calls_its_note():
    blocks = (paragraph("文字", cite("[1]", 1, notes=("note-1",)), "。"), SOURCES)
    made, *_ = body_of(*blocks)
    assert text_of(made).replace("\u200a", "") == "文字[1]。"
    (call,) = made.iter(f"{W}footnoteReference")
    assert call.get(f"{W}customMarkFollows") == "1"
    assert notes_of(make_docx(blocks))["1"].startswith("[1] 搜狐")


def test_several_numbers_in_one_pair_of_brackets_lead_to_their_sources():
    made, *_ = body_of(paragraph(cite("[1,3]", 1, 3)), SOURCES)
    assert text_of(made) == "[1,3]"
    assert [a.get(f"{W}anchor") for a in made.iter(f"{W}hyperlink")] == ["_Bib1", "_Bib3"]


def test_a_range_of_numbers_calls_the_notes_of_those_it_does_not_print():
    made, *_ = body_of(paragraph(cite("[1-3]", 1, 2, 3, notes=("note-1", "note-2"))), SOURCES)
    assert text_of(made).replace("\u200a", "") == "[1-3]"
    assert len(list(made.iter(f"{W}footnoteReference"))) == 2


def test_a_page_number_behind_a_citation_is_kept():
    made, *_ = body_of(paragraph(cite("[1]57", 1)), SOURCES)
    assert text_of(made) == "[1]57"


def test_without_a_bibliography_a_later_citation_leads_to_the_first():
    first = paragraph(cite("[1]", 1, notes=("note-1",)))
    one, two = body_of(first, paragraph(cite("[1]", 1)))
    assert [b.get(f"{W}name") for b in one.iter(f"{W}bookmarkStart")] == ["_Cite1"]
    assert [a.get(f"{W}anchor") for a in two.iter(f"{W}hyperlink")] == ["_Cite1"]


def test_an_authors_note_is_numbered_by_word_itself():
    (made,) = body_of(paragraph("文字", doc.NoteMark("note-3", 1, "notemark-1")))
    (call,) = made.iter(f"{W}footnoteReference")
    assert call.get(f"{W}customMarkFollows") is None
    assert text_of(made) == "文字"


def test_a_note_called_twice_stands_at_the_foot_once():
    mark = doc.NoteMark("note-3", 1, "notemark-1")
    _, second = body_of(paragraph(mark), paragraph(mark))
    assert codes(second) == [r"NOTEREF _Note1 \f \h"]
    assert text_of(second) == "①"


def test_a_note_inside_a_note_is_called_from_the_text():
    outer = doc.Note(
        "outer", doc.NoteKind.AUTHOR, "", (doc.Run("见"), doc.NoteMark("inner", 2, ""))
    )
    inner = doc.Note("inner", doc.NoteKind.AUTHOR, "", words("里面的注"))
    docx = make_docx([paragraph(doc.NoteMark("outer", 1, ""))], notes=(outer, inner))
    assert "footnoteReference" not in part(docx, "word/footnotes.xml").replace(
        'FootnoteReference"', ""
    )
    assert notes_of(docx) == {"1": "见②", "2": "里面的注"}


def test_notes_are_numbered_in_the_order_of_their_calls():
    blocks = (
        paragraph(doc.NoteMark("note-3", 1, "")),
        paragraph(cite("[2]", 2, notes=("note-2",))),
        paragraph(cite("[1]", 1, notes=("note-1",))),
    )
    found = notes_of(make_docx(blocks))
    assert [text[:3] for text in found.values()] == ["口径为", "[2]", "[1]"]


def test_both_separators_of_notes_are_there_even_without_notes():
    docx = make_docx([paragraph("文字")], notes=())
    made = part(docx, "word/footnotes.xml")
    assert "<w:separator/>" in made
    assert "<w:continuationSeparator/>" in made


def test_note_numbers_are_circled_and_start_again_on_every_page():
    docx = make_docx()
    for name in ("word/settings.xml", "word/document.xml"):
        made = part(docx, name)
        assert '<w:numFmt w:val="decimalEnclosedCircleChinese"/>' in made
        assert '<w:numRestart w:val="eachPage"/>' in made
    assert part(docx).count("eachPage") == part(docx).count("<w:sectPr>")


def test_a_link_in_a_note_is_a_relationship_of_the_notes():
    docx = make_docx()
    assert "https://www.sohu.com/a/1" in part(docx, "word/_rels/footnotes.xml.rels")


def test_the_words_of_a_note_hang_behind_its_mark():
    blocks = (paragraph(doc.NoteMark("note-3", 1, ""), cite("[1]", 1, notes=("note-1",))),)
    made = tree(make_docx(blocks), "word/footnotes.xml")
    indents = list(made.iter(f"{W}ind"))
    assert len(indents) == 2
    assert all(int(each.get(f"{W}hanging")) > 0 for each in indents)
    assert len({(each.get(f"{W}left"), each.get(f"{W}hanging")) for each in indents}) == 1


def by_author(key, who, number):
    content = words(f"{who}. 题名[M].")
    return doc.BibliographyEntry(number, "", content, f"ref-{key}", f"cite-{number}", who)


def test_a_source_named_by_its_author_leads_to_its_entry_and_back():
    entries = doc.Bibliography(
        (by_author("a", "张三，2020", 1), by_author("b", "Crane D，1972", 2))
    )
    marks = (
        doc.CitationMark("（张三，2020；", (1,), (), "cite-1", is_raised=False),
        doc.CitationMark("Crane，1972）", (2,), (), "cite-2", is_raised=False),
    )
    made, *rest = body_of(paragraph("文字", *marks, "。"), entries)
    assert text_of(made) == "文字（张三，2020；Crane，1972）。"
    assert [a.get(f"{W}anchor") for a in made.iter(f"{W}hyperlink")] == ["_Bib1", "_Bib2"]
    (back,) = rest[0].iter(f"{W}hyperlink")
    assert (back.get(f"{W}anchor"), text_of(back)) == ("_Cite1", "张三，2020")
    assert text_of(rest[0]) == "张三，2020. 题名[M]."
    assert [each.get(f"{W}val") for each in rest[0].iter(f"{W}numId")] == ["0"]


def test_a_later_note_asks_the_first_for_its_number():
    first = doc.Note("note-1", doc.NoteKind.CITATION, "", words("张三. 题[M]."))
    again = (doc.Run("同"), doc.CrossReference("①", "note-1"), doc.Run("57."))
    later = doc.Note("note-2", doc.NoteKind.CITATION, "", again)
    text = paragraph(
        "甲", doc.NoteMark("note-1", 1, "notemark-1"), "乙", doc.NoteMark("note-2", 2, "notemark-2")
    )
    docx = make_docx((text,), notes=(first, later), counts_notes_through=True)
    assert notes_of(docx)["2"].endswith("同①57.")
    assert codes(tree(docx, "word/footnotes.xml")) == [r"NOTEREF _Note1 \h"]
    restarts = values(tree(docx, "word/settings.xml"), "footnotePr/numRestart")
    assert restarts == ["continuous"]
