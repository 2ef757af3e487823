"""Files that LibreOffice saved are compared with those sent out: nothing is seen that is not."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.returned_files import edited, saved_by_libreoffice
from tests.samples import SAMPLES

from reportgen.cli import main
from reportgen.returned import changed_numbers
from reportgen.verify import inspect

MADE = shutil.ignore_patterns("out", ".reportgen")
pytestmark = pytest.mark.xdist_group("samples")


def test_what_libreoffice_saves_has_every_number_as_it_was(made, tool, tmp_path):
    came = saved_by_libreoffice(made.docx, tmp_path, tool).read_bytes()
    sent, back = (inspect(each, "x").word for each in (made.docx.read_bytes(), came))
    assert changed_numbers(sent, back) == ()


def test_a_number_edited_by_hand_and_saved_by_libreoffice_is_caught(tool, tmp_path):
    report = Path(shutil.copytree(SAMPLES["coreweave"], tmp_path / "report", ignore=MADE))
    run = CliRunner()
    made = run.invoke(main, ["build", str(report), "--to", "docx"])
    path = Path(made.stdout.strip())
    came = tmp_path / "退回.docx"
    came.write_bytes(edited(path.read_bytes(), ("<w:t>19亿美元</w:t>", "<w:t>21亿美元</w:t>")))
    saved = saved_by_libreoffice(came, tmp_path, tool)
    done = run.invoke(main, ["verify", str(saved), "--report", str(report)])
    assert done.exit_code == 7
    lines = [line.split() for line in done.stdout.splitlines() if "RG700" in line]
    assert [line[1:5] for line in lines] == [["已改", "营收", "19亿美元", "21亿美元"]]
