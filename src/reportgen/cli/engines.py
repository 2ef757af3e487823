"""Who makes the reports of a batch: processes of this machine, or a Dask cluster."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:  # `--help` need not load them
    from reportgen.automate.batches.engines import Engine

_LOCAL, _DASK = "local", "dask"
_KEYS = ("tls_ca", "tls_cert", "tls_key")
ENGINE_OPTIONS = (
    click.option(
        "--workers",
        type=click.IntRange(1, 256),
        help="成批时同时开几个进程；缺省为处理器核数 / processes at work",
    ),
    click.option(
        "--engine",
        type=click.Choice([_LOCAL, _DASK]),
        default=_LOCAL,
        help="成批时由谁做：本机的进程，或 Dask 集群 / who makes the reports",
    ),
    click.option("--address", help="Dask 调度器：tcp://127.0.0.1:8786 或 tls://主机:8786"),
    *(
        click.option(f"--{name.replace('_', '-')}", type=click.Path(path_type=Path), help=help_)
        for name, help_ in zip(
            _KEYS,
            (
                "集群自己的根证书（PEM）/ the cluster's own root",
                "本机的证书（PEM）/ our certificate",
                "它的私钥（PEM）/ its key",
            ),
            strict=True,
        )
    ),
)


class AskedEngine:
    """Which engine the command line asks for."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._name, self._address = options.pop("engine"), options.pop("address")
        self._workers = options.pop("workers")
        self._keys = [options.pop(name) for name in _KEYS]
        cluster = (self._address, *self._keys)
        if self._name == _LOCAL and any(cluster):
            raise click.UsageError("--address、--tls-… 要有 --engine dask / need --engine dask")
        if self._name == _DASK and not self._address:
            raise click.UsageError("--engine dask 要有 --address / needs --address")
        if self._name == _DASK and self._workers:
            raise click.UsageError("--workers 是本机的；Dask 有几个 worker 用几个 / local only")

    @property
    def is_asked(self) -> bool:
        """Whether something else than the processes of this machine is asked for."""
        return bool(self._name != _LOCAL)

    def engine(self) -> "Engine":
        """Return it; raise UsageError for a cluster that may not be used so."""
        if self._name == _LOCAL:
            from reportgen.automate.batches.engines.local import Local  # noqa: PLC0415 - as above

            return Local(self._workers or os.cpu_count() or 1)
        from reportgen.automate.batches.engines.dask_cluster import (  # noqa: PLC0415 - as above
            Cluster,
            dask_engine,
        )

        return dask_engine(Cluster(self._address, *self._keys))
