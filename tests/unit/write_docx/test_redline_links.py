"""A redline shows what changed for the reader, not where links were counted anew."""

from reportgen.write_docx.redline.atoms import atoms


def linked(anchor, words):
    run = f"<w:r><w:t>{words}</w:t></w:r>"
    link = f'<w:hyperlink w:anchor="{anchor}" w:history="1">{run}</w:hyperlink>'
    return [atom.key for atom in atoms(link, str)]


def test_a_number_whose_row_of_the_appendix_moved_has_not_changed():
    assert linked("_Ref100000037", "8.2%") == linked("_Ref100000040", "8.2%")
    assert linked("_Ref100000037", "8.2%") != linked("_Ref100000037", "8.3%")
