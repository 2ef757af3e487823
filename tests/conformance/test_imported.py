"""A Word file of ours, or saved by another program, becomes the same report again."""

import os
import subprocess

import pytest
from tests.printed import printed

from reportgen import build_report
from reportgen.adopt.word import adopt_word

SAME = (
    "attachments",
    "classic",
    "frames",
    "page",
    "rare-characters",
    "references",
    "references-in-notes",
    "single-file",
    "tables",
    "two-files",
    "typography",
)
"""Samples of which nothing is lost; what cannot be told of the others stands in the how-to."""


def imported(data, folder):
    adopted = adopt_word(data, "imported")
    folder.mkdir()
    for name, words in adopted.files.items():
        (folder / name).write_text(words, "utf-8")
    for name, picture in adopted.pictures.items():
        (folder / name).write_bytes(picture)
    return build_report(folder, to=["docx"], env={})


def words_of(document):
    return [words for words in printed(document) if words.strip()]


@pytest.mark.parametrize("name", SAME)
def test_a_file_of_ours_imported_and_rebuilt_says_the_same(name, all_made, tmp_path):
    made = all_made[name]
    built = imported(made.docx.read_bytes(), tmp_path / "folder")
    assert words_of(built.document) == words_of(made.document)
    assert built.document.cover.title == made.document.cover.title


def test_a_file_that_libreoffice_saved_says_the_same(all_made, tmp_path, tool):
    path = all_made["classic"].docx
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [tool("soffice"), "--headless", "--norestore", profile, "--convert-to", "docx"]
    command += ["--outdir", str(tmp_path), str(path)]
    subprocess.run(command, env=os.environ, capture_output=True, check=True, timeout=200)
    built = imported((tmp_path / path.name).read_bytes(), tmp_path / "folder")
    assert words_of(built.document) == words_of(all_made["classic"].document)
