"""Questions that are ready to be asked, under names of their own."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dashboard.language import N_, _
from dashboard.own.address import Shape
from queries import VARIABLES, OwnQuestion


@dataclass(frozen=True, kw_only=True)
class Preset:
    """Two times of the same fact, crossed at one level of detail: `before` makes the rows, `after` the columns."""

    name: str
    before: str
    after: str
    level: str | None = None
    shape: Shape = "matrix"


PRESETS = (
    Preset(name=N_("AIS: admission → discharge"), before="ais_admission", after="ais_discharge"),
    Preset(
        name=N_("AIS: discharge → first follow-up"),
        before="ais_discharge",
        after="ais_follow_up",
        level="recorded",
    ),
    Preset(
        name=N_("Living: discharge → first follow-up"),
        before="discharge_place",
        after="place_follow_up",
        level="main_places",
    ),
)


def presets(question: OwnQuestion) -> Iterator[tuple[str, OwnQuestion, Shape]]:
    """Name, question and view of each that is declared, for the units, dates, ages and filters of a question."""
    for one in PRESETS:
        if one.before in VARIABLES and one.after in VARIABLES:
            asked = replace(
                question,
                shows=one.after,
                detail=one.level,
                statistic="count",
                split=one.before,
                split_level=one.level,
            )
            yield _(one.name), asked, one.shape
