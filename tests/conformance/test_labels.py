"""Labels in the hands of other programs: what keeps them, what loses them, and what we say then."""

import json
import shutil
import subprocess
import zipfile

import pytest
from tests.libreoffice import pages_of
from tests.returned_files import saved_by_libreoffice

from reportgen.verify.inspect import inspect
from reportgen.verify.label_rules import LabelVerdict

pytestmark = pytest.mark.xdist_group("samples")


def verdict(path):
    return inspect(path.read_bytes(), path.name).verdict


def test_both_files_of_every_sample_say_of_machines_what_is_due(made):
    wanted = LabelVerdict.VALID if made.document.label else LabelVerdict.NONE
    assert (verdict(made.pdf), verdict(made.docx)) == (wanted, wanted)


@pytest.mark.parametrize("name", ["labels", "coreweave"])
def test_a_word_file_saved_by_libreoffice_keeps_its_label(all_made, tool, tmp_path, name):
    assert verdict(saved_by_libreoffice(all_made[name].docx, tmp_path, tool)) is LabelVerdict.VALID


def test_a_word_file_made_a_pdf_by_libreoffice_has_lost_its_label(all_made, tool, tmp_path):
    sent = tmp_path / "报告.docx"
    shutil.copy(all_made["labels"].docx, sent)
    pages_of([sent], tmp_path, tool)
    assert verdict(tmp_path / "报告.pdf") is LabelVerdict.MISSING


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_exiftool_shows_one_label_in_each_file_that_is_due_one(made, kind, tool):
    path = made.pdf if kind == "pdf" else made.docx
    if kind == "docx":
        tool("crc32")  # of the library by which exiftool looks into a package
    command = [tool("exiftool"), "-j", "-a", "-G1", str(path)]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    labels = [name for name in json.loads(shown)[0] if name.rpartition(":")[2].upper() == "AIGC"]
    assert len(labels) == (1 if made.document.label else 0)


def test_exiftool_reads_the_label_of_a_picture_that_a_machine_made(all_made, tool, tmp_path):
    with zipfile.ZipFile(all_made["labels"].docx) as package:
        pictures = [name for name in package.namelist() if name.startswith("word/media/")]
        package.extractall(tmp_path, pictures)
    shown = subprocess.run(
        [tool("exiftool"), "-j", "-Aigc", *(str(tmp_path / name) for name in pictures)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    labels = [each["Aigc"] for each in json.loads(shown) if "Aigc" in each]
    assert len(labels) == 1
    record = labels[0] if isinstance(labels[0], dict) else json.loads(labels[0])
    assert record["ContentProducer"] == all_made["labels"].document.label.producer
