"""View: what the window shows of one state of the report, as plain data."""

from collections.abc import Sequence
from pathlib import PurePath

from msgspec import Struct

from reportgen.build import Shown
from reportgen.diag import Diagnostic, Severity, as_json
from reportgen.diag.show import Language
from reportgen.model.manifest import Manifest


class View(Struct, frozen=True):
    """A state: the pages that were set last, and what was found since.

    With ``faults`` the pages are those of the last sound state.
    """

    revision: int
    shown: Shown | None
    findings: tuple[Diagnostic, ...]
    seconds: float = 0.0

    @property
    def has_faults(self) -> bool:
        """Whether the pages are older than the sources."""
        return any(each.severity is Severity.ERROR for each in self.findings)


def view_data(view: View, language: Language) -> dict[str, object]:
    """Return ``view`` for the window: pages by digest, findings, outline, anchors."""
    shown = view.shown
    return {
        "revision": view.revision,
        "faults": view.has_faults,
        "seconds": round(view.seconds, 3),
        "title": shown.checked.document.cover.title if shown else "",
        "pages": [
            {"digest": page.digest, "label": page.label, "width": page.width, "height": page.height}
            for page in (shown.svg.pages if shown else ())
        ],
        "findings": [as_json(each, language) for each in view.findings],
        "outline": _outline(shown) if shown else [],
        "anchors": _anchors(shown) if shown else {},
        "faces": sorted(shown.svg.faces) if shown else [],
    }


def _outline(shown: Shown) -> list[dict[str, object]]:
    places = shown.layout.places
    return [
        {"level": each.level, "text": each.text, "anchor": each.anchor}
        for each in shown.layout.outline
        if each.anchor in places
    ]


def _anchors(shown: Shown) -> dict[str, list[float]]:
    """Return page and height from its top (points) of each anchor."""
    return {
        anchor: [place.page, (shown.pages[place.page].height - place.y) / 1000]
        for anchor, place in shown.layout.places.items()
    }


def numbers_data(shown: Shown) -> list[dict[str, object]]:
    """Return each metric that is printed: what it says, how it is made, where it comes from."""
    manifest: Manifest = shown.checked.manifest
    found: dict[tuple[str, str, str], dict[str, object]] = {}
    places = shown.layout.places
    for number in manifest.numbers:
        origin = manifest.origins[number.origin]
        key = (number.metric, number.period, number.text)
        entry = found.setdefault(
            key,
            {
                "metric": number.metric,
                "period": number.period,
                "text": number.text,
                "unit": number.unit,
                "value": str(number.value),
                "formula": origin.formula,
                "source": origin.source,
                "rows": origin.rows,
                "anchor": number.place if number.place in places else "",
                "count": 0,
            },
        )
        entry["count"] = _count(entry) + 1
    return list(found.values())


def _count(entry: dict[str, object]) -> int:
    count = entry["count"]
    return count if isinstance(count, int) else 0


def excerpt(text: str, line: int, around: int = 4) -> list[dict[str, object]]:
    """Return the lines of ``text`` about ``line`` with their numbers."""
    lines = text.splitlines()
    first = max(1, line - around)
    wanted: Sequence[str] = lines[first - 1 : line + around]
    return [{"number": first + at, "text": words} for at, words in enumerate(wanted)]


def file_name(title: str, suffix: str) -> str:
    """Return what a downloaded file is called."""
    return PurePath(f"{title or 'report'}{suffix}").name
