"""The wheel: what a person gets who installs the program and has no checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST_BYTES = 40_000_000


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture
def run(installed, tmp_path):
    """Run Python with the wheel alone, with a home that is empty."""
    home = tmp_path / "home"
    home.mkdir()
    env = {
        **os.environ,
        "PYTHONPATH": str(installed),
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_CONFIG_HOME": str(home / ".config"),
    }

    def said(*words):
        return subprocess.run(
            [sys.executable, "-P", *words],
            cwd=tmp_path,
            env=env,
            check=True,
            capture_output=True,
            text=True,
            timeout=100,
            stdin=subprocess.DEVNULL,
        ).stdout

    return said


def test_fonts_kits_and_starters_are_inside(installed):
    assets = installed / "reportgen" / "_assets"
    assert list((assets / "fonts").glob("NotoSerifSC-*.ttf"))
    for name in ("default", "classic", "gongwen"):
        assert (assets / "templates" / name / "brand.yaml").is_file()
    assert (assets / "templates" / "starters" / "research" / "report.yaml").is_file()
    assert (installed / "reportgen" / "py.typed").is_file()


def test_it_is_no_more_than_forty_megabytes(wheel):
    assert wheel.stat().st_size <= MOST_BYTES


def test_licences_travel_with_the_fonts(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = [Path(name).name for name in archive.namelist() if ".dist-info/" in name]
    assert "LICENSE" in names
    assert "THIRD-PARTY-NOTICES.md" in names
    assert any(name.startswith("LICENSE-") for name in names)


def test_a_new_report_builds_outside_the_checkout(run, installed, tmp_path):
    where = run("-c", "import reportgen; print(reportgen.__file__)").strip()
    assert Path(where).is_relative_to(installed)
    run("-m", "reportgen", "init", "x")
    paths = run("-m", "reportgen", "build", "x").split()
    assert {Path(tmp_path / path).suffix for path in paths} == {".pdf", ".docx"}
    assert all((tmp_path / path).is_file() for path in paths)


def test_nothing_is_written_but_into_the_report(run, tmp_path):
    run("-m", "reportgen", "init", "x")
    run("-m", "reportgen", "build", "x")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "x"]
    assert list((tmp_path / "home").rglob("*")) == []


def test_to_import_it_loads_nothing_heavy(run):
    said = run("-c", "import sys, reportgen; print(len([m for m in sys.modules if '.' not in m]))")
    assert int(said) < 200
