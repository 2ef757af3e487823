"""PDF and Word file of a pair are compared by `verify`: what one alone says is told."""

import pytest
from click.testing import CliRunner
from tests.returned_files import edited

from reportgen.automate.desk.verifying import Verifying, verify_files
from reportgen.cli import main
from reportgen.diag import Code

pytestmark = pytest.mark.xdist_group("samples")


def test_the_files_of_each_sample_say_the_same(made):
    found = verify_files(Verifying((made.pdf, made.docx), original=made.docx))
    about = {Code.FILES_DIFFER, Code.FILES_NOT_COMPARED}
    assert [each for file in found for each in file.findings if each.code in about] == []


def test_a_pdf_of_another_build_is_told(all_made, tmp_path):
    made = all_made["coreweave"]
    other = tmp_path / made.docx.name
    changed = ("埋下了潜在的风险隐患", "埋下了一些隐患")
    other.write_bytes(edited(made.docx.read_bytes(), changed))
    done = CliRunner().invoke(main, ["verify", str(made.pdf), str(other), "--json"])
    assert done.exit_code == 7
    assert done.stderr.count(Code.FILES_DIFFER.value) == 2
    assert "埋下了一些隐患" in done.stderr
