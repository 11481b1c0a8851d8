"""One chunk of the synthetic registry: every table's columns, drawn together so that they fit each other."""

from functools import cached_property

import numpy as np

from queries.sources import layout as tables
from queries.sources.layout import Layout
from queries.sources.synthetic import child_parameters as c
from queries.sources.synthetic.attachments import Attachments, on_follow_ups, on_stays
from queries.sources.synthetic.child_forms import (
    bladder_methods,
    bowel_forms,
    keys_of,
    quality_of_life_forms,
    urinary_forms,
    well_being,
)
from queries.sources.synthetic.core_form import Columns, core_forms
from queries.sources.synthetic.draws import Numbers, Rng, Texts, Ticks, chance, guids, year_of
from queries.sources.synthetic.function_forms import (
    eq5d_forms,
    performance_forms,
    satisfaction_forms,
    satisfaction_on,
)
from queries.sources.synthetic.norwegian_forms import draw_follow_ups, follow_up_forms
from queries.sources.synthetic.people import World
from queries.sources.synthetic.stays import Stays, draw_stays


class Registry:
    """The stays of one chunk and the forms that hang on them, each kind drawn once and kept."""

    def __init__(self, rng: Rng, world: World, people: int, layout: Layout) -> None:
        self._rng, self._world, self._layout = rng, world, layout
        self.stays: Stays = draw_stays(rng, world, people)
        self._keys: Texts = guids(rng, len(self.stays))
        self._follow_ups, self._numbers = draw_follow_ups(rng, world, self.stays, self._keys)
        self._completed: Ticks = ~chance(rng, c.FOLLOW_UP_INTERRUPTED, len(self._follow_ups))

    def columns(self) -> dict[str, Columns]:
        """Every table of the registry by name; columns of both layouts."""
        core = core_forms(self._rng, self._world, self.stays, self._keys, self._layout)
        return {
            tables.MAIN: core,
            tables.FOLLOW_UP: self._follow_up(),
            tables.QUALITY_OF_LIFE: self._quality_of_life(),
            tables.URINARY: self._urinary(),
            tables.BOWEL: self._bowel(),
            **self._function(),
            tables.EQ5D: self._eq5d(),
        }

    def _follow_up(self) -> Columns:
        forms = self._follow_ups
        content = follow_up_forms(self._rng, self.stays, forms, self._numbers, self._completed)
        return {**keys_of(self._world, self.stays, forms), **content}

    def _quality_of_life(self) -> Columns:
        of_age = self.stays.people.age >= c.QOL_YOUNGEST
        forms = self._forms(self._level("quality_of_life"), "quality_of_life", of_age)
        content = quality_of_life_forms(self._rng, self.stays, forms, self._well_being)
        return {**keys_of(self._world, self.stays, forms), **content}

    def _urinary(self) -> Columns:
        forms = self._forms(self._level("bladder"), "urinary", self._everybody())
        usual, other = (bladder_methods(self._rng, self._world, self.stays) for _ in range(2))
        content = urinary_forms(self._rng, self.stays, forms, (usual, other), self._layout)
        return {**keys_of(self._world, self.stays, forms), **content}

    def _bowel(self) -> Columns:
        forms = self._forms(self._level("bowel"), "bowel", self._everybody())
        content = bowel_forms(self._rng, self.stays, forms, self._layout)
        return {**keys_of(self._world, self.stays, forms), **content}

    def _function(self) -> dict[str, Columns]:
        forms = self._forms(self._norwegian() * c.PERFORMANCE, "performance", self._everybody())
        on_function = satisfaction_on(self._rng, forms)
        return {
            tables.PERFORMANCE: {
                **keys_of(self._world, self.stays, forms),
                **performance_forms(self._rng, self.stays, forms, self._ability),
            },
            tables.SATISFACTION: {
                **keys_of(self._world, self.stays, on_function),
                **satisfaction_forms(self._rng, self.stays, on_function, self._ability),
            },
        }

    def _eq5d(self) -> Columns:
        collected = year_of(self.stays.discharge) >= c.EQ5D_SINCE
        forms = self._forms(self._norwegian() * c.EQ5D, "eq5d", collected)
        recent = year_of(forms.date) >= c.EQ5D_SINCE
        forms = forms.take(recent)
        content = eq5d_forms(self._rng, self.stays, forms, self._ability, self._well_being)
        return {**keys_of(self._world, self.stays, forms), **content}

    def _forms(self, probability: Numbers, kind: str, among: Ticks) -> Attachments:
        """Forms of a kind on stays and on completed follow-ups."""
        on_main = on_stays(self._rng, self.stays, self._keys, probability, self._world.until, among)
        later = on_follow_ups(self._rng, self._follow_ups, c.FOLLOW_UP_FORMS[kind], self._completed)
        return Attachments.join([on_main, later])

    @cached_property
    def _well_being(self) -> Numbers:
        return well_being(self._rng, self.stays)

    @cached_property
    def _ability(self) -> Numbers:
        """A standard normal number per stay, behind all that is said of function."""
        return self._rng.standard_normal(len(self.stays))

    def _level(self, indicator: str) -> Numbers:
        return self._world.of_unit(indicator, self.stays.people.unit)

    def _norwegian(self) -> Numbers:
        return self._world.of_unit("norwegian_forms", self.stays.people.unit)

    def _everybody(self) -> Ticks:
        return np.ones(len(self.stays), dtype=np.bool_)
