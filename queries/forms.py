"""Which form of a kind is a stay's own: declared for each kind, so that no question has to know.

A kind of form is a logical table of `schema.py`. A stay may have any number of forms of a kind; its own is the
last of those that qualify, by date and then by key.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Form:
    """What makes a form of a kind qualify.

    It must hang on the stay, or on a form of the kind `through` that does; be dated on or before the day of
    discharge, if `by_discharge`; hold the values `only`, and not the values `never` (column -> value; a column that
    the registry lacks forbids nothing). A kind that is another `view_of` the same forms is not counted as a form.
    """

    through: str | None = None
    by_discharge: bool = True
    only: Mapping[str, int] = field(default_factory=dict)
    never: Mapping[str, int] = field(default_factory=dict)
    view_of: str | None = None

    @property
    def read(self) -> tuple[str, ...]:
        """The columns that decide whether a form qualifies, besides its keys and its date."""
        return (*self.only, *self.never)


FIRST_FOLLOW_UP, INTERRUPTED = 1, 1

FORMS: Mapping[str, Form] = {
    "quality_of_life": Form(),
    "urinary": Form(),
    "bowel": Form(),
    "performance": Form(),
    "satisfaction": Form(through="performance"),
    # Health "today" is asked once, at the end of the stay or by letter afterwards: no form is too late.
    "eq5d": Form(by_discharge=False),
    "follow_up": Form(by_discharge=False, only={"number": FIRST_FOLLOW_UP}, never={"status": INTERRUPTED}),
    "missed_follow_up": Form(by_discharge=False, only={"status": INTERRUPTED}, view_of="follow_up"),
}
