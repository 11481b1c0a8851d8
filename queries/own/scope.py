"""Whose stays a viewer may count exactly. Every entry of the own-unit lane begins here."""

from collections.abc import Iterable

from queries.errors import NotAllowed
from queries.settings import Settings
from queries.viewer import Viewer


def units_asked(viewer: Viewer, units: Iterable[int], settings: Settings) -> tuple[int, ...]:
    """The units asked for, or every one in the viewer's scope, in the order of the unit table.

    Raises NotAllowed for a unit outside the viewer's scope, and for a viewer who has none.
    """
    asked = frozenset(units) or viewer.scope
    if not asked or not all(viewer.sees_exactly(unit) for unit in asked):
        raise NotAllowed("only units of the viewer's own are read from the registry")
    listed = [unit for unit in settings.unit_ids() if unit in asked]
    return (*listed, *sorted(asked.difference(listed)))
