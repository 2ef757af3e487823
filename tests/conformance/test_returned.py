"""Files that LibreOffice saved are compared with those sent out: nothing is seen that is not."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.returned_files import edited, saved_by_libreoffice
from tests.samples import SAMPLES, TODAY
from tests.samples import _entry as entry_of

from reportgen import build_report
from reportgen.automate import here
from reportgen.automate.desk.pulling import Pulling, pull, write_pulled
from reportgen.cli import main
from reportgen.returned import changed_numbers
from reportgen.verify.inspect import inspect

MADE = shutil.ignore_patterns("out", ".reportgen")
pytestmark = pytest.mark.xdist_group("samples")


def test_what_libreoffice_saves_has_every_number_as_it_was(made, tool, tmp_path):
    came = saved_by_libreoffice(made.docx, tmp_path, tool).read_bytes()
    sent, back = (inspect(each, "x").word for each in (made.docx.read_bytes(), came))
    assert changed_numbers(sent, back) == ()


def test_what_libreoffice_saves_has_nothing_to_pull(made, tool, tmp_path):
    came = saved_by_libreoffice(made.docx, tmp_path, tool)
    report = entry_of(SAMPLES[made.name])
    order = Pulling(came, report, original=made.docx, state=tmp_path / "state")
    done = pull(order, here(env={}, today=TODAY))
    assert done.patch == ""
    # Without its part for formulas LibreOffice leaves them out, which is told.
    lost = [each for each in done.findings if "▢" not in each.values["old"]]
    assert lost == []


def test_words_edited_by_hand_and_saved_by_libreoffice_come_back(tool, tmp_path):
    report = Path(shutil.copytree(SAMPLES["coreweave"], tmp_path / "report"))
    made = build_report(report, to=["docx"], env={}, today=TODAY).artifacts[0].data
    came = tmp_path / "退回.docx"
    came.write_bytes(edited(made, ("惊人的收入增长", "很快的收入增长")))
    saved = saved_by_libreoffice(came, tmp_path, tool)
    done = pull(Pulling(saved, report, state=tmp_path / "state"), here(env={}, today=TODAY))
    write_pulled(done)
    text, old = (
        (folder / "正文.md").read_text("utf-8") for folder in (report, SAMPLES["coreweave"])
    )
    assert text == old.replace("惊人的收入增长", "很快的收入增长")
    assert done.findings == ()


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
