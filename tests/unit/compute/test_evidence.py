"""A number typed by hand has a reference that vouches for it."""

from msgspec.structs import replace
from tests.unit.compute.builder import codes, compute, data, metric, report

from reportgen.compute import compute_facts
from reportgen.diag import Sink


def test_a_typed_number_without_evidence_is_a_finding():
    facts, found = compute([metric("债务", value="80", unit="亿美元", evidence="")], ["债务"])
    assert codes(found) == ["RG316"]
    assert facts.wordings == {}


def test_evidence_must_be_in_the_reference_list():
    _, found = compute([metric("债务", value="80", evidence="reff")], ["债务"])
    assert codes(found) == ["RG203"]
    assert found[0].values == {"key": "reff", "count": "1", "nearest": "ref"}


def test_every_metric_is_checked_even_if_no_text_quotes_it():
    _, found = compute([metric("债务", value="80", evidence=""), metric("数", sql="sum(没有)")])
    assert codes(found) == ["RG316", "RG301"] or codes(found) == ["RG301", "RG316"]


def test_a_unit_that_cannot_be_said_in_the_format_is_a_finding():
    _, found = compute([metric("债务", value="80", unit="亿美元", how="百分比")])
    assert codes(found) == ["RG307"]


def test_all_metrics_are_known_at_the_report_period():
    facts, _ = compute([metric("债务", value="80"), metric("营收", sql="sum(营业收入)")])
    assert [(name, str(period)) for name, period in facts.metrics] == [
        ("债务", "None"),
        ("营收", "2024"),
    ]


def test_facts_do_not_depend_on_the_order_of_the_snapshots():
    metrics = [metric("营收", sql="sum(营业收入)"), metric("季", source="quarterly")]
    made = report(metrics, ["营收", "季"])
    snapshots = data()
    turned = dict(reversed(snapshots.items()))
    assert compute_facts(made, snapshots, Sink()) == compute_facts(made, turned, Sink())


def test_a_format_of_its_own_replaces_the_default():
    spec = metric("员工", value="881", unit="人")
    facts, _ = compute([spec], ["员工"])
    assert facts.wordings["员工"].text == "881人"
    other = replace(spec, label="员工总数")
    facts, _ = compute([other], ["员工"])
    assert facts.metrics["员工", None].label == "员工总数"
