"""Reasons: what is not as it was when a build was made."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from reportgen.automate.fingerprint import ENGINE, FONTS, LIBRARIES
from reportgen.automate.history.archive import archived, shown_input
from reportgen.automate.history.file_changes import changed_lines, changed_tables, csv_rows
from reportgen.automate.making import ENV, REMOTE_MARK, TODAY
from reportgen.automate.state import State
from reportgen.compare import compared
from reportgen.ledger import BuildRecord, digest_of
from reportgen.model.difference import Change
from reportgen.model.reason import Reason, ReasonKind, TableChange

_MAKERS = {
    ENGINE: ReasonKind.PROGRAM,
    LIBRARIES: ReasonKind.LIBRARIES,
    FONTS: ReasonKind.FONTS,
}


def reasons_between(old: BuildRecord, new: BuildRecord, state: State) -> tuple[Reason, ...]:
    """Return why ``new`` was made although there was ``old``."""
    found = _Reasons(old, state, new)
    files = tuple(found.files(dict(new.inputs)))
    return (*files, *found.settings(dict(new.settings))) or (Reason(ReasonKind.ASKED),)


def reasons_now(old: BuildRecord, settings: Mapping[str, str], state: State) -> tuple[Reason, ...]:
    """Return what is not as it was for ``old``; nothing where nothing would be made."""
    found = _Reasons(old, state)
    now = {path: digest_of(Path(path)) for path, _ in old.inputs}
    files = tuple(found.files(now))
    lost = (name for name, digest in old.files if not state.store.holds(digest))
    gone = (Reason(ReasonKind.LOST, name, Change.GONE) for name in lost)
    return (*files, *found.settings(settings), *gone)


class _Reasons:
    """Holds a finished build against another state of what it depended on."""

    def __init__(self, old: BuildRecord, state: State, new: BuildRecord | None = None) -> None:
        self._old = old
        self._new = new
        self._state = state

    def files(self, now: Mapping[str, str]) -> Iterator[Reason]:
        """Yield the files that differ; ``now`` has no digest for one that is gone."""
        was = dict(self._old.inputs)
        for path in dict.fromkeys((*now, *was)):
            old, new = was.get(path, ""), now.get(path, "")
            if old == new:
                continue
            name = self._shown(path)
            if not old or not new:
                yield Reason(ReasonKind.FILE, name, Change.CAME if new else Change.GONE)
                continue
            sides = self._kept(path, old), self._kept(path, new)
            yield Reason(
                ReasonKind.FILE,
                name,
                old=old,
                new=new,
                lines=changed_lines(name, *sides),
                tables=changed_tables(name, *sides),
            )

    def settings(self, now: Mapping[str, str]) -> Iterator[Reason]:
        """Yield what else differs."""
        was = dict(self._old.settings)
        for name in dict.fromkeys((*was, *now)):
            old, new = was.get(name, ""), now.get(name, "")
            if old == new:
                continue
            change = Change.CHANGED if old and new else Change.CAME if new else Change.GONE
            if name in _MAKERS:
                yield Reason(_MAKERS[name], "", change, old, new)
            elif name == TODAY:
                yield Reason(ReasonKind.DAY, "", change, old, new)
            elif name.startswith(REMOTE_MARK):
                source = name.removeprefix(REMOTE_MARK)
                yield Reason(ReasonKind.SOURCE, source, change, tables=self._answers(source))
            else:
                yield Reason(ReasonKind.ENVIRONMENT, name.removeprefix(ENV), change)

    def _answers(self, source: str) -> tuple[TableChange, ...]:
        """Return what changed in what a database or an address gave, where it is a table."""
        old, new = (
            archived(record, self._state).get(source) if record else None
            for record in (self._old, self._new)
        )
        was, now = csv_rows(old or b""), csv_rows(new or b"")
        found = compared(was, now) if old and new and was and now else None
        return (found,) if found else ()

    def _kept(self, path: str, digest: str) -> Path:
        """Return where the content with ``digest`` is: in the archive, else where it was."""
        return self._state.store.path(digest) if self._state.store.holds(digest) else Path(path)

    def _shown(self, path: str) -> str:
        """Return ``path`` as seen from the report; what lies elsewhere by its name and folder."""
        shown = shown_input(self._old, path)
        return shown if shown != path else "/".join(Path(path).parts[-2:])
