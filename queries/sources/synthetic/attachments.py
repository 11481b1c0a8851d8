"""Which forms hang on which stay or follow-up, and when they were filled in."""

from dataclasses import dataclass

import numpy as np

from queries.sources.synthetic.draws import (
    Days,
    Integers,
    Numbers,
    Rng,
    Texts,
    Ticks,
    chance,
    days,
    guids,
    pick_codes,
)
from queries.sources.synthetic.people import Rows
from queries.sources.synthetic.stays import Stays

AFTER_DISCHARGE = 0.35  # of the stays whose form was not filled in in time: filled in after discharge
SHARED_DILIGENCE = 0.4  # of the stays: one and the same diligence decides over all forms
MORE_FORMS = {0: 880, 1: 90, 2: 25, 3: 4, 7: 1}  # further forms of a kind on one stay
MORE_AFTER = 0.2


@dataclass(frozen=True, kw_only=True)
class Attachments(Rows):
    """Forms to fill in: whose stay (a position), key of the form they hang on, own key, date."""

    stay: Integers
    parent: Texts
    key: Texts
    date: Days

    def __len__(self) -> int:
        return len(self.stay)


def on_stays(
    rng: Rng, stays: Stays, keys: Texts, probability: Numbers, until: np.datetime64, among: Ticks
) -> Attachments:
    """Forms on stays `among` all: with `probability` on or before discharge, else a few late ones."""
    size = len(stays)
    draw = np.where(chance(rng, SHARED_DILIGENCE, size), stays.people.diligence, rng.random(size))
    in_time = among & (draw < probability)
    late = among & ~in_time & chance(rng, AFTER_DISCHARGE, size)
    before = _on_or_before_discharge(rng, stays)
    after = stays.discharge + days(1 + rng.exponential(40, size))
    more = np.repeat(np.flatnonzero(in_time), pick_codes(rng, MORE_FORMS, int(in_time.sum())))
    further = _another_day(rng, before[more], stays.rehab_start[more], stays.discharge[more])
    stay = np.concatenate([np.flatnonzero(in_time), np.flatnonzero(late), more])
    date = np.concatenate([before[in_time], after[late], further])
    return _attached(rng, stay, keys, date, until)


def on_follow_ups(rng: Rng, follow_ups: Attachments, probability: float, among: Ticks) -> Attachments:
    """Forms filled in on the day of a follow-up, on some of the follow-ups `among` all."""
    chosen = follow_ups.take(among & chance(rng, probability, len(follow_ups)))
    return Attachments(stay=chosen.stay, parent=chosen.key, key=guids(rng, len(chosen)), date=chosen.date)


def _attached(rng: Rng, stay: Integers, keys: Texts, date: Days, until: np.datetime64) -> Attachments:
    known = date <= until
    stay, date = stay[known], date[known]
    return Attachments(stay=stay, parent=keys[stay], key=guids(rng, len(stay)), date=date)


def _on_or_before_discharge(rng: Rng, stays: Stays) -> Days:
    """Mostly in the last week of the stay, never before rehabilitation began."""
    same_day = chance(rng, 0.35, len(stays))
    earlier = np.where(same_day, 0, rng.geometric(0.16, len(stays)))
    return np.maximum(stays.discharge - days(earlier), stays.rehab_start)


def _another_day(rng: Rng, day: Days, start: Days, discharge: Days) -> Days:
    """Of further forms most come before the counted one, some after discharge."""
    before = start + days(rng.random(len(day)) * (day - start).astype(np.int64))
    after = discharge + days(1 + rng.exponential(60, len(day)))
    return np.where(chance(rng, MORE_AFTER, len(day)), after, before)
