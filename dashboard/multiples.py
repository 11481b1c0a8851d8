"""Small multiples: where the panels of one figure lie, beside and under each other."""

from dataclasses import dataclass

BETWEEN, AXIS = 30, 26  # pixels between panels, and for the axis under one


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Panels of one height (`panel`), each under a title; heights in pixels, `beside` a part of the width."""

    columns: int
    rows: int
    panel: float
    title: int
    beside: float
    axis: int = AXIS

    @property
    def height(self) -> float:
        """Height of all panels with what stands between them."""
        return self.rows * self.panel + (self.rows - 1) * self._gap

    def domains(self, index: int) -> tuple[list[float], list[float]]:
        """Where a panel lies: its extent across and up, as parts of the whole."""
        column, row = index % self.columns, index // self.columns
        width = (1 - self.beside * (self.columns - 1)) / self.columns
        left = column * (width + self.beside)
        top = 1 - row * (self.panel + self._gap) / self.height
        return [left, left + width], [max(0.0, top - self.panel / self.height), top]

    @property
    def _gap(self) -> int:
        return self.title + self.axis + BETWEEN
