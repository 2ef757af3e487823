"""The obviously right breaker: it looks at every line there could be, and adds up anew."""

from functools import cache
from math import inf

from reportgen.typeset.break_lines import LINE, LONELY, LOOSE, OVERFULL
from reportgen.typeset.joints import Between


class Slow:
    """All lines of a paragraph and what they cost."""

    def __init__(self, units, measure, indent):
        self.units, self.measure, self.indent = units, measure, indent
        self.count = len(units.advance)
        plain = Between(even=units.even)
        self.joints = [units.joints.get(unit, plain) for unit in range(self.count)]

    def least_cost(self):
        @cache
        def least(first):
            if first == self.count:
                return 0.0
            return min(cost + least(final + 1) for final, cost in self.lines(first))

        for first in reversed(range(self.count)):
            least(first)
        return least(0)

    def cost_of(self, lines):
        return sum(dict(self.lines(first))[final] for first, final, _ in lines)

    def lines(self, first):
        """Return all lines from ``first``: their last unit and their cost."""
        found, fits = [], False
        ends = [f for f in range(first, self.count) if self.joints[f].penalty < inf]
        for final in reversed(ends):
            slack, give, take = self.measures(first, final)
            if slack < -give - 0.5:
                continue
            is_last = final == self.count - 1
            if slack < -0.5:
                bad = 100 * (-slack / give) ** 3
            elif is_last:
                bad = LONELY if first >= self.units.lonely else 0
            elif fits and slack > LOOSE * take:
                continue
            else:
                bad, fits = 130 * (slack / (take or 1)) ** 3, True
            found.append((final, LINE + self.joints[final].penalty + bad))
        return found or [(ends[0], OVERFULL)]

    def measures(self, first, final):
        units, joints = self.units, self.joints[first:final]
        width = sum(units.advance[first : final + 1]) + sum(joint.gap for joint in joints)
        width -= units.head.get(first, 0) + units.tail.get(final, 0)
        slack = self.measure - (0 if first else self.indent) - width
        give = sum(joint.squeeze for joint in joints)
        take = sum(joint.stretch + joint.even for joint in joints)
        return slack, give, take
