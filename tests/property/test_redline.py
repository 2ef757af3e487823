"""A redline holds both documents whole: whatever was edited, either can be had back."""

import datetime as dt
import random
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.docx_text import Docx
from tests.random_edits import edited
from tests.revisions import ACCEPTED, REJECTED, looks_of, resolved

from reportgen import build_report
from reportgen.model.chart import WordPicture
from reportgen.typeset import run_layout, typeset
from reportgen.write_docx import write_docx
from reportgen.write_docx.redline import Edition, write_redline

ROOT = Path(__file__).parents[2]
SAMPLES = ("blocks", "tables", "page", "classic", "typography")
TODAY = dt.date(2025, 12, 18)
FEW = settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@cache
def checked(name):
    folder = ROOT / "tests" / "conformance" / "samples" / name
    return build_report(folder, env={}, today=TODAY, to=["docx"]).checked


def picture(chart):
    """Return bytes that tell charts apart: a redline does not look inside."""
    return WordPicture(b"<svg/>", b"\x89PNG" + repr(chart).encode())


def no_chart(_chart):
    return None


def edition(document, known):
    return Edition(
        document, run_layout(typeset(document, known.brand, known.fonts)), picture, no_chart
    )


def read(data):
    found = Docx(data)
    looks = {name: words for name, words in looks_of(data).items() if "/foot" not in name}
    return list(found.paragraphs()), found.notes(), looks["word/document.xml"]


@pytest.mark.parametrize("name", SAMPLES)
@FEW
@given(seed=st.integers(0, 10**6))
def test_accepted_it_is_the_new_document_and_rejected_the_old_one(name, seed):
    known, rng = checked(name), random.Random(seed)  # noqa: S311 - edits, not secrets
    old = edition(edited(known.document, rng), known)
    new = edition(edited(known.document, rng), known)
    made = write_redline(old, new, known.brand).data
    for side, changes in ((new, ACCEPTED), (old, REJECTED)):
        alone = write_docx(side.document, side.layout, known.brand, picture, no_chart)
        assert read(resolved(made, changes)) == read(alone)


@pytest.mark.parametrize("name", SAMPLES)
def test_of_one_document_with_itself_it_has_no_changes(name):
    known = checked(name)
    same = edition(known.document, known)
    assert write_redline(same, same, known.brand).changes == 0


def test_it_is_the_same_bytes_twice():
    known = checked("blocks")
    rng = random.Random(7)  # noqa: S311 - as above
    old = edition(edited(known.document, rng), known)
    new = edition(known.document, known)
    first, again = (write_redline(old, new, known.brand).data for _ in range(2))
    assert first == again
