"""Registrations as files."""

from collections.abc import Sequence

from dashboard.files import FileTable, Record, name_of
from dashboard.language import _
from dashboard.registrations.asked import Asked
from dashboard.registrations.found import BINS, Listed, Over, binned
from dashboard.registrations.texts import FORM_NAMES, bin_name, gap_name
from dashboard.words import Heading
from queries import Delays, LinkedForms, Settings


def over_time(over: Over, asked: Asked, settings: Settings, heading: Heading) -> FileTable:
    """Stays and people by step."""
    names = [settings.unit(unit).name for unit in over.by_unit]
    rows: tuple[Record, ...] = tuple(
        (
            step.isoformat(),
            *(counts[place] for counts in over.by_unit.values()),
            over.totals[place],
            over.people[place],
        )
        for place, step in enumerate(over.steps)
    )
    return _file(asked, heading, (_("From"), *names, _("Stays"), _("People")), rows)


def forms(
    linked: Sequence[LinkedForms], kinds: Sequence[str], asked: Asked, settings: Settings, heading: Heading
) -> FileTable:
    """Stays with each form, by unit."""
    rows: tuple[Record, ...] = tuple(
        (
            settings.unit(one.unit).name,
            _(FORM_NAMES[kind]),
            one.stays,
            one.forms[kind].at_all.count,
            one.forms[kind].before_discharge.count,
            one.forms[kind].after_discharge.count,
        )
        for one in linked
        for kind in kinds
    )
    head = (_("Centre"), _("Form"), _("Stays"), _("With the form"), _("By discharge"), _("After discharge"))
    return _file(asked, heading, head, rows)


def delays(found: Sequence[Delays], asked: Asked, settings: Settings, heading: Heading) -> FileTable:
    """Stays by bin of days, by unit, then those in none."""
    columns = [(*binned(one), one.implausible, one.unknown) for one in found]
    names = [
        *map(bin_name, range(len(BINS))),
        _("Completed before discharge"),
        _("Not completed, or without a date"),
    ]
    rows: tuple[Record, ...] = tuple(
        (name, *(column[place] for column in columns)) for place, name in enumerate(names)
    )
    head = (_("From discharge to completed form"), *(settings.unit(one.unit).name for one in found))
    return _file(asked, heading, head, rows)


def worklist(found: Listed, asked: Asked, settings: Settings, heading: Heading) -> FileTable:
    """Everything to see to, with the key that finds the record."""
    rows: tuple[Record, ...] = tuple(
        (
            gap_name(gap),
            settings.unit(gap.unit).name,
            gap.key,
            *(day.isoformat() if day else None for day in (gap.since, gap.admission, gap.discharge)),
        )
        for gap in found.gaps
    )
    head = (_("What"), _("Centre"), _("Record key"), _("Since"), _("Admitted"), _("Discharged"))
    return _file(asked, heading, head, rows)


def _file(asked: Asked, heading: Heading, head: Record, rows: tuple[Record, ...]) -> FileTable:
    period = "-".join(day.isoformat() for day in asked.dates)
    about = (
        (_("Shown"), heading.title),
        (_("Question"), " · ".join(heading.facts)),
        (_("Source"), " · ".join(heading.source)),
        *((_("Note"), warning) for warning in heading.warnings),
    )
    return FileTable(
        name=name_of("registrations", asked.part, period, "live", "own-unit-data"),
        about=about,
        head=head,
        rows=rows,
    )
