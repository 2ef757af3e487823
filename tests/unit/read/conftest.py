"""Read from texts and folders, without the rest of the house."""

import datetime as dt
from pathlib import Path

import pytest

from reportgen.diag import Sink, Source
from reportgen.read import read_report
from reportgen.read.excerpt import Excerpt
from reportgen.read.files import Folder
from reportgen.read.markdown import Collected, read_blocks

TODAY = dt.date(2025, 12, 18)


class Reading:
    """What came out, and the findings as ``line:column code``."""

    def __init__(self, sink, **made):
        self.sink = sink
        self.__dict__.update(made)

    @property
    def found(self):
        return [
            f"{Path(d.span.source.path).name}:{d.span.line}:{d.span.column} {d.code}"
            for d in self.sink
        ]

    @property
    def codes(self):
        return [d.code.value for d in self.sink]


@pytest.fixture
def markdown():
    def read(text):
        sink = Sink()
        collected = Collected(Folder(None), sink)
        blocks = read_blocks(Excerpt.whole(Source("正文.md", text)), collected)
        return Reading(sink, blocks=blocks, notes=collected.notes)

    return read


@pytest.fixture
def folder(tmp_path):
    """Write files and read the report they make."""

    def read(keys="", body="# 概况\n\n一句话。\n", env=None, settings=None, **files):
        head = "id: case\ntitle: 测试报告\ndate: 2025-12-18\n"
        ending = "sections:\n  - {file: 正文.md}\n"
        (tmp_path / "report.yaml").write_text(head + keys + ending, "utf-8")
        (tmp_path / "正文.md").write_text(body, "utf-8")
        for name, content in files.items():
            path = tmp_path / name.replace("__", ".")
            if isinstance(content, bytes):
                path.write_bytes(content)
            else:
                path.write_text(content, "utf-8")
        return read_entry(tmp_path, env=env, settings=settings)

    return read


def read_entry(entry, *, env=None, frames=None, settings=None):
    sink = Sink()
    inputs = read_report(entry, sink, env=env or {}, today=TODAY, frames=frames, settings=settings)
    return Reading(sink, inputs=inputs, report=inputs.report if inputs else None)
