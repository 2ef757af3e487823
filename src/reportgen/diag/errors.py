"""The errors this package raises.

* ReportgenError
  x SourceError    1   the author's files are wrong            RG1xx, RG2xx, RG43x, RG62x, lint
  x UsageError     2   the command or the call is wrong        RG0xx
  x DataError      3   a number is missing, stale or wrong     RG26x, RG27x, RG3xx
  x DeliveryError  4   not sent                                RG6xx
  x LockedError    5   another instance holds the lock
  x MakeError      6   cannot draw, set or write               RG4xx
  x PromiseError   7   a made file breaks a promise            RG5xx, RG65x-RG67x, RG70x
  x InternalError  70  our fault                               RG9xx
"""

from collections.abc import Iterable

from reportgen.diag.diagnostic import Diagnostic


class ReportgenError(Exception):
    """Base of all errors; carries every finding of the run that stopped."""

    exit_code = 70

    def __init__(self, diagnostics: Iterable[Diagnostic] = (), message: str = "") -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__(message or "; ".join(map(str, self.diagnostics)))


class SourceError(ReportgenError):
    """The author's files are wrong; the author can mend them."""

    exit_code = 1


class UsageError(ReportgenError):
    """The command line or the call is wrong."""

    exit_code = 2


class DataError(ReportgenError):
    """A number is missing, stale or of the wrong shape."""

    exit_code = 3


class DeliveryError(ReportgenError):
    """A message was not sent."""

    exit_code = 4


class LockedError(ReportgenError):
    """Another instance is at work here."""

    exit_code = 5


class MakeError(ReportgenError):
    """A chart, a page or a file cannot be made."""

    exit_code = 6


class PromiseError(ReportgenError):
    """A made file breaks a promise; it is not published."""

    exit_code = 7


class InternalError(ReportgenError):
    """Our own fault."""

    exit_code = 70


_BY_BEGINNING: dict[str, type[ReportgenError]] = {
    "RG0": UsageError,
    "RG1": SourceError,
    "RG2": SourceError,
    "RG26": DataError,
    "RG27": DataError,
    "RG3": DataError,
    "RG4": MakeError,
    "RG43": SourceError,
    "RG5": PromiseError,
    "RG520": MakeError,
    "RG521": InternalError,
    "RG522": UsageError,
    "RG54": SourceError,
    "RG53": UsageError,
    "RG65": PromiseError,
    "RG66": PromiseError,
    "RG67": PromiseError,
    "RG68": UsageError,
    "RG6": DeliveryError,
    "RG70": PromiseError,
    "RG72": UsageError,
    "RG9": InternalError,
}


_TEMPLATES = ("RG62", "RG63")


def error_class(code: str) -> type[ReportgenError]:
    """Return the error that a finding with ``code`` raises; lint codes are the author's."""
    if code == "RG401" or code.startswith(_TEMPLATES):  # found before anything is made
        return SourceError
    return (
        _BY_BEGINNING.get(code)
        or _BY_BEGINNING.get(code[:4])
        or _BY_BEGINNING.get(code[:3], SourceError)
    )
