"""Columns: how the measure is shared among the columns of a table."""

from collections.abc import Sequence

from reportgen.model.length import Length


def share(
    least: Sequence[Length], natural: Sequence[Length], measure: Length
) -> tuple[Length, ...]:
    """Return widths that fill ``measure`` exactly.

    ``natural`` is what each column takes when nothing in it is broken, ``least`` when everything
    is. Blank that is left over goes to the columns evenly; what is lacking is taken from those
    that can give it.
    """
    if not natural:
        return ()
    spare = measure - sum(natural)
    if spare >= 0:
        return _exactly(measure, [width + spare // len(natural) for width in natural])
    give = [wide - narrow for wide, narrow in zip(natural, least, strict=True)]
    if sum(give) + spare >= 0 and sum(give) > 0:
        taken = [part * -spare // sum(give) for part in give]
        return _exactly(measure, [w - t for w, t in zip(natural, taken, strict=True)])
    total = max(1, sum(least))
    return _exactly(measure, [width * measure // total for width in least])


def _exactly(measure: Length, widths: list[Length]) -> tuple[Length, ...]:
    """Give what rounding left over to the last column."""
    return (*widths[:-1], measure - sum(widths[:-1]))
