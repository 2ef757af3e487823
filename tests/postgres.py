"""A PostgreSQL of our own for one test run: made, started and stopped by the test."""

import contextlib
import getpass
import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

INSTALL = "apt-get install -y postgresql"


def binaries():
    """Return the folder of initdb and pg_ctl; skip when there is none, fail in CI."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    found = [home for home in homes if (home / "initdb").exists() and (home / "pg_ctl").exists()]
    if not found and shutil.which("initdb"):
        found = [Path(shutil.which("initdb")).parent]
    if not found:
        if os.environ.get("CI"):
            pytest.fail(f"PostgreSQL is missing: {INSTALL}")
        pytest.skip(INSTALL)
    return found[-1]


def free_port():
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Postgres:
    """Its address, and how to run statements as its owner."""

    def __init__(self, folder, port):
        self.folder, self.port = folder, port

    @property
    def url(self):
        return f"postgresql+pg8000://app:geheim@127.0.0.1:{self.port}/postgres"

    def run(self, *statements):
        import sqlalchemy as sa

        engine = sa.create_engine(self.url, poolclass=sa.pool.NullPool)
        with engine.begin() as connection:
            return [_rows(connection.exec_driver_sql(each)) for each in statements]


def _rows(result):
    return result.fetchall() if result.returns_rows else []


@contextlib.contextmanager
def running(folder):
    """Start a server in ``folder`` and stop it at the end."""
    home, port = binaries(), free_port()
    data = folder / "pg"
    user = []
    if getpass.getuser() == "root":
        folder.chmod(0o777)
        for parent in folder.parents:
            if parent.stat().st_uid == 0 and parent != Path("/") and "pytest" in str(parent):
                parent.chmod(parent.stat().st_mode | 0o711)
        user = ["runuser", "-u", "postgres", "--"]
    make = ["-A", "trust", "-U", "app", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    _call([*user, str(home / "initdb"), "-D", str(data), *make], folder)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
    start = [str(home / "pg_ctl"), "-D", str(data), "-w", "-o", options]
    _call([*user, *start, "-l", str(data / "log"), "start"], folder)
    try:
        yield Postgres(folder, port)
    finally:
        _call([*user, str(home / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"], folder)


def _call(command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
