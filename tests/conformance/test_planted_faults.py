"""Many faults planted in a sound file: our rules or Microsoft's validator find nearly all."""

import datetime as dt
import json
import subprocess
from pathlib import Path

import pytest
from tests.conformance.planted_faults import FAULTS, MICROSOFTS
from tests.conformance.planting import planted

from reportgen import build_report
from reportgen.verify import check_docx

SAMPLE = Path(__file__).parent / "samples" / "blocks"
TODAY = dt.date(2025, 12, 18)
ENOUGH = 0.95
"""38 of 40."""
NAMES = [fault.name for fault in FAULTS]


@pytest.fixture(scope="module")
def built():
    return build_report(SAMPLE / "报告.md", to=["docx"], env={}, today=TODAY)


@pytest.fixture(scope="module")
def files(built):
    """The faulty files by the name of their fault."""
    return {fault.name: planted(built.artifacts[0].data, fault) for fault in FAULTS}


def found(data, built):
    return {each.code.value for each in check_docx(data, built.document, "样例.docx")}


def test_the_file_without_a_fault_is_sound(built):
    assert found(built.artifacts[0].data, built) == set()


def test_there_are_enough_faults_of_different_names():
    assert len(set(NAMES)) == len(FAULTS) >= 40


@pytest.mark.parametrize("fault", FAULTS, ids=NAMES)
def test_our_rules_find(fault, files, built):
    assert (fault.ours in found(files[fault.name], built)) == bool(fault.ours)


def test_our_rules_alone_find_nearly_all():
    assert sum(1 for fault in FAULTS if fault.ours) / len(FAULTS) >= 0.9
    assert {fault.name for fault in FAULTS if not fault.ours} == {f.name for f in MICROSOFTS}


@pytest.mark.parametrize("fault", FAULTS, ids=NAMES)
def test_microsofts_validator_finds_what_it_is_said_to_find(fault, files, tmp_path, tool):
    path = tmp_path / "faulty.docx"
    path.write_bytes(files[fault.name])
    command = [tool("ooxml-validator"), str(path), "Microsoft365"]
    shown = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    # It says nothing at all where the package itself is broken.
    is_found = not shown.strip() or bool(json.loads(shown)["errors"])
    assert is_found is fault.is_known


def test_both_together_find_all_but_one_in_twenty():
    missed = [fault.name for fault in FAULTS if not (fault.ours or fault.is_known)]
    assert 1 - len(missed) / len(FAULTS) >= ENOUGH
