"""Doctor: whether this machine has what reports need, one check after the other."""

import importlib.util
import os
import shutil
import sys
import zoneinfo
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from reportgen.automate.state import home, open_state
from reportgen.diag import ReportgenError, Sink
from reportgen.fonts import assets_dir

_OLDEST = (3, 11)
_ROOM = 500 * 2**20
"""A thousand reports of both kinds; what a batch of them needs at least."""
_FACES = ("NotoSerifSC-Regular.ttf", "NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
_EXTRAS = {
    "sql": "sqlalchemy",
    "watch": "watchfiles",
    "calendar": "chinese_calendar",
    "dask": "distributed",
}
_OTHERS_MAY_READ = 0o077
_PATIENCE = 10.0


class Part(StrEnum):
    """What is looked at."""

    PYTHON = "python"
    FONTS = "fonts"
    DISK = "disk"
    FOLDER = "folder"
    TIME_ZONE = "time_zone"
    LEDGER = "ledger"
    SETTINGS = "settings"
    SETTINGS_SEEN = "settings_seen"
    SERVER = "server"
    EXTRA = "extra"


class Vital(Struct, frozen=True):
    """What was found of one thing; ``detail`` is a fact: a version, a path, a server's answer."""

    part: Part
    is_ok: bool
    detail: str
    is_needed: bool = True
    """Whether reports cannot do without it."""


def examine(
    report: Path | None, settings: Path, env: Mapping[str, str], *, is_offline: bool
) -> Iterator[Vital]:
    """Yield a vital for each thing; servers are logged in to, nothing is sent.

    The state of a ``report`` is looked at where one is named.
    """
    version = ".".join(map(str, sys.version_info[:3]))
    yield Vital(Part.PYTHON, sys.version_info >= _OLDEST, version)
    yield _fonts()
    yield _disk(home(report) if report is not None else Path())
    yield _time_zone()
    if report is not None:
        yield from _state(report)
    yield from _settings(settings, env, is_offline=is_offline)
    for extra, module in _EXTRAS.items():
        is_there = importlib.util.find_spec(module) is not None
        yield Vital(Part.EXTRA, is_there, extra, is_needed=False)


def _fonts() -> Vital:
    folder = assets_dir() / "fonts"
    missing = [name for name in _FACES if not (folder / name).is_file()]
    return Vital(Part.FONTS, not missing, "、".join(missing) or str(folder))


def _disk(folder: Path) -> Vital:
    free = shutil.disk_usage(folder if folder.exists() else Path()).free
    return Vital(Part.DISK, free >= _ROOM, f"{free / 2**30:.1f} GB")


def _time_zone() -> Vital:
    try:
        zoneinfo.ZoneInfo("Asia/Shanghai")
    except zoneinfo.ZoneInfoNotFoundError as fault:
        return Vital(Part.TIME_ZONE, is_ok=False, detail=str(fault))
    return Vital(Part.TIME_ZONE, is_ok=True, detail="Asia/Shanghai")


def _state(report: Path) -> Iterator[Vital]:
    state = open_state(report)
    if state is None or not os.access(state.folder, os.W_OK):
        yield Vital(Part.FOLDER, is_ok=False, detail=str(home(report)))
        return
    yield Vital(Part.FOLDER, is_ok=True, detail=str(state.folder))
    try:
        with state.ledger():
            yield Vital(Part.LEDGER, is_ok=True, detail=str(state.folder / "ledger.db"))
    except ReportgenError as fault:
        yield Vital(Part.LEDGER, is_ok=False, detail=_said(fault))


def _settings(path: Path, env: Mapping[str, str], *, is_offline: bool) -> Iterator[Vital]:
    """Yield what is found of the operator's file, and of each server in it."""
    if not path.exists():
        yield Vital(Part.SETTINGS, is_ok=False, detail=str(path), is_needed=False)
        return
    from reportgen.read.settings import read_settings  # noqa: PLC0415 - only where there is one

    sink = Sink()
    servers = read_settings(path, sink)
    if sink.errors:
        detail = "；".join(f"{each.span} {each.code}" for each in sink.errors)
        yield Vital(Part.SETTINGS, is_ok=False, detail=detail)
        return
    yield Vital(Part.SETTINGS, is_ok=True, detail=str(path))
    is_seen = os.name == "posix" and bool(path.stat().st_mode & _OTHERS_MAY_READ)
    yield Vital(Part.SETTINGS_SEEN, not is_seen, str(path))
    for name in servers:
        yield _server(path, name, env, is_offline=is_offline)


def _server(path: Path, name: str, env: Mapping[str, str], *, is_offline: bool) -> Vital:
    from reportgen.deliver.config import read_servers  # noqa: PLC0415 - as above
    from reportgen.deliver.login import ServerFaultError  # noqa: PLC0415 - as above
    from reportgen.deliver.smtp import LostError, RefusedError, Session  # noqa: PLC0415 - as above

    try:
        server = read_servers(path, name, env)
        if not is_offline:
            with Session(server, _PATIENCE):
                pass
    except ReportgenError as fault:
        return Vital(Part.SERVER, is_ok=False, detail=f"{name}: {_said(fault)}")
    except (ServerFaultError, RefusedError, LostError, OSError) as fault:
        return Vital(Part.SERVER, is_ok=False, detail=f"{name}: {fault}")
    return Vital(Part.SERVER, is_ok=True, detail=f"{name}: {server.host}:{server.port}")


def _said(fault: ReportgenError) -> str:
    return "；".join(each.code.value for each in fault.diagnostics)
