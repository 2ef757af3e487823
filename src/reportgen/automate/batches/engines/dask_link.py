"""An open connection to a Dask scheduler: which workers it has, and what they are asked."""

import logging
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, TypeAlias, TypeVar

import dask.config
from distributed import Client, Future, Security

from reportgen.automate.batches.engines.dask_cluster import Cluster
from reportgen.automate.batches.engines.dask_worker import who
from reportgen.diag import Code, Sink, UsageError

Told: TypeAlias = Callable[[], None]
T = TypeVar("T")
_CLOSE_SECONDS = 3.0
_COMINGS_AND_GOINGS = frozenset({"add-worker", "remove-worker"})
_SETTINGS = {
    # Answers of databases travel with their task; Dask would rather have them as futures.
    "distributed.admin.large-graph-warning-threshold": "4GB",
    # Dask would send the lines of our source that call it along with each task.
    "distributed.diagnostics.computations.nframes": 0,
}


class Link:
    """Speaks to a scheduler; ``told`` is called from its thread when its workers change."""

    def __init__(self, cluster: Cluster, seconds: float, told: Told) -> None:
        _quiet()
        dask.config.set(_SETTINGS)
        self._cluster = cluster
        self._told = told
        self._id = ""
        try:
            self._client = Client(
                cluster.address,
                timeout=seconds,
                security=_security(cluster),
                set_as_default=False,
                name="reportgen",
            )
        except (OSError, ValueError) as fault:
            raise unreachable(cluster, _innermost(fault)) from fault
        try:
            self._client.run_on_scheduler(who)
        except Exception as fault:
            self.close()
            reason = f"scheduler: {fault}"
            raise unreachable(cluster, reason) from fault
        self._client.subscribe_topic("all", self._hear)

    def _hear(self, event: tuple[float, dict[str, Any]]) -> None:
        if event[1].get("action") in _COMINGS_AND_GOINGS:
            self._told()

    @property
    def is_open(self) -> bool:
        """Whether the scheduler is there."""
        return bool(self._client.status == "running")

    def workers(self) -> frozenset[str]:
        """Return the addresses of the workers; raise UsageError when others may listen to them.

        Raises OSError when the scheduler is gone, or another one is in its place.
        """
        found = self._client.scheduler_info()
        self._id = self._id or found["id"]
        if found["id"] != self._id:  # Dask's client goes over to it by itself
            raise ConnectionError(found["id"])
        addresses = frozenset(found["workers"])
        for address in (found["address"], *sorted(addresses)):
            if not self._cluster.trusts(address):
                sink = Sink()
                sink.add(Code.CLUSTER_OPEN, self._cluster.place, who=address)
                sink.stop_on_errors()
        return addresses

    def ask(self, worker: str, function: Callable[..., T], *given: object, **named: bool) -> T:
        """Return what ``function`` returns there; raise what it raises, or OSError."""
        found: dict[str, T] = self._client.run(function, *given, workers=[worker], **named)
        return found[worker]

    def send(self, worker: str, function: Callable[..., Any], given: object, key: str) -> Future:
        """Have ``function`` called there, after what was sent before; nowhere else, and once.

        Raises OSError when the scheduler is gone.
        """
        at = {"workers": [worker], "allow_other_workers": False, "retries": 0}
        try:
            return self._client.submit(function, given, key=key, pure=False, **at)
        except Exception as fault:
            if self.is_open:
                raise
            raise ConnectionError(str(fault)) from fault

    def tell(self, workers: Iterable[str], function: Callable[..., Any], *given: object) -> None:
        """Have ``function`` called there, whatever comes of it; wait for a moment only."""
        at = {"workers": list(workers), "on_error": "ignore"}
        if at["workers"] and self.is_open:
            _within(_CLOSE_SECONDS, lambda: self._client.run(function, *given, **at))

    def recall(self, future: Future | None) -> None:
        """Have what was sent not begun, or its outcome forgotten."""
        if future is not None and self.is_open:
            _within(_CLOSE_SECONDS, future.cancel)

    def close(self) -> None:
        """Let go of the scheduler, be it there or not."""
        _within(_CLOSE_SECONDS, lambda: self._client.close(timeout=_CLOSE_SECONDS))


def _quiet() -> None:
    """Keep Dask's own lines back: what a lost worker means is said by findings."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _within(seconds: float, call: Callable[[], Any]) -> None:
    """Make a call that may fail or hang with the scheduler: nothing depends on it."""

    def attempt() -> None:
        with suppress(Exception):
            call()

    calling = threading.Thread(target=attempt, daemon=True)
    calling.start()
    calling.join(seconds)


def unreachable(cluster: Cluster, reason: str) -> UsageError:
    """Return the error that says why nobody answers."""
    sink = Sink()
    sink.add(Code.CLUSTER_UNREACHABLE, cluster.place, address=cluster.address, reason=reason)
    return UsageError(sink.found)


def _security(cluster: Cluster) -> Security | None:
    if not cluster.is_encrypted:
        return None
    return Security(
        require_encryption=True,
        tls_ca_file=str(cluster.ca),
        tls_client_cert=str(cluster.cert),
        tls_client_key=str(cluster.key),
    )


def _innermost(fault: BaseException) -> str:
    """Return what was first wrong: Dask wraps it in several errors of its own."""
    while (cause := fault.__cause__ or fault.__context__) is not None:
        fault = cause
    return " ".join(str(fault).split()) or type(fault).__name__
