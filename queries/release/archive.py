"""The frozen years, kept for the builds to come: exact counts that only the `release` commands may read.

A release shows good rectangles only, but a later one needs the counts behind them, as they were: counted again
from the registry they would have changed with every late registration, and the difference between two releases
would show whom it concerned. Keep this database away from the web process.
"""

import hashlib
import io
import json
from typing import Any

import numpy as np
from sqlalchemy import Column, Engine, LargeBinary, MetaData, String, Table, create_engine, inspect, select
from sqlalchemy.dialects import mysql

from queries.errors import ReleaseRefused
from queries.indicators import INDICATORS
from queries.release.cube import Cube
from queries.statement import Declared
from queries.variables import CHARACTERISTICS

_METADATA = MetaData()
_FROZEN = Table(
    "frozen_years",
    _METADATA,
    Column("release_id", String(40), primary_key=True),
    Column("described", LargeBinary().with_variant(mysql.LONGBLOB(), "mysql", "mariadb"), nullable=False),
    Column("counts", LargeBinary().with_variant(mysql.LONGBLOB(), "mysql", "mariadb"), nullable=False),
)
_ARRAYS = ("unit", "year", "stays", "people")


class Archive:
    """Frozen cubes by release id, in a database of their own."""

    def __init__(self, url: str) -> None:
        self._engine: Engine = create_engine(url)

    def keep(self, release_id: str, cube: Cube) -> None:
        """Keep the counts of a release."""
        _METADATA.create_all(self._engine)
        with self._engine.begin() as connection:
            connection.execute(_FROZEN.insert().values(release_id=release_id, **_packed(cube)))

    def frozen(self, release_id: str) -> Cube:
        """The counts of a release, as they were. Raises ReleaseRefused where they are gone or do not fit the
        declarations any more: then only a re-freeze can go on."""
        if not inspect(self._engine).has_table(_FROZEN.name):
            raise ReleaseRefused(("the archive of frozen years is empty",))
        with self._engine.connect() as connection:
            row = connection.execute(select(_FROZEN).where(_FROZEN.c.release_id == release_id)).one_or_none()
        if row is None:
            raise ReleaseRefused((f"the archive does not hold the frozen years of {release_id}",))
        return _unpacked(row.described, row.counts)


def joined(frozen: Cube, new: Cube) -> Cube:
    """Frozen years and the years after them. Raises ReleaseRefused where they cannot be put together."""
    if frozen.units != new.units or frozen.offered != new.offered:
        raise ReleaseRefused(("units or variables have changed since the years were frozen",))
    if frozen.years[-1] + 1 != new.years[0]:
        raise ReleaseRefused(("the new years do not follow the frozen ones",))
    late = new.year + len(frozen.years)
    both = {id_: np.concatenate([frozen.codes[id_], new.codes[id_]]) for id_ in frozen.codes}
    return Cube(
        unit=np.concatenate([frozen.unit, new.unit]),
        year=np.concatenate([frozen.year, late.astype(np.int16)]),
        codes=both,
        stays=np.concatenate([frozen.stays, new.stays]),
        people=np.concatenate([frozen.people, new.people]),
        units=frozen.units,
        years=(*frozen.years, *new.years),
        left_out={
            reason: frozen.left_out.get(reason, 0) + new.left_out.get(reason, 0)
            for reason in sorted({*frozen.left_out, *new.left_out})
        },
        lacking=new.lacking,
        data_hash=hashlib.sha256(f"{frozen.data_hash}{new.data_hash}".encode()).hexdigest(),
    )


def _packed(cube: Cube) -> dict[str, bytes]:
    described = {
        "units": cube.units,
        "years": cube.years,
        "left_out": cube.left_out,
        "lacking": cube.lacking,
        "data_hash": cube.data_hash,
        "code_lists": _code_lists(cube.codes),
    }
    arrays: dict[str, Any] = {name: getattr(cube, name) for name in _ARRAYS}
    packed = io.BytesIO()
    arrays |= {f"code_{id_}": codes for id_, codes in cube.codes.items()}
    np.savez_compressed(packed, allow_pickle=False, **arrays)
    return {"described": json.dumps(described).encode(), "counts": packed.getvalue()}


def _unpacked(described: bytes, counts: bytes) -> Cube:
    told: dict[str, Any] = json.loads(described)
    if told["code_lists"] != _code_lists(told["code_lists"]):
        raise ReleaseRefused(("code lists have changed since the years were frozen",))
    with np.load(io.BytesIO(counts), allow_pickle=False) as arrays:
        return Cube(
            **{name: arrays[name] for name in _ARRAYS},
            codes={id_: arrays[f"code_{id_}"] for id_ in told["code_lists"]},
            units=tuple(told["units"]),
            years=tuple(told["years"]),
            left_out=told["left_out"],
            lacking={id_: tuple(columns) for id_, columns in told["lacking"].items()},
            data_hash=told["data_hash"],
        )


def _code_lists(ids: Any) -> dict[str, list[str]]:
    declared: dict[str, Declared] = {**CHARACTERISTICS, **INDICATORS}
    return {id_: list(declared[id_].codes) if id_ in declared else [] for id_ in ids}
