"""The front door: few names, cheap to open."""

import datetime as dt
import io
import subprocess
import sys

import docx
import pytest
from msgspec.structs import replace

import reportgen


def test_the_front_door_has_at_most_ten_names():
    assert sorted(reportgen.__all__) == reportgen.__all__
    assert len(reportgen.__all__) <= 10
    assert all(hasattr(reportgen, name) for name in reportgen.__all__)


def test_the_import_brings_in_no_heavy_tool():
    heavy = ["matplotlib", "pandas", "reportlab", "duckdb", "numpy", "yaml", "docx", "lxml"]
    code = f"import sys, reportgen; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.fixture(scope="module")
def built():
    report = {"title": "题", "sections": [{"title": "章", "text": "正文。"}], "cover": "no"}
    return reportgen.build_report(report, to=["docx"], env={}, today=dt.date(2025, 12, 18))


def test_a_program_may_change_the_word_file_with_python_docx(built):
    document = reportgen.to_docx_document(built)
    document.add_paragraph("补充一段", style="Body Text")
    saved = io.BytesIO()
    document.save(saved)
    again = docx.Document(io.BytesIO(saved.getvalue()))
    assert [each.text for each in again.paragraphs][-1] == "补充一段"


def test_without_a_word_file_there_is_nothing_to_open(built):
    with pytest.raises(reportgen.UsageError):
        reportgen.to_docx_document(replace(built, artifacts=()))
