"""A judgement that nobody rewrote is to be reviewed when its number turned or moved far."""

from decimal import Decimal

import pytest
from tests.unit.resolve.desk import ORIGIN, YI, report

from reportgen.lint.judgements import judged, to_review
from reportgen.model import facts as fact
from reportgen.model.period import Period
from reportgen.zh.units import PERCENT

NOW = Period.parse("2025Q1")


def said(text, value, unit=YI, metric="净利润"):
    return fact.Wording(text, metric, Decimal(value), unit, "1 half-up", NOW, ORIGIN)


def look(body, *, profit="-0.8", share="35", choices=None):
    wordings = {
        "净利润": said(f"{profit}亿元", profit),
        "净利润|qoq()|change()": said("增长5%", "5", PERCENT, "净利润|qoq"),
        "占比": said(f"{share}%", share, PERCENT, "占比"),
        "本期": fact.Wording("2025年第一季度", period=NOW),
    }
    known = fact.Facts(NOW, {}, wordings, {}, {}, choices=choices or {})
    return judged(report(body), known)


def keys(body, other=None, **after):
    return [each.judged.said for each in to_review(look(other or body, **after), look(body))]


BODY = "净利润为{{ 净利润 }}，盈利持续承压。"


def test_a_number_that_changed_its_sign_beside_an_old_judgement_is_to_be_reviewed():
    assert keys(BODY, profit="0.6") == ["净利润为0.6亿元，盈利持续承压。"]


@pytest.mark.parametrize(("profit", "found"), [("-0.8", 0), ("-0.7", 0), ("-0.5", 1), ("-1.2", 1)])
def test_a_number_that_moved_by_less_than_three_tenths_is_let_be(profit, found):
    assert len(keys(BODY, profit=profit)) == found


@pytest.mark.parametrize(("share", "found"), [("44", 0), ("46", 1), ("26", 0), ("24", 1)])
def test_a_share_moves_in_points(share, found):
    assert len(keys("占比为{{ 占比 }}，客户高度集中。", share=share)) == found


def test_a_sentence_that_was_rewritten_needs_no_review():
    assert keys(BODY, "净利润为{{ 净利润 }}，盈利明显改善。", profit="0.6") == []


@pytest.mark.parametrize(
    "body",
    ["{{ 本期 }}净利润为{{ 净利润 }}。", "净利润{{ 净利润 }}，环比{{ 净利润 | 环比 | 增减 }}。"],
)
def test_a_sentence_that_only_states_numbers_holds_no_judgement(body):
    assert look(body) == ()


def test_the_words_that_a_condition_chose_are_no_judgement_of_the_author():
    body = "{% 若 净利润 < 1 %}盈利承压，净利润{{ 净利润 }}。{% 完 %}"
    assert look(body, choices={"净利润 < 1": True}) == ()


def test_a_judgement_right_behind_a_number_speaks_of_it():
    body = "净利润为{{ 净利润 }}。盈利持续承压。\n\n市场前景乐观。"
    assert keys(body, profit="0.6") == ["盈利持续承压。"]


def test_the_place_is_that_of_the_sentence():
    (found,) = look(f"甲。{BODY}")
    assert (found.file, found.line, found.column) == ("正文.md", 1, 3)


def test_other_numbers_are_another_review():
    (one,), (two,) = (list(to_review(look(BODY, profit=p), look(BODY))) for p in ("0.6", "0.7"))
    assert one.key != two.key
