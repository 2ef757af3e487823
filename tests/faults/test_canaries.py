"""Canaries: no file, cache or store entry of one client holds a byte of another's data."""

import io
import os
import re
import signal
import zipfile

import pikepdf
import psutil
import pytest
from pypdfium2 import PdfDocument
from tests.clients import amounts, canary, name, write_report
from tests.faults.test_killed_batches import start, wait_for

CLIENTS = 1000 if os.environ.get("REPORTGEN_SOAK") else 12
TURN = 7
OF_AMOUNT = {amount: n for n in range(CLIENTS) for amount in amounts(n, TURN)}
OF_WORD = {canary(n): n for n in range(CLIENTS)} | {name(n): n for n in range(CLIENTS)}
WORDS = re.compile(r"口令[a-j]+号|客户\d{4}")
NUMBERS = re.compile(r"(?<![\d,.])[15],?\d{3},?\d{3}(?![\d,])")


@pytest.mark.timeout(7200 if CLIENTS == 1000 else 240)
def test_nothing_of_one_client_is_in_what_is_another_ones(tmp_path):
    report = write_report(tmp_path / "r", CLIENTS, TURN)
    batch = start(report, "--to", "pdf,docx")
    wait_for(lambda: list((report.parent / "out").rglob("*.pdf")), batch)
    for each in psutil.Process(batch.pid).children(recursive=True)[-1:]:
        each.send_signal(signal.SIGKILL)
    assert batch.wait() == 0
    assert start(report, "--to", "pdf,docx").wait() == 0
    state = report.parent / ".reportgen"
    for number in range(CLIENTS):
        files = list((report.parent / "out" / name(number)).iterdir())
        assert len(files) == 2
        for file in files:
            assert clients_in(file.read_bytes()) == {number}
    inputs = {path.read_bytes() for path in report.parent.iterdir() if path.is_file()}
    for folder in ("store", "cache", "runs"):
        for file in (path for path in (state / folder).rglob("*") if path.is_file()):
            data = file.read_bytes()
            assert data in inputs or len(clients_in(data)) <= 1, file


def clients_in(data):
    """Return the numbers of the clients of whom something is in a file, however packed."""
    return {number for part in parts_of(data) for number in named_in(part)}


def named_in(data):
    for coding in ("utf-8", "utf-16-be"):
        text = data.decode(coding, "ignore")
        yield from (OF_WORD[word] for word in WORDS.findall(text) if word in OF_WORD)
        numbers = (int(each.replace(",", "")) for each in NUMBERS.findall(text))
        yield from (OF_AMOUNT[each] for each in numbers if each in OF_AMOUNT)


def parts_of(data):
    """Yield all that is in a file, unpacked."""
    if data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for thing in pdf.objects:
                if isinstance(thing, pikepdf.Stream):
                    yield thing.read_bytes()
                yield thing.unparse()
        pages = PdfDocument(data)
        yield from (page.get_textpage().get_text_bounded().encode() for page in pages)
        return
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for part in package.namelist():
                yield from parts_of(package.read(part))
