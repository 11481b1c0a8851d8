"""What only the build knows: true counts, and which combinations of codes occur. Never stored, never told."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from queries.release.audit.evidence import Numbers, Places
from queries.release.breakdown import Breakdown
from queries.release.content import Header, Label
from queries.release.cube import Cube, make_cells

Integers = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Known:
    """A cube over the places of an audit."""

    cube: Cube
    places: Places

    def people(self, numbers: Numbers) -> Integers:
        """True people (a lower bound) by place and cell (places x cells)."""
        return self._by_place(numbers.breakdown, numbers.labels, self.cube.people)

    def stays(self, numbers: Numbers) -> Integers:
        """True stays by place and cell (places x cells)."""
        return self._by_place(numbers.breakdown, numbers.labels, self.cube.stays)

    def _by_place(self, breakdown: Breakdown, labels: tuple[Label, ...], weight: Integers) -> Integers:
        cells = make_cells(self.cube, breakdown)
        place = {label: number for number, label in enumerate(cells.labels)}
        counts = self.cube.counts(cells, weight)[[place[label] for label in labels]]
        unit = {id_: number for number, id_ in enumerate(self.cube.units)}
        units = [unit[id_] for id_ in self.places.units.tolist()]
        inside: Integers = counts[:, units, self.places.years - self.cube.years[0]]
        return inside.T


def fits(cube: Cube, header: Header) -> bool:
    """Whether a cube is the one that a release was built from."""
    return cube.data_hash == header.data_hash
