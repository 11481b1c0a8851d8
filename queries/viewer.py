"""Who asks. Built from the signed-in session only, never from anything a page sends."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["clinician", "manager", "council", "data_manager"]
ROLES: tuple[Role, ...] = ("clinician", "manager", "council", "data_manager")


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """A signed-in person's rights: their role and the units whose patients they may see exactly."""

    role: Role
    scope: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise ValueError(f"unknown role {self.role!r}")
        if self.role == "council" and self.scope:
            raise ValueError("a council stakeholder has no unit")
        if self.role in ("clinician", "manager") and not self.scope:
            raise ValueError(f"a {self.role} needs a unit")

    def sees_exactly(self, unit: int) -> bool:
        """Whether the own-unit lane is open to this viewer for a unit."""
        return unit in self.scope
