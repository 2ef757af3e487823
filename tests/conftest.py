"""Cases: a folder with a report is a test; expect/ holds what the rooms made of it."""

import datetime as dt
import difflib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from reportgen.automate import MemoryCache
from reportgen.build import check
from reportgen.diag import Diagnostic, ReportgenError, Severity, show
from reportgen.diag.show import Language
from reportgen.model.world import World
from tests.dump import dump_document
from tests.tools import tool

__all__ = ["tool"]

settings.register_profile("house", deadline=None)  # bench/ measures time
settings.load_profile("house")
TODAY = dt.date(2025, 12, 18)
NOON = dt.datetime(2025, 12, 18, 12, tzinfo=dt.UTC)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what came out as expected")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    is_case = file_path.parent.parent.name == "cases"
    if is_case and file_path.name in {"report.yaml", "报告.md"}:
        return CaseFile.from_parent(parent, path=file_path)
    return None


class CaseFile(pytest.File):
    def collect(self) -> Iterator[pytest.Item]:
        yield Case.from_parent(self, name=self.path.parent.name)


class Case(pytest.Item):
    """Runs a report up to the first gate and compares its findings and its Document."""

    def runtest(self) -> None:
        entry = self.path.parent if self.path.name == "report.yaml" else self.path
        made = run_case(entry)
        compared = (self._compare(name, text) for name, text in made.items())
        wrong = [difference for difference in compared if difference]
        if wrong:
            raise MismatchError("\n\n".join(wrong))

    def _compare(self, name: str, made: str) -> str:
        expected = self.path.parent / "expect" / f"{name}.txt"
        if self.config.getoption("--accept"):
            expected.parent.mkdir(exist_ok=True)
            if made:
                expected.write_text(made, "utf-8")
            else:
                expected.unlink(missing_ok=True)
        wanted = expected.read_text("utf-8") if expected.exists() else ""
        lines = difflib.unified_diff(
            wanted.splitlines(), made.splitlines(), "expected", "made", lineterm=""
        )
        difference = "\n".join(lines)
        return f"{expected}\n{difference}" if difference else ""

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style=None) -> str:
        if isinstance(excinfo.value, MismatchError):
            return f"{excinfo.value}\n(accept with: pytest --accept {self.path})"
        return str(super().repr_failure(excinfo, style))

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, self.name


class MismatchError(AssertionError):
    """The rooms made something else than expected."""


def run_case(entry: Path) -> dict[str, str]:
    """Return the findings (in both languages, with the exit code) and the Document as text."""
    root = entry if entry.is_dir() else entry.parent
    try:
        checked = check(entry, World(env={}, today=TODAY, cache=MemoryCache()))
        held = checked.held(NOON)
        code = 3 if any(each.severity is Severity.ERROR for each in held) else 0
        found, document = (*checked.findings, *held), dump_document(checked.document)
    except ReportgenError as fault:
        found, code, document = fault.diagnostics, fault.exit_code, ""
    return {
        "findings": _findings(found, "zh", root) + f"exit {code}\n",
        "findings.en": _findings(found, "en", root) if found else "",
        "document": document,
    }


def _findings(found: tuple[Diagnostic, ...], language: Language, root: Path) -> str:
    text = "\n\n".join(show(each, language) for each in found)
    return text.replace(f"{root}/", "") + "\n\n" if text else ""
