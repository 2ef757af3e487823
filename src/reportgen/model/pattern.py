"""Patterns: regular expressions that are compiled when they first meet a text."""

import re
from typing import Any, AnyStr, cast


def pattern(words: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what ``re.compile`` does, made when it is first used.

    Modules say hundreds of patterns and a report meets a third of them; to compile one takes as
    long as to load a module.
    """
    return cast("re.Pattern[AnyStr]", _Waiting(words, flags))


class _Waiting:
    """Stands for a pattern; its methods are the pattern's own once one was asked for."""

    def __init__(self, words: str | bytes, flags: int) -> None:
        self._source = words, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        words, flags = self._source
        compiled = re.compile(words, flags)
        for each in dir(compiled):
            if not each.startswith("__"):
                setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)
