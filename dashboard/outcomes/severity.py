"""An outcome by severity as rows of marks: a block for each group of the outcome, a row for each starting group."""

from dashboard.outcomes.crossed import Crossed
from dashboard.outcomes.rows import Block, Row

MOST_GROUPS = 6


def blocks(crossed: Crossed) -> tuple[Block, ...]:
    """The whole first in each row, then whoever is laid beside it."""
    lines = sorted(crossed.drawn, key=lambda line: line.row.group.scope != "nordic")
    made = []
    for place, category in enumerate(crossed.categories[:MOST_GROUPS]):
        rows = (
            Row(name=start, marks=tuple((line, crossed.marks(line, row)[place]) for line in lines))
            for row, start in enumerate(crossed.starts)
        )
        made.append(Block(heading="" if crossed.indicator else category, rows=tuple(rows)))
    return tuple(made)
