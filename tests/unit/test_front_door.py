"""The front door: few names, cheap to open."""

import subprocess
import sys

import reportgen


def test_the_front_door_has_at_most_ten_names():
    assert sorted(reportgen.__all__) == reportgen.__all__
    assert len(reportgen.__all__) <= 10
    assert all(hasattr(reportgen, name) for name in reportgen.__all__)


def test_the_import_brings_in_no_heavy_tool():
    code = (
        "import sys, reportgen; "
        "print([m for m in ('matplotlib','pandas','reportlab','duckdb','numpy','yaml') "
        "if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
