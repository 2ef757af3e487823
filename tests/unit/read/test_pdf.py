"""What an author asks of the PDF."""

import pytest

from reportgen.model.report import Embedded

AIGC = "aigc: {mode: assisted, provider_name: acme}\n"
MAIL = """schedule:
  - {name: 月度, cron: "0 8 5 * *", do: [build]}
# 收件人
delivery:
  via: exmail
  from: 研究所 <a@example.cn>
  to: [b@example.com]
  subject: 月报
period: "2025"
"""


def texts(reading):
    return {each.name: each.text for each in reading.report.texts}


def test_nothing_is_attached_unless_asked(folder):
    spec = folder().report.pdf
    assert (spec.embed, spec.has_files, spec.exact_copy) == ((), False, True)


@pytest.mark.parametrize("typed", ["[data, source]", "[数据, 源稿, 数据]"])
def test_data_and_sources_are_asked_for_by_name(folder, typed):
    spec = folder(f"pdf: {{embed: {typed}, exact_copy: no}}\n").report.pdf
    assert spec.embed == (Embedded.DATA, Embedded.SOURCE)
    assert spec.has_files
    assert not spec.exact_copy


@pytest.mark.parametrize("typed", ["4", "A-4", "PDF/A-4", "4f"])
def test_a_labelled_report_cannot_be_pdf_a_4(folder, typed):
    assert "RG172" in folder(f"{AIGC}pdf: {{standard: {typed}}}\n").codes
    assert folder(f"pdf: {{standard: {typed}}}\n").codes == ["RG132"]


def test_pdf_a_2_holds_no_attachments(folder):
    assert folder("pdf: {standard: ua1+2a, embed: data}\n").codes == ["RG173"]
    assert folder("pdf: {standard: ua1+3a, embed: data}\n").codes == []
    assert folder("pdf: {standard: ua1+2a}\n").codes == []


@pytest.mark.parametrize("typed", ["2b", "x-4", "ua2"])
def test_no_weaker_standard_is_made(folder, typed):
    assert folder(f"pdf: {{standard: {typed}}}\n").codes == ["RG119"]


@pytest.mark.parametrize("key", ["password", "encrypt"])
def test_a_password_is_refused(folder, key):
    assert folder(f"pdf: {{{key}: abc}}\n").codes == ["RG132"]


def test_the_attached_source_names_no_recipient(folder):
    found = texts(folder(f"pdf: {{embed: source}}\n{MAIL}", 邮件__md="您好"))
    assert list(found) == ["report.yaml", "正文.md"]
    text = found["report.yaml"]
    assert "title: 测试报告" in text
    assert 'period: "2025"' in text
    assert "sections:" in text
    assert not any(word in text for word in ("example", "收件人", "schedule", "cron"))
    assert found["正文.md"].startswith("# 概况")


def test_keys_on_the_line_of_the_recipients_are_a_finding(tmp_path):
    from tests.unit.read.conftest import read_entry

    keys = "{id: a, title: 一, date: 2025-12-18, pdf: {embed: source}, delivery: {via: x}}"
    (tmp_path / "报告.md").write_text(f"---\n{keys}\n---\n# 一\n\n二。\n", "utf-8")
    assert "RG174" in read_entry(tmp_path / "报告.md").codes


def test_the_source_of_one_file_is_its_head_and_its_body(tmp_path):
    from tests.unit.read.conftest import read_entry

    keys = f"id: a\ntitle: 一\ndate: 2025-12-18\npdf: {{embed: source}}\n{MAIL}"
    (tmp_path / "报告.md").write_text(f"---\n{keys}---\n# 一\n\n二。\n", "utf-8")
    (text,) = texts(read_entry(tmp_path / "报告.md")).values()
    assert "二。" in text
    assert text.count("---") == 2
    assert "example" not in text
