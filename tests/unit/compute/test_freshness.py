"""From which moment the data of a report are too old: told without a clock, judged with one."""

import datetime as dt

import pytest
from msgspec.structs import replace
from tests.unit.compute.builder import QUARTERLY, data, metric, place, report

from reportgen.compute import compute_facts
from reportgen.diag import Sink
from reportgen.model import report as rep

BEIJING = dt.timezone(dt.timedelta(hours=8))
SALES = metric("营收", source="quarterly", sql="sum(营业收入)")


def within(days):
    return rep.Within(f"{days}d", dt.timedelta(days=days), place(f"{days}d"))


def demand(source="quarterly", *, covers=False, due=None, **rest):
    return rep.FreshnessSpec(
        source,
        place(source),
        covers=place("period") if covers else None,
        due=within(due) if due is not None else None,
        **rest,
    )


def loaded(formula, days=3):
    return rep.LoadedAt(formula, place(formula), None, within(days))


def holds(*named, period="auto", others=None, snapshots=None, text=("营收",)):
    """Return code, period or moment of the data, and the moment from which each hold is on."""
    snapshots = snapshots or data()
    made = report([SALES], text, period=period, sources=list(snapshots))
    made = replace(made, freshness=rep.Freshness(named, others))
    sink = Sink()
    facts = compute_facts(made, snapshots, sink)
    found = [
        (hold.finding.code.value, hold.finding.values.get("period"), hold.since)
        for hold in facts.holds
    ]
    return found, [each.code.value for each in sink if each.code.value != "RG313"]


def at(year, month, day, hour=0, minute=0):
    return dt.datetime(year, month, day, hour, minute, tzinfo=BEIJING)


def test_data_are_overdue_when_the_next_period_has_ended_so_long_ago():
    found, _ = holds(demand(due=45))
    assert found == [("RG261", "2025年第一季度", at(2025, 5, 16))]


def test_new_data_move_the_day():
    snapshots = data(quarterly=QUARTERLY + "\n2025Q1,981600,314600")
    found, _ = holds(demand(covers=True, due=45), snapshots=snapshots)
    assert found == [("RG261", "2025年第二季度", at(2025, 8, 15))]


def test_an_issue_of_a_named_period_waits_for_no_later_data():
    assert holds(demand(covers=True, due=45), period="2024Q2") == ([], [])


def test_a_source_that_must_hold_the_period_holds_the_issue_at_once():
    found, _ = holds(demand(covers=True, due=45), period="2025Q1", text=())
    assert found == [("RG260", "2025年第一季度", None)]


def test_a_source_that_may_be_late_holds_it_only_after_its_day():
    found, _ = holds(demand(due=45), period="2025Q1", text=())
    assert found == [("RG261", "2025年第一季度", at(2025, 5, 16))]


def test_quarters_cover_a_year():
    assert holds(demand(covers=True), period="2024", text=()) == ([], [])


def test_a_source_of_years_is_due_by_years_in_a_report_of_quarters():
    found, _ = holds(demand("annual", due=120))
    assert found == [("RG261", "2025年", at(2026, 5, 1))]


@pytest.mark.parametrize(
    ("days", "due"),
    [
        ("2025-01-02,1\n2025-01-03,2", at(2025, 1, 8)),
        ("2025-01-02,1\n2025-01-04,2", at(2025, 1, 7)),
    ],
)
def test_no_data_of_a_weekend_are_waited_for_unless_there_were_some(days, due):
    snapshots = data(quarterly="季度,营业收入_元\n" + days)
    found, _ = holds(demand(due=1), snapshots=snapshots)
    assert [since for _, _, since in found] == [due]


@pytest.mark.parametrize(
    ("cell", "since"),
    [
        ("2025-01-02 08:30", at(2025, 1, 5, 8, 30)),
        ("2025-01-02T08:30:00Z", at(2025, 1, 5, 16, 30)),
        ("2025-01-02", at(2025, 1, 6)),
        ("2025年1月2日", at(2025, 1, 6)),
        ("20250102", at(2025, 1, 6)),
    ],
)
def test_age_counts_from_when_the_data_were_loaded(cell, since):
    snapshots = data(customers=f"客户,时间\n甲,{cell}")
    asked = demand("customers", loaded_at=loaded("max(时间)"))
    found, faults = holds(asked, snapshots=snapshots)
    assert (found, faults) == ([("RG263", None, since)], [])


@pytest.mark.parametrize("formula", ["max(客户)", "客户", "count(*)"])
def test_what_is_no_moment_is_found(formula):
    assert holds(demand("customers", loaded_at=loaded(formula)))[1] == ["RG264"]


def test_what_may_not_be_asked_of_a_database_may_not_be_asked_for_the_age():
    asked = demand("customers", loaded_at=loaded("max(read_csv('/etc/passwd'))"))
    assert holds(asked)[1] == ["RG305"]


def test_a_frozen_source_is_never_late_and_the_others_are():
    frozen = replace(demand("quarterly"), is_frozen=True)
    others = demand("others", due=45)
    found, faults = holds(frozen, others=others, text=("营收",))
    assert [code for code, _, _ in found] == ["RG261"], "annual alone"
    assert faults == ["RG142"], "customers have no periods"


def test_an_unknown_source_is_found():
    assert holds(demand("yearly", due=4))[1] == ["RG315"]
