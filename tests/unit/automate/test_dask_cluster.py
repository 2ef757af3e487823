"""Which addresses of a cluster are used: this machine's, and those behind certificates."""

import sys

import pytest
from tests.dask_cluster import make_keys

from reportgen.automate.batches.engines.dask_cluster import Cluster, check_cluster, dask_engine
from reportgen.diag import UsageError


def codes(cluster):
    with pytest.raises(UsageError) as caught:
        check_cluster(cluster)
    return [each.code.value for each in caught.value.diagnostics]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "localhost", "[::1]"])
def test_plain_tcp_reaches_this_machine(host):
    check_cluster(Cluster(f"tcp://{host}:8786"))


@pytest.mark.parametrize(
    "address",
    [
        "tcp://10.0.0.5:8786",
        "tcp://sched:8786",
        "tcp://localhost.evil.cn:8786",
        "tcp://0.0.0.0:8786",
        "127.0.0.1:8786",
        "tcp://127.0.0.1",
        "tcp://127.0.0.1:99999",
        "inproc://1/2/3",
        "ws://127.0.0.1:8786",
        "tcp://user@127.0.0.1:8786",
        "tcp://127.0.0.1:8786/x",
        "",
    ],
)
def test_any_other_address_is_refused(address):
    assert codes(Cluster(address)) == ["RG531"]


def test_tls_needs_all_three_files(tmp_path):
    ca, cert, key = make_keys(tmp_path)
    check_cluster(Cluster("tls://sched:8786", ca, cert, key))
    assert codes(Cluster("tls://sched:8786")) == ["RG532"] * 3
    assert codes(Cluster("tls://sched:8786", ca, cert, tmp_path / "none.pem")) == ["RG532"]
    (tmp_path / "odd.pem").write_text("hello", "utf-8")
    assert codes(Cluster("tls://sched:8786", tmp_path / "odd.pem", cert, key)) == ["RG532"]


def test_certificates_for_a_plain_address_are_a_mistake(tmp_path):
    assert codes(Cluster("tcp://127.0.0.1:8786", *make_keys(tmp_path))) == ["RG531"]


def test_a_part_of_the_cluster_that_listens_to_others_is_not_trusted():
    here, there = Cluster("tcp://127.0.0.1:1"), Cluster("tls://sched:1")
    assert here.trusts("tcp://127.0.0.1:40001")
    assert not here.trusts("tcp://10.1.2.3:40001")
    assert there.trusts("tls://10.1.2.3:40001")
    assert not there.trusts("tcp://10.1.2.3:40001")


def test_without_the_extra_the_finding_says_how_to_install_it(monkeypatch):
    monkeypatch.delitem(
        sys.modules, "reportgen.automate.batches.engines.dask_engine", raising=False
    )
    monkeypatch.delitem(sys.modules, "reportgen.automate.batches.engines.dask_link", raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError) as caught:
        dask_engine(Cluster("tcp://127.0.0.1:8786"))
    (finding,) = caught.value.diagnostics
    assert finding.code.value == "RG530"
    assert finding.values["command"] == 'pip install "reportgen[dask]"'
