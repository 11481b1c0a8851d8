"""The words for each quality indicator."""

from collections.abc import Mapping

from dashboard.language import N_
from dashboard.texts.text import Text

INDICATOR_TEXTS: Mapping[str, Text] = {
    "classification": Text(
        label=N_("Neurological classification at admission and discharge"),
        short=N_("Classified at both times"),
        among=N_("Share of all stays"),
        definition=N_(
            "Counted: an AIS grade A to E is recorded both at admission and at discharge. A grade that is"
            " unknown, not done or missing at either time is not counted as met."
        ),
    ),
    "bladder_assessed": Text(
        label=N_("Bladder function assessed"),
        short=N_("Bladder assessed"),
        among=N_("Share of all stays"),
        definition=N_("Counted: a lower urinary tract form dated on or before discharge."),
    ),
    "bladder_regime": Text(
        label=N_("Bladder emptied normally or by intermittent catheter"),
        short=N_("Bladder regime"),
        among=N_("Share of stays with paraplegia at discharge"),
        definition=N_(
            "Counted: the main way to empty the bladder is normal voiding or intermittent catheterisation, by"
            " the patient or by an attendant. Only stays with a neurological level at discharge of T1 or"
            " below and a recorded main method are considered."
        ),
    ),
    "nursing_home": Text(
        label=N_("Discharged to a nursing home"),
        short=N_("To a nursing home"),
        among=N_("Share of stays with a known place of discharge"),
        definition=N_("Counted: the recorded place of discharge is a nursing home. Lower is better."),
    ),
    "bowel_assessed": Text(
        label=N_("Bowel function assessed"),
        short=N_("Bowel assessed"),
        among=N_("Share of stays since the bowel form was taken into use"),
        definition=N_("Counted: a bowel function form dated on or before discharge."),
    ),
    "quality_of_life_reported": Text(
        label=N_("Quality of life reported"),
        short=N_("Quality of life reported"),
        among=N_("Share of stays of patients aged 16 or older"),
        definition=N_("Counted: a quality of life form dated on or before discharge."),
    ),
    "registered_in_time": Text(
        label=N_("Registered within 30 days of discharge"),
        short=N_("Registered in time"),
        among=N_("Share of stays with a completed main form"),
        definition=N_(
            "Counted: the main form was completed for the first time at most 30 days after discharge. No"
            " target is set."
        ),
    ),
}
