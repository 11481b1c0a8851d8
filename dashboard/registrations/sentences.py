"""What registrations say in a sentence."""

from collections.abc import Mapping, Sequence

from dashboard.language import _, integer, listed, ngettext, number, percent
from dashboard.registrations.found import Listed, Over, in_time, with_form
from dashboard.registrations.texts import FORM_NAMES, GAP_NAMES
from dashboard.words import Words, bold
from queries import LinkedForms

MOST_NAMED = 3


def over_time(over: Over) -> Words:
    """How many stays of how many people."""
    stays = sum(over.totals)
    if not stays:
        return bold(_("**No stay** is registered in this period."))
    people = ngettext("{n} person", "{n} people", over.everybody, n=integer(over.everybody))
    said = ngettext("**{n} stay** of {people}.", "**{n} stays** of {people}.", stays)
    return bold(said, n=integer(stays), people=people)


def forms(linked: Sequence[LinkedForms], kinds: Sequence[str]) -> Words:
    """Which form is missing most."""
    stays = sum(one.stays for one in linked)
    if not stays or not kinds:
        return bold(_("**No stay** is registered in this period."))
    counts = {kind: with_form(linked, kind)[0] for kind in kinds}
    rarest = min(kinds, key=lambda kind: counts[kind])
    return bold(
        _("Of **{n} stays**, {share} have a form “{form}”, fewer than any other."),
        n=integer(stays),
        share=percent(counts[rarest] / stays),
        form=_(FORM_NAMES[rarest]),
    )


def delays(days: Mapping[int, int], median: float | None) -> Words:
    """How long it took, and how many were in time."""
    total = sum(days.values())
    if not total or median is None:
        return bold(_("**No form** of this period has a date of completion."))
    prompt = in_time(days)
    return bold(
        _(
            "Half of the forms were completed within **{median} days** of discharge; {share} ({count} of {total})"
            " within 30 days."
        ),
        median=number(median, 0),
        share=percent(prompt / total),
        count=integer(prompt),
        total=integer(total),
    )


def worklist(found: Listed) -> Words:
    """How much there is to see to."""
    if not found.gaps:
        return bold(_("**Nothing to see to** in these stays."))
    commonest = sorted(found.kinds, key=lambda kind: -found.kinds[kind])[:MOST_NAMED]
    named = [f"{_(GAP_NAMES[kind])} ({integer(found.kinds[kind])})" for kind in commonest]
    things = ngettext("{n} thing", "{n} things", len(found.gaps), n=integer(len(found.gaps)))
    stays = ngettext("{n} stay", "{n} stays", found.stays, n=integer(found.stays))
    return bold(
        _("**{things} to see to** in {stays}. Most often: {named}."),
        things=things,
        stays=stays,
        named=listed(named),
    )
