"""Redlines of every sample, as other programs read them."""

import random
import re
import shutil
import subprocess
from pathlib import Path

import docx as python_docx
import pytest
from msgspec.structs import replace
from tests.random_edits import edited
from tests.samples import SAMPLES

from reportgen import build_report
from reportgen.automate import MemoryCache, here
from reportgen.build import build_redline
from reportgen.diag import PromiseError

pytestmark = pytest.mark.xdist_group("samples")
_SOME = 5


@pytest.fixture
def redline(made, tmp_path):
    """The sample against itself, edited at random; our own rules have nothing to say."""
    now = made.built.checked
    rng = random.Random(7)  # noqa: S311 - edits, not secrets
    was = replace(now, document=edited(now.document, rng), word=now.word)
    path = tmp_path / f"{made.name}-修订.docx"
    try:
        done = build_redline(was, now, path.name, here(cache=MemoryCache(), env={}))
    except PromiseError as broken:
        pytest.fail("\n".join(map(str, broken.diagnostics)))
    path.write_bytes(done.data)
    return path, done


@pytest.mark.parametrize("version", ["Office2010", "Office2016", "Microsoft365"])
def test_microsofts_validator_finds_nothing_in_it(version, redline, tool):
    path, _ = redline
    command = [tool("ooxml-validator"), str(path), version]
    shown = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert '"errors": []' in shown or '"errors":[]' in shown, shown


def test_pandoc_reads_what_was_put_in_and_what_was_taken_out(redline, tool):
    path, done = redline
    if not done.changes:
        pytest.skip("nothing of this sample was edited")
    command = [tool("pandoc"), "--track-changes=all", "-t", "native", str(path)]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert '"insertion"' in shown
    assert '"deletion"' in shown
    assert '"reportgen"' in shown


def test_pandoc_reads_the_comments_of_provenance(tool, tmp_path):
    report = Path(shutil.copytree(SAMPLES["coreweave"], tmp_path / "report"))
    with (report / "report.yaml").open("a", encoding="utf-8") as file:
        file.write("\ndocx: {comments: provenance}\n")
    path = tmp_path / "comments.docx"
    path.write_bytes(build_report(report, to=["docx"], env={}).artifacts[0].data)
    command = [tool("pandoc"), "--track-changes=all", "-t", "native", str(path)]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    commented = re.findall(r'"comment-start"', shown)
    comments = [each.text for each in python_docx.Document(str(path)).comments]
    assert len(commented) == len(comments) > _SOME
    assert all(words.startswith("指标：") for words in comments)
