"""Start: a new folder with a small report that builds at once, for a kind of report and a brand."""

import json
from hashlib import sha256
from pathlib import Path

from reportgen.adopt import Answers, fill_in
from reportgen.automate.publish import publish
from reportgen.diag import Code, Sink, Source, Span, nearest
from reportgen.model.pattern import pattern
from reportgen.model.report import Profile

SCHEMA = ".reportgen/report.schema.json"
"""Where the first line of a new report.yaml tells editors to look for its keys."""
_BRAND = "brand.yaml"
_NO_NAME = "report"
_NO_ID = pattern(r"[^A-Za-z0-9_.-]+")


def kits() -> tuple[str, ...]:
    """Return the names of the brands that come with the program."""
    from reportgen.read.brand_parent import templates_folder  # noqa: PLC0415 - reads all keys

    return tuple(sorted(path.parent.name for path in templates_folder().glob(f"*/{_BRAND}")))


def start(folder: Path, profile: Profile, answers: Answers) -> tuple[Path, ...]:
    """Write a report of ``profile`` into the new ``folder``; return its files.

    A brand of the author's own, given as its folder, is copied into the report. Nothing is
    overwritten: raise UsageError where the folder holds something or the brand is not known.
    """
    from reportgen.read import json_schema  # noqa: PLC0415 - reads all keys
    from reportgen.read.brand_parent import templates_folder  # noqa: PLC0415 - as above

    sink, place = Sink(), Span(Source(folder.as_posix(), ""), 1, 1)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        sink.add(Code.FOLDER_IN_USE, place, path=folder)
    own = Path(answers.brand)
    is_own = (own / _BRAND).is_file()
    if not is_own and answers.brand not in kits():
        known, close = "、".join(kits()), nearest(answers.brand, kits()) or "—"
        sink.add(
            Code.UNKNOWN_VALUE,
            place,
            value=answers.brand,
            key="--brand",
            known=known,
            nearest=close,
        )
    sink.stop_on_errors()
    starter = templates_folder() / "starters" / profile.value
    texts = {path.name: path.read_text("utf-8") for path in sorted(starter.iterdir())}
    if is_own:
        answers = Answers(answers.title, answers.organisation, "brand", answers.date)
    made = fill_in(texts, _identifier(folder), answers)
    files = {folder / name: text.encode() for name, text in made.items()}
    if is_own:
        names = (path for path in sorted(own.rglob("*")) if path.is_file())
        files |= {folder / "brand" / path.relative_to(own): path.read_bytes() for path in names}
    schema = json.dumps(json_schema(), ensure_ascii=False, indent=1)
    publish([*files.items(), (folder / SCHEMA, schema.encode())])
    return tuple(files)


def _identifier(folder: Path) -> str:
    """Return an id after the folder's name, in letters that are safe in names and in mails."""
    name = folder.resolve().name
    plain = _NO_ID.sub("-", name).strip("-.")
    is_told = plain == name
    return plain if is_told else f"{plain or _NO_NAME}-{sha256(name.encode()).hexdigest()[:6]}"
