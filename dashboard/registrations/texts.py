# ruff: noqa: RUF001 - a range is written with an en dash
"""The words for registrations: forms, bins, and what can be the matter with a stay."""

from collections.abc import Mapping

from dashboard.language import N_, _, integer, ngettext
from dashboard.registrations.asked import Axis, Part, Step
from dashboard.registrations.found import BINS
from dashboard.texts import country_name
from queries import Gap, Settings, Viewer

PART_NAMES: Mapping[Part, str] = {
    "stays": N_("Stays"),
    "forms": N_("Forms"),
    "delay": N_("Delay"),
    "worklist": N_("Work list"),
}
AXIS_NAMES: Mapping[Axis, str] = {"discharge": N_("Discharge"), "admission": N_("Admission")}
STEP_NAMES: Mapping[Step, str] = {
    "month": N_("Months"),
    "quarter": N_("Quarters"),
    "halfyear": N_("Half-years"),
    "year": N_("Years"),
}
FORM_NAMES: Mapping[str, str] = {
    "follow_up": N_("Follow-up"),
    "quality_of_life": N_("Quality of life"),
    "urinary": N_("Lower urinary tract function"),
    "bowel": N_("Bowel function"),
    "performance": N_("Activities and participation: function"),
    "satisfaction": N_("Activities and participation: satisfaction"),
    "eq5d": N_("EQ-5D-5L"),
}
GAP_NAMES: Mapping[str, str] = {
    "lacks_urinary": N_("Lacks a urinary form"),
    "lacks_bowel": N_("Lacks a bowel form"),
    "lacks_quality_of_life": N_("Lacks a quality of life form"),
    "lacks_performance": N_("Lacks a form on function"),
    "lacks_satisfaction": N_("Lacks a form on satisfaction"),
    "lacks_eq5d": N_("Lacks an EQ-5D form"),
    "ais_not_classified": N_("AIS grade not classified at admission or discharge"),
    "not_discharged": N_("Admitted over a year ago and not discharged"),
    "no_admission": N_("No admission date"),
    "discharge_before_admission": N_("Discharged before admitted"),
    "long_stay": N_("Stay of more than two years"),
    "implausible_age": N_("Age that cannot be right"),
    "closed_before_discharge": N_("Form completed before discharge"),
    "unlisted_code": N_("Code that the form does not have"),
}


def gap_name(gap: Gap) -> str:
    """What is the matter with a stay."""
    name = _(GAP_NAMES[gap.what])
    return _("{what}: {column}", what=name, column=gap.detail) if gap.detail else name


def bin_name(place: int) -> str:
    """A bin of days."""
    first, last = BINS[place]
    if last is None:
        return _("over {n} days", n=integer(first - 1))
    return _("{first}–{last} days", first=integer(first), last=integer(last))


def scope_name(scope: str, viewer: Viewer, settings: Settings) -> str:
    """Whose registrations are shown."""
    if scope in settings.countries():
        return country_name(scope)
    if scope:
        return settings.unit(int(scope)).name
    own = [unit.name for unit in settings.units if viewer.sees_exactly(unit.id)]
    if len(own) == 1:
        return own[0]
    return ngettext("{n} unit", "{n} units", len(own), n=integer(len(own)))
