"""The commented settings file, read once and checked: units, population, disclosure rule."""

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DEFAULT_FILE = Path(__file__).with_name("settings.toml")
COUNTRIES = ("DK", "FI", "IS", "NO", "SE")


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A spinal-cord-injury unit; `active_from` and `active_to` are calendar years, both inclusive."""

    id: int
    name: str
    country: str
    active_from: int
    active_to: int | None = None

    def __post_init__(self) -> None:
        if self.country not in COUNTRIES:
            raise ValueError(f"unit {self.id}: unknown country {self.country!r}")

    def active(self, year: int) -> bool:
        """Whether the unit took part in the registry in a calendar year."""
        return self.active_from <= year and (self.active_to is None or year <= self.active_to)


@dataclass(frozen=True, kw_only=True)
class Population:
    """Whose stays enter the shared lane, besides having a sex, an age of 16 or more, and a cause."""

    first_year: int
    admitted_from: datetime.date


@dataclass(frozen=True, kw_only=True)
class Rule:
    """The disclosure rule in force. `k` counts people; `trust` holds groups of unit ids."""

    k: int
    insider_safe: bool
    max_filters: int
    block_years: int
    trust: tuple[frozenset[int], ...]
    process_indicators: frozenset[str]
    adjusted_outcomes: frozenset[str]
    weights: Mapping[str, float] = field(hash=False)

    def __post_init__(self) -> None:
        if self.k < 3:
            raise ValueError("k below 3 protects nobody")
        if self.block_years < 1 or not 1 <= self.max_filters <= 2:
            raise ValueError("block_years must be positive and max_filters 1 or 2")

    def trusted_by(self, unit: int) -> frozenset[int]:
        """The units whose patients the staff of `unit` may single out: their own and their trust group's."""
        return frozenset({unit}).union(*(group for group in self.trust if unit in group))


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Units (in the frozen order of the release plan), population and rule."""

    units: tuple[Unit, ...]
    population: Population
    rule: Rule

    def unit(self, unit_id: int) -> Unit:
        """The unit with an id; KeyError if it is not in the table."""
        return {unit.id: unit for unit in self.units}[unit_id]

    def unit_ids(self, country: str | None = None) -> tuple[int, ...]:
        """Ids of all units, or of one country's, in table order."""
        return tuple(unit.id for unit in self.units if country in (None, unit.country))

    def countries(self) -> tuple[str, ...]:
        """Countries that have a unit, in table order."""
        return tuple(dict.fromkeys(unit.country for unit in self.units))


def load(path: Path = DEFAULT_FILE) -> Settings:
    """Read a settings file. Raises ValueError, KeyError or tomllib.TOMLDecodeError on a bad one."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    settings = Settings(
        units=tuple(Unit(**unit) for unit in raw["units"]),
        population=_population(raw["population"]),
        rule=_rule(raw["disclosure"]),
    )
    if len({unit.id for unit in settings.units}) != len(settings.units):
        raise ValueError("a unit id stands twice in the unit table")
    return settings


def _population(raw: dict[str, Any]) -> Population:
    admitted_from = datetime.date.fromisoformat(raw["admitted_from"])
    return Population(first_year=raw["first_year"], admitted_from=admitted_from)


def _rule(raw: dict[str, Any]) -> Rule:
    return Rule(
        k=raw["k"],
        insider_safe=raw["insider_safe"],
        max_filters=raw["max_filters"],
        block_years=raw["block_years"],
        trust=tuple(frozenset(group) for group in raw["trust"]),
        process_indicators=frozenset(raw["process_indicators"]),
        adjusted_outcomes=frozenset(raw["adjusted_outcomes"]),
        weights=dict(raw["weights"]),
    )
