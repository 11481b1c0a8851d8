"""Questions of every shape, for tests of a general rule."""

from hypothesis import strategies as st

from queries import CHARACTERISTICS, INDICATORS, Selection
from tests.dashboard.made_up import SETTINGS

SHOWS = st.sampled_from([*INDICATORS, *CHARACTERISTICS])
FILTERS = st.dictionaries(st.sampled_from(list(CHARACTERISTICS)), st.integers(0, 1), max_size=3).map(
    lambda chosen: tuple((v, (CHARACTERISTICS[v].group_ids[place],)) for v, place in chosen.items())
)
SELECTIONS = st.builds(
    Selection,
    shows=SHOWS,
    split_by=st.sampled_from(["unit", "country"]),
    units=st.lists(st.sampled_from(SETTINGS.unit_ids()), max_size=2).map(tuple),
    where=FILTERS,
    period=st.none() | st.sampled_from([(2024, 2024), (2017, 2025)]),
)
