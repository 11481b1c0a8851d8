"""Ways to tell patients apart by how they came: the levels of a characteristic, or groups of severity."""

from collections.abc import Iterator
from dataclasses import dataclass

from queries.errors import InvalidSelection
from queries.selection import Filter
from queries.variables import CHARACTERISTICS

SEVERITY_GROUPS = "severity_groups"
Where = tuple[Filter, ...]
Level = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """Starting groups, each as the criteria that its patients meet; `levels` are what a breakdown tells them by."""

    id: str
    levels: tuple[Level, ...]
    starts: tuple[Where, ...]


def schemes(by: str, level: str | None = None) -> tuple[Scheme, ...]:
    """The schemes of a characteristic (of one of its levels, if that is given) or of severity, finest first.

    Raises InvalidSelection for anything else.
    """
    if by == SEVERITY_GROUPS:
        found = tuple(_severity_schemes())
    elif by in CHARACTERISTICS:
        found = tuple(reversed([_of_level(by, one.id) for one in CHARACTERISTICS[by].shared_levels]))
    else:
        raise InvalidSelection("start", "no such characteristic")
    chosen = tuple(one for one in found if level in (None, one.id))
    if not chosen:
        raise InvalidSelection("level", "no such level of detail")
    return chosen


def _of_level(variable_id: str, level_id: str) -> Scheme:
    variable = CHARACTERISTICS[variable_id]
    groups = variable.level(level_id).groups
    kept = (group for group, codes in groups.items() if not variable.left_out.issuperset(codes))
    starts = tuple(((variable_id, (group,)),) for group in kept)
    return Scheme(id=level_id, levels=((variable_id, level_id),), starts=starts)


def _severity_schemes() -> Iterator[Scheme]:
    """The groups of DeVivo et al. (Spinal Cord 2011;49:596-599) as far as the registry has them, then what the same
    paper gives for small samples.

    Whether a patient needs a ventilator is no characteristic here. D goes before the level: AIS D of any level is
    one group.
    """
    for places in ("segments", "plegia", "cervical"):
        for grades, rest in (("grade_groups", "D_E"), ("severity", "D_E_not_classified")):
            yield Scheme(
                id=f"{places}_{grades}",
                levels=(("ais_admission", grades), ("level_admission", places)),
                starts=(*_severe(places), (("ais_admission", (rest,)),)),
            )
    for grades in ("grade_groups", "severity"):
        yield _of_level("ais_admission", grades)


def _severe(places: str) -> Iterator[Where]:
    """A to C at each level that is known."""
    for group in CHARACTERISTICS["level_admission"].level(places).groups:
        if group != "not_classified_intact":
            yield ("ais_admission", ("A_C",)), ("level_admission", (group,))
