"""The provider of the AIGC label: a checked code, or a name with a warning, never invented."""

import pytest

from reportgen.model.label import is_provider_code

CODES = ["001191440300708461136T1XGW3", "001191110102MAD55U9H0F10002"]
AIGC = "aigc: {{mode: assisted, provider_code: {code}, provider_name: {name}}}\n"


@pytest.mark.parametrize("code", CODES)
def test_real_codes_pass(code):
    assert is_provider_code(code)


@pytest.mark.parametrize("code", CODES)
def test_one_changed_digit_of_the_credit_code_is_found(code):
    for place in range(4, 22):
        other = "7" if code[place] != "7" else "8"
        assert not is_provider_code(code[:place] + other + code[place + 1 :])


@pytest.mark.parametrize(
    "code", ["", "0011", CODES[0].lower(), CODES[0] + "0", "01" + CODES[0][2:]]
)
def test_other_shapes_are_no_codes(code):
    assert not is_provider_code(code)


def test_the_code_of_the_environment_is_the_provider(folder):
    reading = folder(AIGC.format(code='"env:CODE"', name="x"), env={"CODE": CODES[0]})
    assert (reading.report.aigc.provider, reading.codes) == (CODES[0], [])


def test_without_a_code_the_name_is_used_with_a_warning(folder):
    reading = folder(AIGC.format(code='"env:CODE"', name="example"))
    assert (reading.report.aigc.provider, reading.codes) == ("example", ["RG126"])


@pytest.mark.parametrize(
    ("code", "name", "codes"),
    [
        ("123", "x", ["RG125"]),
        ('"env:CODE"', "某公司", ["RG127"]),
        ('"env:CODE"', '"a b"', ["RG127"]),
        ('"env:BAD"', "x", ["RG125"]),
    ],
)
def test_a_bad_provider_is_found(folder, code, name, codes):
    assert folder(AIGC.format(code=code, name=name), env={"BAD": "1"}).codes == codes


def test_a_label_needs_a_provider(folder):
    assert folder("aigc: {mode: assisted}\n").codes == ["RG105"]


def test_a_label_cannot_be_left_out_of_the_text(folder):
    keys = "aigc: {mode: assisted, explicit: [], provider_name: x}\n"
    assert "RG104" in folder(keys).codes


def test_without_the_key_nothing_is_labelled(folder):
    aigc = folder().report.aigc
    assert (aigc.mode.value, aigc.places, aigc.provider) == ("none", (), "")


def test_the_notice_may_be_left_to_another_who_has_agreed(folder):
    aigc = (
        "aigc: {mode: generated, provider_name: x, explicit: off, "
        "responsibility_accepted_by: A-1}\n"
    )
    reading = folder(aigc)
    assert reading.codes == ["RG126"]
    assert (reading.report.aigc.places, reading.report.aigc.accepted_by) == ((), "A-1")


def test_who_reviewed_counts_and_who_agreed_does_not_where_the_notice_stands(folder):
    aigc = (
        "aigc: {mode: assisted, provider_name: x, explicit: [end], "
        "responsibility_accepted_by: A, reviewed_by: B}\n"
    )
    spec = folder(aigc).report.aigc
    assert (spec.accepted_by, spec.reviewer) == ("", "B")
