"""What missing answers could do to a share: its bounds if all of them were met or none; over shown counts.

The bounds of Horowitz & Manski (J Am Stat Assoc 2000;95:77-84), which assume nothing about why answers miss. They
are no interval for chance, and go beside one.
"""

from queries.statistics.intervals import Interval

COMPLETE = 0.9


def share_bounds(count: int, total: int, missing: int) -> Interval | None:
    """The lowest and the highest share (0 to 1) that `count` of `total` could be with `missing` more answers.

    None where at least 90 % have answered: there the bounds say little. Raises ValueError where nobody was
    asked, and for a count outside 0 to `total` or a number below 0 that miss.
    """
    asked = total + missing
    if asked < 1 or missing < 0 or not 0 <= count <= total:
        raise ValueError(f"no bounds for {count} among {total}, with {missing} missing")
    if total / asked >= COMPLETE:
        return None
    return Interval(low=count / asked, high=(count + missing) / asked)
