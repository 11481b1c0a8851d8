"""Questions about own units and their query strings: round trips, and links that nobody meant to be read."""

import datetime
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries import (
    INDICATORS,
    MULTIPLES,
    OWN_QUERY_FIELDS,
    SPLITS,
    VARIABLES,
    InvalidSelection,
    OwnQuestion,
    read_own_query,
)

SHOWN = [*VARIABLES, *MULTIPLES, *INDICATORS, "stays", "people"]


Ordered = TypeVar("Ordered", int, datetime.date)


def ends(ends_: st.SearchStrategy[Ordered]) -> st.SearchStrategy[tuple[Ordered | None, Ordered | None]]:
    in_order = st.tuples(ends_, ends_).map(lambda pair: (min(pair), max(pair)))
    return in_order | st.tuples(ends_, st.none()) | st.tuples(st.none(), ends_) | st.just((None, None))


@st.composite
def questions(draw: st.DrawFn) -> OwnQuestion:
    shows, split = draw(st.sampled_from(SHOWN)), draw(st.none() | st.sampled_from([*SPLITS, *VARIABLES]))
    is_number = shows in VARIABLES and VARIABLES[shows].quantity is not None
    filtered = draw(st.lists(st.sampled_from(list(VARIABLES)), unique=True, max_size=3))
    return OwnQuestion(
        shows=shows,
        detail=_level(draw, shows),
        statistic=draw(st.sampled_from(["count", "mean", "median"])) if is_number else "count",
        units=tuple(draw(st.lists(st.integers(0, 999_999_999), max_size=3))),
        split=split,
        split_level=_level(draw, split),
        where=tuple((name, _groups(draw, name)) for name in filtered),
        ages=draw(ends(st.integers(0, 130))),
        dates=draw(ends(st.dates())),
        axis=draw(st.sampled_from(["admission", "discharge"])),
    )


def _level(draw: st.DrawFn, variable: str | None) -> str | None:
    levels = [level.id for level in VARIABLES[str(variable)].levels] if variable in VARIABLES else []
    return draw(st.none() | st.sampled_from(levels)) if levels else None


def _groups(draw: st.DrawFn, variable: str) -> tuple[str, ...]:
    known = sorted({*VARIABLES[variable].group_ids, *VARIABLES[variable].codes})
    return tuple(draw(st.lists(st.sampled_from(known), min_size=1, max_size=4)))


@given(questions())
def test_a_question_survives_its_query_string(question: OwnQuestion) -> None:
    reading = read_own_query(question.to_query())
    assert reading.question == question
    assert reading.ignored == ()


@given(questions(), questions())
def test_an_address_says_all_that_it_says_over_any_default(
    question: OwnQuestion, default: OwnQuestion
) -> None:
    fields = question.to_query()
    reading = read_own_query(fields, default)
    said = reading.question.to_query()
    assert {name: said.get(name) for name in fields if name not in reading.ignored} == {
        name: value for name, value in fields.items() if name not in reading.ignored
    }


@given(
    st.dictionaries(
        st.sampled_from([*OWN_QUERY_FIELDS, "view"]),
        st.text()
        | st.lists(st.text(), max_size=3)
        | st.sampled_from(["stays", "-1", "9" * 5000, "0000-00-00", "²"]),
    )
)
def test_any_link_is_read_without_an_error(query: dict[str, str | list[str]]) -> None:
    assert set(read_own_query(query).ignored) <= set(query)


def test_what_is_not_understood_is_named_and_the_rest_is_kept() -> None:
    link = {
        "show": "sex",
        "statistic": "mean",
        "split": "bed",
        "from": "2020-02-30",
        "to": "2020-03-01",
        "cause": "x",
    }
    reading = read_own_query(link)
    assert reading.ignored == ("statistic", "split", "from", "cause")
    assert reading.question == OwnQuestion(shows="sex", dates=(None, datetime.date(2020, 3, 1)))


def test_no_variable_hides_another_field() -> None:
    assert len(set(OWN_QUERY_FIELDS)) == len(OWN_QUERY_FIELDS)


@pytest.mark.parametrize(
    ("fields", "part"),
    [
        ({"shows": "shoe_size"}, "show"),
        ({"shows": "nursing_home", "detail": "grades"}, "detail"),
        ({"shows": "sex", "statistic": "median"}, "statistic"),
        ({"shows": "sex", "statistic": "mode"}, "statistic"),
        ({"shows": "sex", "split": "bed"}, "split"),
        ({"shows": "sex", "split": "unit", "split_level": "grades"}, "split_level"),
        ({"shows": "sex", "where": (("sex", ()),)}, "sex"),
        ({"shows": "sex", "where": (("sex", ("alien",)),)}, "sex"),
        ({"shows": "sex", "where": (("shoe_size", ("42",)),)}, "shoe_size"),
        ({"shows": "sex", "ages": (20, 19)}, "ages"),
        ({"shows": "sex", "dates": (datetime.date(2020, 1, 2), datetime.date(2020, 1, 1))}, "dates"),
        ({"shows": "sex", "axis": "injury"}, "axis"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(fields: dict[str, object], part: str) -> None:
    with pytest.raises(InvalidSelection) as refused:
        OwnQuestion(**fields)  # type: ignore[arg-type]
    assert refused.value.part == part
