"""The question and its query string: round trips, and links that nobody meant to be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries import CHARACTERISTICS, INDICATORS, QUERY_FIELDS, InvalidSelection, Selection, read_query

shown = st.sampled_from([*CHARACTERISTICS, *INDICATORS])
years = st.integers(1990, 2100)


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    shows = draw(shown)
    details = [level.id for level in CHARACTERISTICS[shows].levels] if shows in CHARACTERISTICS else []
    filtered = draw(st.lists(st.sampled_from(list(CHARACTERISTICS)), unique=True, max_size=4))
    groups = {
        variable: draw(
            st.lists(st.sampled_from(CHARACTERISTICS[variable].group_ids), min_size=1, unique=True)
        )
        for variable in filtered
    }
    return Selection(
        shows=shows,
        detail=draw(st.none() | st.sampled_from(details)) if details else None,
        split_by=draw(st.sampled_from(["unit", "country"])),
        country=draw(st.none() | st.sampled_from(["DK", "FI", "IS", "NO", "SE"])),
        units=tuple(draw(st.lists(st.integers(1, 99_999_999), max_size=3))),
        where=tuple((variable, tuple(chosen)) for variable, chosen in groups.items()),
        period=draw(st.none() | st.tuples(years, years).map(lambda pair: (min(pair), max(pair)))),
    )


@given(selections())
def test_a_selection_survives_its_query_string(selection: Selection) -> None:
    reading = read_query(selection.to_query())
    assert reading.selection == selection
    assert reading.ignored == ()


@given(selections())
def test_order_and_repetition_in_a_link_do_not_matter(selection: Selection) -> None:
    query = {name: ",".join(reversed(value.split(","))) for name, value in selection.to_query().items()}
    query.pop("period", None)
    again = {name: f"{value},{value}" if name in CHARACTERISTICS else value for name, value in query.items()}
    assert read_query(again).selection.where == selection.where


@given(st.dictionaries(st.sampled_from([*QUERY_FIELDS, "view"]), st.text() | st.lists(st.text(), max_size=3)))
def test_any_link_is_read_without_an_error(query: dict[str, str | list[str]]) -> None:
    reading = read_query(query)
    assert set(reading.ignored) <= set(query)


def test_what_is_not_understood_is_named_and_the_rest_is_kept() -> None:
    reading = read_query({"show": "nursing_home", "cause": "alien", "period": "2024-2020", "sex": "woman"})
    assert reading.ignored == ("period", "cause")
    assert reading.selection == Selection(shows="nursing_home", where=(("sex", ("woman",)),))


def test_the_default_question_has_an_empty_query_string() -> None:
    assert Selection().to_query() == {}


@pytest.mark.parametrize(
    ("fields", "part"),
    [
        ({"shows": "shoe_size"}, "show"),
        ({"shows": "nursing_home", "detail": "grades"}, "detail"),
        ({"shows": "age", "detail": "grades"}, "detail"),
        ({"split_by": "bed"}, "by"),
        ({"country": "DE"}, "country"),
        ({"period": (2022, 2020)}, "period"),
        ({"period": (1, 2)}, "period"),
        ({"where": (("shoe_size", ("42",)),)}, "shoe_size"),
        ({"where": (("sex", ("woman", "alien")),)}, "sex"),
        ({"where": (("sex", ()),)}, "sex"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(fields: dict[str, object], part: str) -> None:
    with pytest.raises(InvalidSelection) as refused:
        Selection(**fields)  # type: ignore[arg-type]
    assert refused.value.part == part


def test_filters_are_set_replaced_and_dropped_one_at_a_time() -> None:
    one = Selection().with_filter("sex", ("woman",))
    assert one.with_filter("sex", ("man",)).filters == {"sex": ("man",)}
    assert one.with_filter("age", ("60_plus",)).with_filter("sex", ()).filters == {"age": ("60_plus",)}
