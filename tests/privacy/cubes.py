"""Made-up registries of any shape, already counted, and the releases that the real build makes of them."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from queries.indicators import INDICATORS
from queries.release.build import make_header, make_tables
from queries.release.content import Header, Table
from queries.release.cube import Cube
from queries.settings import Population, Rule, Settings, Unit
from queries.variables import CHARACTERISTICS

FIRST_YEAR = 2017
Built = tuple[Header, list[Table]]
Integers = NDArray[np.int64]

# Share of each code; what is not named does not occur. Few codes keep a build to a fraction of a second.
SHARES: Mapping[str, Mapping[str, float]] = {
    "cause": {
        "fall": 0.35,
        "transport": 0.2,
        "sport": 0.06,
        "assault": 0.02,
        "vascular": 0.2,
        "infection": 0.17,
    },
    "sex": {"woman": 0.32, "man": 0.68},
    "age": {"16_29": 0.2, "45_59": 0.35, "60_74": 0.45},
    "ais_admission": {"A": 0.25, "B": 0.1, "C": 0.2, "D": 0.35, "unknown": 0.1},
    "ais_discharge": {"A": 0.2, "B": 0.1, "C": 0.15, "D": 0.45, "not_done": 0.1},
    "level_discharge": {"c1_4": 0.25, "c5_8": 0.2, "t1_s5": 0.4, "missing": 0.15},
    "nursing_home": {"met": 0.12, "not_met": 0.83, "missing": 0.05},
    "bladder_regime": {"met": 0.6, "not_met": 0.3, "missing": 0.1},
    "bowel_assessed": {"met": 0.9, "not_met": 0.1},
}


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A registry to make up. `sizes` are stays a year of each unit, `joined` the year index each starts in."""

    sizes: tuple[float, ...]
    dimensions: tuple[str, ...] = ("sex", "ais_admission")
    years: int = 6
    block: int = 3
    k: int = 5
    countries: int = 2
    insider_safe: bool = True
    joined: tuple[int, ...] = ()
    trust: tuple[frozenset[int], ...] = ()
    seed: int = 0

    def settings(self) -> Settings:
        """Settings with units 1, 2, ... in the order of `sizes`."""
        names = ("DK", "FI", "IS", "NO", "SE")[: self.countries]
        joined = self.joined or (0,) * len(self.sizes)
        units = tuple(
            Unit(
                id=number + 1,
                name=f"Unit {number + 1}",
                country=names[number * len(names) // len(self.sizes)],
                active_from=FIRST_YEAR + start,
            )
            for number, start in enumerate(joined)
        )
        population = Population(first_year=FIRST_YEAR, admitted_from=datetime.date(FIRST_YEAR - 1, 1, 1))
        return Settings(units=units, population=population, rule=self._rule())

    def _rule(self) -> Rule:
        return Rule(
            k=self.k,
            insider_safe=self.insider_safe,
            max_filters=2,
            block_years=self.block,
            trust=self.trust,
            process_indicators=frozenset({"bowel_assessed", "classification"}),
            adjusted_outcomes=frozenset({"bladder_regime", "nursing_home"}),
            weights={"units": 0.5, "countries": 0.2, "all": 0.3},
        )


def make_cube(shape: Shape) -> Cube:
    """Independent draws by share, with a unit's first years left out where it joined later."""
    random = np.random.default_rng(shape.seed)
    settings = shape.settings()
    stays = random.poisson(np.array(shape.sizes)[:, None], (len(shape.sizes), shape.years))
    active = np.array(
        [[unit.active(FIRST_YEAR + year) for year in range(shape.years)] for unit in settings.units]
    )
    stays *= active
    unit, year = (np.repeat(index.ravel(), stays.ravel()) for index in np.indices(stays.shape))
    codes = {id_: _draw(id_, unit.size, random) for id_ in shape.dimensions}
    if "bladder_regime" in codes:
        _respect_gate(codes)
    return cube_of(shape, unit, year, codes)


def _draw(id_: str, size: int, random: np.random.Generator) -> Integers:
    every = INDICATORS[id_].codes if id_ in INDICATORS else CHARACTERISTICS[id_].codes
    shares = np.array([SHARES[id_].get(code, 0.0) for code in every])
    return random.choice(len(every), size, p=shares / shares.sum())


def _respect_gate(codes: dict[str, Integers]) -> None:
    """The regime is asked of people with paraplegia at discharge only."""
    outside = codes["level_discharge"] != CHARACTERISTICS["level_discharge"].codes.index("t1_s5")
    codes["bladder_regime"][outside] = INDICATORS["bladder_regime"].codes.index("not_applicable")


def cube_of(
    shape: Shape, unit: Integers, year: Integers, codes: Mapping[str, Integers], data_hash: str = "made up"
) -> Cube:
    """A cube of single stays, each of another person."""
    table = np.stack([unit, year, *codes.values()]).astype(np.int64)
    kinds, counts = np.unique(table, axis=1, return_counts=True)
    return Cube(
        unit=kinds[0].astype(np.int16),
        year=kinds[1].astype(np.int16),
        codes={id_: kinds[place + 2].astype(np.int16) for place, id_ in enumerate(codes)},
        stays=counts.astype(np.int64),
        people=counts.astype(np.int64),
        units=shape.settings().unit_ids(),
        years=tuple(range(FIRST_YEAR, FIRST_YEAR + shape.years)),
        left_out={},
        lacking={},
        data_hash=data_hash,
    )


def cube_of_counts(shape: Shape, id_: str, counts: Mapping[str, Sequence[Sequence[int]]]) -> Cube:
    """A cube with one variable and exactly these stays: code -> units x years."""
    parts = [
        (unit, year, CHARACTERISTICS[id_].codes.index(code))
        for code, table in counts.items()
        for unit, row in enumerate(table)
        for year, stays in enumerate(row)
        for _ in range(stays)
    ]
    unit, year, codes = np.array(parts, dtype=np.int64).T
    return cube_of(shape, unit, year, {id_: codes})


def build(shape: Shape, cube: Cube, *, release_id: str = "made-1", before: Sequence[Table] = ()) -> Built:
    """The release that the real build makes of a cube, appended to the tables of an earlier one."""
    settings = shape.settings()
    created = datetime.datetime(2026, 1, 1)  # noqa: DTZ001 - stored without a zone, as releases are
    header = make_header(cube, settings, release_id=release_id, created=created, synthetic=True)
    tables = make_tables(cube, settings, before={table.breakdown.key: table for table in before})
    return header, list(tables)


def first_years(shape: Shape, cube: Cube, years: int) -> tuple[Shape, Cube]:
    """The same registry as it stood when only the first years were closed."""
    early = cube.year < years
    shorter = replace(
        cube,
        unit=cube.unit[early],
        year=cube.year[early],
        codes={id_: codes[early] for id_, codes in cube.codes.items()},
        stays=cube.stays[early],
        people=cube.people[early],
        years=cube.years[:years],
    )
    return replace(shape, years=years), shorter
