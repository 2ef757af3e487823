"""Where a Dask cluster is: on this machine, or behind certificates that both sides show."""

import ipaddress
from pathlib import Path

from msgspec import Struct

from reportgen.automate.batches.engines import Engine
from reportgen.diag import Code, Sink, Source, Span, UsageError
from reportgen.model.pattern import pattern

_ADDRESS = pattern(r"(tcp|tls)://(\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]@]+):([0-9]{1,5})")
_LAST_PORT = 65535
_BEGINNING = b"-----BEGIN "
_HEAD = 64 * 1024
_INSTALL = 'pip install "reportgen[dask]"'


class Cluster(Struct, frozen=True):
    """The address of a scheduler and, for ``tls://``, who we are and whom we believe."""

    address: str
    ca: Path | None = None
    cert: Path | None = None
    key: Path | None = None

    @property
    def is_encrypted(self) -> bool:
        """Whether both sides show certificates."""
        return self.address.startswith("tls://")

    @property
    def place(self) -> Span:
        """Where findings about it stand."""
        return Span(Source(self.address, ""), 1, 1)

    def trusts(self, address: str) -> bool:
        """Tell whether a part of the cluster that listens at ``address`` is as safe as it says."""
        found = _ADDRESS.fullmatch(address)
        if found is None:
            return False
        if self.is_encrypted:
            return found[1] == "tls"
        return found[1] == "tcp" and _is_here(found[2])


def dask_engine(cluster: Cluster) -> Engine:
    """Return the engine of ``cluster``; raise UsageError for one that may not be used so."""
    check_cluster(cluster)
    try:
        from reportgen.automate.batches.engines.dask_engine import DaskEngine  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as fault:
        sink = Sink()
        missing, command = fault.name or "distributed", _INSTALL
        sink.add(Code.CLUSTER_EXTRA_MISSING, cluster.place, missing=missing, command=command)
        raise UsageError(sink.found) from fault
    return DaskEngine(cluster)


def check_cluster(cluster: Cluster) -> None:
    """Raise UsageError for an address that others could listen to, or keys that are not there."""
    sink = Sink()
    found = _ADDRESS.fullmatch(cluster.address)
    keys = {"--tls-ca": cluster.ca, "--tls-cert": cluster.cert, "--tls-key": cluster.key}
    if found is None or not 0 < int(found[3]) <= _LAST_PORT:
        _refuse(cluster, "tcp://127.0.0.1:8786、tls://HOST:8786", sink)
    elif not cluster.is_encrypted and not _is_here(found[2]):
        _refuse(cluster, "没有加密的 tcp 只许连本机 / plain tcp may reach this machine only", sink)
    elif not cluster.is_encrypted and any(keys.values()):
        _refuse(cluster, "给了证书，地址却是 tcp / certificates, yet not tls://", sink)
    elif cluster.is_encrypted:
        for option, path in keys.items():
            reason = _fault(path)
            if reason:
                shown = path or "—"
                sink.add(
                    Code.CLUSTER_TLS_FILE, cluster.place, option=option, path=shown, reason=reason
                )
    sink.stop_on_errors()


def _refuse(cluster: Cluster, reason: str, sink: Sink) -> None:
    sink.add(Code.CLUSTER_ADDRESS, cluster.place, address=cluster.address, reason=reason)


def _is_here(host: str) -> bool:
    """Tell whether ``host`` can only be this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _fault(path: Path | None) -> str:
    if path is None:
        return "没有给出 / not given"
    try:
        with path.open("rb") as file:
            is_pem = _BEGINNING in file.read(_HEAD)
    except OSError as fault:
        return fault.strerror or type(fault).__name__
    return "" if is_pem else "不是 PEM / not PEM"
