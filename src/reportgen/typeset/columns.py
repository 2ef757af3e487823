"""Columns: how the measure is shared among the columns of a table."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
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


def wished(
    shares: Sequence[Decimal], least: Sequence[Length], measure: Length
) -> tuple[Length, ...]:
    """Return widths in the proportions of ``shares``, but none below ``least`` if that can be."""
    whole = [int(each * 1000) or 1 for each in shares]
    natural = [max(pair) for pair in zip(_portions(measure, whole), least, strict=True)]
    return share(least, natural, measure)


def spread(widths: list[Length], spans: Iterable[tuple[int, int, Length]]) -> list[Length]:
    """Return ``widths`` wide enough for cells of several columns: first one, count, width."""
    for first, count, width in spans:
        lacking = width - sum(widths[first : first + count])
        if lacking > 0:
            for number, part in enumerate(_portions(lacking, [1] * count), first):
                widths[number] += part
    return widths


def _portions(amount: Length, shares: Sequence[int]) -> list[Length]:
    """Part ``amount`` by ``shares`` so that the parts add up."""
    ends = [amount * end // sum(shares) for end in accumulate(shares, initial=0)]
    return [end - start for start, end in pairwise(ends)]
