"""The samples: reports that show what there is, each built once for all who judge it."""

import datetime as dt
from functools import cached_property
from pathlib import Path

import pikepdf
import pytest

from reportgen import build_report
from reportgen.model.artifact import ArtifactKind
from tests.pdf_text import tree_of_pdf

ROOT = Path(__file__).parents[1]
SAMPLES = {
    path.name: path
    for parent in (ROOT / "tests" / "conformance" / "samples", ROOT / "data")
    for path in sorted(parent.glob("*/"))
    if any((path / name).is_file() for name in ("report.yaml", "报告.md"))
}
TODAY = dt.date(2025, 12, 18)


class Made:
    """A sample and what was built from it."""

    def __init__(self, name, folder):
        self.name = name
        self.built = build_report(_entry(SAMPLES[name]), env={}, today=TODAY)
        self.document = self.built.document
        data = {each.kind: each.data for each in self.built.artifacts}
        self.pdf, self.docx = folder / f"sample-{name}.pdf", folder / f"sample-{name}.docx"
        self.pdf.write_bytes(data[ArtifactKind.PDF])
        self.docx.write_bytes(data[ArtifactKind.DOCX])

    @cached_property
    def tree(self):
        """The tag tree: poppler takes seconds for a long table."""
        return tree_of_pdf(self.pdf)

    @property
    def is_attached(self):
        with pikepdf.open(self.pdf) as opened:
            return "/AF" in opened.Root


def _entry(folder):
    return folder if (folder / "report.yaml").is_file() else folder / "报告.md"


@pytest.fixture(scope="session")
def all_made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("samples")
    return {name: Made(name, folder) for name in SAMPLES}


@pytest.fixture(params=SAMPLES)
def made(request, all_made):
    return all_made[request.param]
