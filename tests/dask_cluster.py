"""A real Dask cluster on loopback: a scheduler and workers, each a process of its own."""

import datetime as dt
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from distributed import Client

from reportgen.automate.batches.engines import Lost, Task

_ROOT = Path(__file__).parents[1]
_TLS = ("--tls-ca-file", "--tls-cert", "--tls-key")
_ATTEMPTS = 3
_START_SECONDS = 60


class DaskCluster:
    """Use it in a ``with``; what it started is gone afterwards.

    ``is_cold``: each process is started by the command that people type, from nothing.
    """

    def __init__(self, workers=2, keys=None, preload=None, *, is_cold=False):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self._scheme = "tls" if keys else "tcp"
        self._keys = keys
        self._preload = preload
        self._wanted = workers
        self.address = f"{self._scheme}://127.0.0.1:{self._port}"
        self.folder = Path(tempfile.mkdtemp(prefix="dask-"))
        self.scheduler = None
        self.workers = []
        self._is_cold = is_cold
        self._stable = None

    def __enter__(self):
        if not self._is_cold:
            pipe = subprocess.PIPE
            command = [sys.executable, "-m", "tests.dask_stable"]
            self._stable = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=_ROOT)
        self.start_scheduler()
        for _ in range(self._wanted):
            self.start_worker()
        return self

    def __exit__(self, *_):
        for process in [*self.workers, self.scheduler]:
            kill(process)
        if self._stable is not None:
            self._stable.communicate()
        shutil.rmtree(self.folder)

    def start_scheduler(self):
        options = ["--port", str(self._port), "--protocol", self._scheme]
        self.scheduler = self._start("scheduler", *options)
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self._port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError(self._logs())

    def start_worker(self, preload=None):
        options = ["--nthreads", "1", "--no-nanny", "--local-directory", str(self.folder)]
        preload = preload or self._preload
        if preload:
            options += ["--preload", str(preload)]
        self.workers.append(self._start("worker", self.address, *options))
        return self.workers[-1]

    def fall(self):
        """Kill all of it at once."""
        for process in (self.scheduler, *self.workers):
            kill(process)

    def mend(self, workers=2, *, waits=True):
        """Start what is not there."""
        if self.scheduler.poll() is not None:
            self.start_scheduler()
        for _ in range(workers - len(self.living())):
            self.start_worker()
        if waits:
            self.wait_for(workers)

    def wait_for(self, workers):
        with Client(self.address, set_as_default=False, timeout=_START_SECONDS) as client:
            client.wait_for_workers(workers, timeout=_START_SECONDS)

    def kept(self):
        """Return what workers have of reports."""
        return set(self.folder.rglob("reportgen-*"))

    def forgets(self, before=frozenset()):
        """Wait until workers, who forget by themselves, keep no more than ``before``."""
        until = time.monotonic() + 20
        while self.kept() - before and time.monotonic() < until:
            time.sleep(0.1)
        return self.kept() <= before

    def living(self):
        return [worker for worker in self.workers if worker.poll() is None]

    def _logs(self):
        return "\n".join(path.read_text("utf-8") for path in self.folder.glob("*.log"))

    def _start(self, what, *options):
        options = [*options, "--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0"]
        for option, path in zip(_TLS, self._keys or (), strict=False):
            options += [option, str(path)]
        log = self.folder / f"{what}-{time.monotonic_ns()}.log"
        if self._stable is not None:
            return _Forked(self._stable, [str(log), what, *options])
        with log.open("w") as out:
            command = [sys.executable, "-m", "dask", what, *options]
            return subprocess.Popen(command, stdout=out, stderr=out)


class _Forked:
    """A process that the stable has forked; it looks like a Popen."""

    def __init__(self, stable, request):
        stable.stdin.write(json.dumps(request) + "\n")
        stable.stdin.flush()
        self.pid = int(stable.stdout.readline())

    def poll(self):
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return -1
        return None

    def send_signal(self, number):
        os.kill(self.pid, number)

    def wait(self):
        while self.poll() is None:
            time.sleep(0.005)


def kill(process):
    if process is not None and process.poll() is None:
        process.send_signal(signal.SIGKILL)
        process.wait()


class PlainDesk:
    """Hands out tasks and counts what is lost, without a ledger."""

    def __init__(self, rows=({},)):
        self._waiting = [Task(str(number), row) for number, row in enumerate(rows)]
        self._tasks = {task.key: task for task in self._waiting}
        self._tries = dict.fromkeys(self._tasks, 0)
        self.files = {}
        self.notes = []
        self.store = self.cache = Path()

    def take(self):
        return self._waiting.pop(0) if self._waiting else None

    def beat(self):
        pass

    def stage(self, key, stage):
        pass

    def note(self, finding):
        self.notes.append(finding)

    def keep(self, data):
        digest = hashlib.sha256(data).hexdigest()
        self.files[digest] = data
        return digest

    def hand_back(self, key):
        """Have a lost task wait again."""
        self._waiting.append(self._tasks[key])

    def outcomes(self, engine, brief):
        """Return what became of each row in the end, and yield nothing twice."""
        found = {}
        for key, outcome in engine.run(brief, self):
            assert key not in found
            if isinstance(outcome, Lost):
                self._tries[key] += 1
                if self._tries[key] < _ATTEMPTS:
                    self.hand_back(key)
                    continue
            found[key] = outcome
        return found


def make_keys(folder, name="cluster"):
    """Return a root, and a certificate of it with its key."""
    folder.mkdir(exist_ok=True, parents=True)
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root = _certificate(f"{name} root", root_key, f"{name} root", root_key, is_root=True)
    leaf = _certificate("localhost", key, f"{name} root", root_key, is_root=False)
    plain = serialization.NoEncryption()
    pkcs8 = serialization.PrivateFormat.PKCS8
    pem = serialization.Encoding.PEM
    made = (
        ("ca.pem", root.public_bytes(pem)),
        ("cert.pem", leaf.public_bytes(pem)),
        ("key.pem", key.private_bytes(pem, pkcs8, plain)),
    )
    for file, data in made:
        (folder / file).write_bytes(data)
    return tuple(folder / file for file, _ in made)


def _certificate(name, key, issuer, signer, *, is_root):
    now = dt.datetime.now(dt.UTC)
    named = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, each)]) for each in (name, issuer)]
    return (
        x509.CertificateBuilder()
        .subject_name(named[0])
        .issuer_name(named[1])
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .sign(signer, hashes.SHA256())
    )
