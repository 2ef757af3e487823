"""Columns: how the measure is shared among the columns of a table."""

from collections.abc import Sequence
from itertools import accumulate, pairwise

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
        more = _portions(spare, [1] * len(natural))
        return tuple(wide + part for wide, part in zip(natural, more, strict=True))
    give = [wide - narrow for wide, narrow in zip(natural, least, strict=True)]
    if sum(give) + spare >= 0:
        less = _portions(-spare, give)
        return tuple(wide - part for wide, part in zip(natural, less, strict=True))
    return tuple(_portions(measure, least))


def _portions(amount: Length, shares: Sequence[int]) -> list[Length]:
    """Part ``amount`` by ``shares`` so that the parts add up."""
    ends = [amount * end // sum(shares) for end in accumulate(shares, initial=0)]
    return [end - start for start, end in pairwise(ends)]
