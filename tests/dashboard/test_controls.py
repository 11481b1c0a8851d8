"""Controls: one for every part of a question, saying the same as the question does."""

from hypothesis import given

from dashboard.controls import FIELDS, make_controls
from queries import CHARACTERISTICS, INDICATORS, QUERY_FIELDS, Selection, read_query
from tests.dashboard import made_up
from tests.dashboard.made_up import SETTINGS, MadeUpRegistry
from tests.dashboard.questions import SELECTIONS


@given(SELECTIONS)
def test_controls_and_question_say_the_same(selection: Selection) -> None:
    controls = make_controls(selection, None, SETTINGS)
    assert tuple(controls) == FIELDS
    values = {field: control.value for field, control in controls.items()}
    assert read_query(values).selection == selection


@given(SELECTIONS)
def test_every_control_can_show_its_value(selection: Selection) -> None:
    for control in make_controls(selection, None, SETTINGS).values():
        options = [option.value for group in control.groups for option in group.options]
        assert control.value in options
        assert len(set(options)) == len(options)


def test_every_option_is_a_value_that_an_address_understands() -> None:
    offer = MadeUpRegistry(made_up.usual()).offer(Selection(), made_up.CLINICIAN)
    for shows in (*INDICATORS, *CHARACTERISTICS):
        for field, control in make_controls(Selection(shows=shows), offer, SETTINGS).items():
            for option in (option for group in control.groups for option in group.options):
                assert read_query({"show": shows, field: option.value}).ignored == ()


def test_there_is_a_control_for_every_part_of_a_question() -> None:
    assert set(FIELDS) == set(QUERY_FIELDS)


def test_periods_that_would_be_longer_say_so_and_missing_variables_cannot_be_chosen() -> None:
    offer = MadeUpRegistry(made_up.usual()).offer(Selection(), made_up.CLINICIAN)
    controls = make_controls(Selection(), offer, SETTINGS)
    labels = {o.value: o.label for group in controls["period"].groups for o in group.options}
    assert labels["2025-2025"] == "2025 (shown longer)"
    assert labels["2023-2025"] == "2023\N{EN DASH}2025"
    assert controls["sex"].disabled
    shown = {o.value: o for group in controls["show"].groups for o in group.options}
    assert shown["sex"].disabled
    assert "not in this registry" in shown["sex"].label
    assert not shown["age"].disabled


def test_a_filter_offers_coarse_groups_first_and_each_once() -> None:
    control = make_controls(Selection(), None, SETTINGS)["cause"]
    options = [option.value for group in control.groups for option in group.options]
    assert options[:4] == ["", "traumatic", "nontraumatic", "fall"]
    assert "missing" not in options


def test_centres_follow_the_country() -> None:
    control = make_controls(Selection(country="NO"), None, SETTINGS)["unit"]
    labels = [option.label for group in control.groups for option in group.options]
    assert labels == ["All", "Haukeland", "St. Olavs", "Sunnaas"]


def test_detail_is_offered_for_a_characteristic_only() -> None:
    needed = {
        shows: make_controls(Selection(shows=shows), None, SETTINGS)["detail"].needed
        for shows in ("nursing_home", "cause", "sex")
    }
    assert needed == {"nursing_home": False, "cause": True, "sex": False}
