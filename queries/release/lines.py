"""Time lines: where periods are cut, and which periods there are at all.

Years are indices from 0; a line is a bit mask of its cuts. Bit 0 is always set; the highest bit is where the line
ends, which may be before the last year: later years wait, or are shown for the pool above alone.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

Line = int

# How near an answer for a period of so many years is to one for the single year asked.
_NEARNESS = (1.0, 0.8, 0.7, 0.45, 0.35, 0.25, 0.2)
_FAR = 0.15


def nearness(length: int) -> float:
    """Worth, 0 to 1, of a period of `length` years to somebody who asked for one year of it."""
    return _NEARNESS[length - 1] if length <= len(_NEARNESS) else _FAR


def cuts_of(line: Line) -> tuple[int, ...]:
    """The cut years of a line, first and last included, ascending."""
    return tuple(year for year in range(line.bit_length()) if line >> year & 1)


def segments_of(line: Line) -> tuple[tuple[int, int], ...]:
    """The periods of a line, as [start, end)."""
    return tuple(pairwise(cuts_of(line)))


@dataclass(frozen=True, kw_only=True)
class Menu:
    """The periods that plans may use: single years, and whole blocks or unions of adjacent blocks.

    `ends` are the years at which a line may end: the last one, and, when years are appended, where lines of
    the release before ended.
    """

    years: int
    block: int
    ends: frozenset[int]

    @cached_property
    def segments(self) -> tuple[tuple[int, int], ...]:
        """Every allowed period, as [start, end), ascending."""
        singles = {(year, year + 1) for year in range(self.years)}
        grid = range(0, self.years + 1, self.block)
        blocks = {(start, end) for start in grid for end in grid if start < end}
        return tuple(sorted(singles | blocks))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every way to cover the years up to an end by allowed periods, as cut masks, ascending."""
        ending: dict[int, set[Line]] = {0: {1}}
        for end in range(1, self.years + 1):
            starts = (start for start, stop in self.segments if stop == end)
            ending[end] = {line | 1 << end for start in starts for line in ending[start]}
        return tuple(sorted(line for end in self.ends for line in ending[end]))

    @property
    def closed(self) -> int:
        """Years in closed blocks; those after them are early years of an open block."""
        return self.years - self.years % self.block
