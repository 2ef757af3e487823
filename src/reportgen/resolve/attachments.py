"""Attachments: the data and the texts of a report as files inside its PDF."""

from collections.abc import Iterator
from itertools import chain, count
from pathlib import PurePosixPath

from reportgen.model import document as doc
from reportgen.model import report as src
from reportgen.model.facts import Facts

_MEDIA_TYPES = {".md": "text/markdown", ".yaml": "application/yaml", ".yml": "application/yaml"}
_CSV, _TEXT = "text/csv", "text/plain"
_MARK = "utf-8-sig"
"""With its mark a spreadsheet reads UTF-8 as what it is."""


def pdf_options(report: src.Report, facts: Facts) -> doc.PdfOptions:
    """Return what was asked of the PDF, with the files to attach."""
    spec = report.pdf
    if spec is None:
        return doc.PdfOptions()
    taken: set[str] = set()
    files = tuple(chain(_data(facts, taken), _texts(report, taken)))
    return doc.PdfOptions(spec.has_files, spec.exact_copy, files)


def _data(facts: Facts, taken: set[str]) -> Iterator[doc.Attachment]:
    for each in facts.used_data:
        name = _free(f"{each.source}.csv", taken)
        words = f"报告所用的数据：{each.path}"
        yield doc.Attachment(name, _CSV, doc.Relation.DATA, words, each.text.encode(_MARK))


def _texts(report: src.Report, taken: set[str]) -> Iterator[doc.Attachment]:
    for each in report.texts:
        kind = _MEDIA_TYPES.get(PurePosixPath(each.name).suffix.lower(), _TEXT)
        name = _free(each.name.replace("/", "_"), taken)
        words = f"报告的源稿：{each.name}"
        yield doc.Attachment(name, kind, doc.Relation.SOURCE, words, each.text.encode())


def _free(name: str, taken: set[str]) -> str:
    """Return ``name``, or with a number where it is taken."""
    path = PurePosixPath(name)
    others = (f"{path.stem}-{number}{path.suffix}" for number in count(2))
    free = next(each for each in chain((name,), others) if each not in taken)
    taken.add(free)
    return free
