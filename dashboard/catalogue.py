"""Everything that can be asked, as a reader looks it up: declarations and their words, no numbers."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from dashboard.files import FileTable, name_of
from dashboard.language import N_, _, date
from dashboard.texts import class_limits, counted_among, definition, group_name, level_name, shown_name
from queries import INDICATORS, MULTIPLES, VARIABLES, Indicator, Multiple, Variable

Kind = Literal["indicator", "variable", "number", "question"]
Declared = Indicator | Variable | Multiple

INDICATOR_FORM = N_("Quality indicators")
KIND_NAMES: Mapping[Kind, str] = {
    "indicator": INDICATOR_FORM,
    "variable": N_("One answer of several"),
    "number": N_("Number"),
    "question": N_("Question with several answers"),
}
# By logical table; what a declaration reads most of comes from the first that it reads besides the main form.
FORM_NAMES: Mapping[str, str] = {
    "stay": N_("Main form (core data set)"),
    "quality_of_life": N_("Quality of life"),
    "urinary": N_("Lower urinary tract function"),
    "bowel": N_("Bowel function"),
    "performance": N_("Activities and participation: function"),
    "satisfaction": N_("Activities and participation: satisfaction"),
    "eq5d": N_("EQ-5D-5L"),
    "follow_up": N_("Follow-up"),
    "missed_follow_up": N_("Follow-up"),
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that can be asked, in the reader's language. `codes` are the answers, by level of detail."""

    id: str
    kind: Kind
    form: str
    name: str
    definition: str
    reference: str
    columns: tuple[str, ...]
    since: datetime.date | None
    codes: Mapping[str, tuple[str, ...]]
    keys: tuple[str, ...]
    searched: str

    @property
    def answers(self) -> tuple[str, ...]:
        """The answers as recorded; none of an indicator."""
        *_coarser, finest = ((), *self.codes.values())
        return finest

    def matches(self, words: Iterable[str]) -> bool:
        """Whether every word stands somewhere in the entry; words in lower case."""
        return all(word in self.searched for word in words)


def entries() -> tuple[Entry, ...]:
    """Every indicator, variable and question, indicators first, then form by form.

    The answers of a question with several are found under it, not as entries of their own.
    """
    answers = {answer for one in MULTIPLES.values() for answer in one.answers}
    declared: list[Declared] = [*INDICATORS.values(), *MULTIPLES.values()]
    declared += [one for one in VARIABLES.values() if one.id not in answers]
    forms = [INDICATOR_FORM, *FORM_NAMES.values()]
    return tuple(sorted((_entry(one) for one in declared), key=lambda entry: _place(entry, forms)))


def _place(entry: Entry, forms: list[str]) -> tuple[int, str]:
    return [_(form) for form in forms].index(entry.form), entry.name.casefold()


def found(text: str, among: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that hold every word of a text, in whatever case."""
    words = text.casefold().split()
    return tuple(entry for entry in among if entry.matches(words))


def _entry(declared: Declared) -> Entry:
    name, what, codes = shown_name(declared.id), definition(declared.id), _codes(declared)
    columns = tuple(sorted({*_columns(declared)}))
    keys = () if isinstance(declared, Indicator) else declared.keys
    words = (name, what, declared.id, *keys, *(code for level in codes.values() for code in level))
    return Entry(
        id=declared.id,
        kind=_kind(declared),
        form=_(_form(declared)),
        name=name,
        definition=what,
        reference=declared.reference,
        columns=columns,
        since=_since(declared),
        codes=codes,
        keys=keys,
        searched=" ".join(words).casefold(),
    )


def _kind(declared: Declared) -> Kind:
    match declared:
        case Indicator():
            return "indicator"
        case Multiple():
            return "question"
        case Variable(quantity=None):
            return "variable"
        case _:
            return "number"


def _answers(declared: Multiple) -> list[Variable]:
    return [VARIABLES[answer] for answer in declared.answers]


def _columns(declared: Declared) -> Iterator[str]:
    for one in _answers(declared) if isinstance(declared, Multiple) else (declared,):
        yield from one.needs


def form_of(id_: str) -> str:
    """The form that an indicator, variable or question is on, in the reader's language. KeyError for no such id."""
    declared: Mapping[str, Declared] = {**VARIABLES, **MULTIPLES, **INDICATORS}
    return _(_form(declared[id_]))


def _form(declared: Declared) -> str:
    if isinstance(declared, Indicator):
        return INDICATOR_FORM
    tables = {column.partition(".")[0] for column in _columns(declared)}
    return next((name for form, name in FORM_NAMES.items() if form in tables - {"stay"}), FORM_NAMES["stay"])


def _since(declared: Declared) -> datetime.date | None:
    if isinstance(declared, Multiple):
        return _answers(declared)[0].first_admission
    return declared.first_admission


def _codes(declared: Declared) -> dict[str, tuple[str, ...]]:
    match declared:
        case Indicator():
            return {}
        case Multiple():
            return {_("Answers"): tuple(shown_name(answer) for answer in declared.answers)}
        case _:
            return {
                level_name(level.id): tuple(group_name(group) for group in level.groups)
                for level in declared.levels
            }


def restrictions(entry: Entry) -> Iterator[str]:
    """Of which stays it is asked."""
    if entry.since is not None:
        yield _("Stays admitted from {date}", date=date(entry.since))
    if entry.id in INDICATORS:
        yield counted_among(entry.id)


def target_history(indicator: Indicator) -> Iterator[tuple[str, str]]:
    """From when which limits hold: a year, and the limits in words."""
    for target in indicator.targets:
        limits = class_limits(indicator, target)
        yield (
            _("from {year}", year=str(target.from_year)),
            _("high {high}, moderate {moderate}, low {low}", **limits),
        )


def file_table(listed: Iterable[Entry]) -> FileTable:
    """The catalogue as a file."""
    head = (
        _("Id"),
        _("Name"),
        _("Form"),
        _("Kind"),
        _("Definition"),
        _("Answers"),
        _("Since"),
        _("Data set"),
        _("Registry columns"),
        _("Key in the registry's variable list"),
    )
    rows = tuple(
        (
            entry.id,
            entry.name,
            entry.form,
            _(KIND_NAMES[entry.kind]),
            entry.definition,
            "; ".join(entry.answers),
            entry.since.isoformat() if entry.since else None,
            entry.reference,
            " ".join(entry.columns),
            " ".join(entry.keys),
        )
        for entry in listed
    )
    return FileTable(name=name_of("catalogue"), about=((_("Shown"), _("Catalogue")),), head=head, rows=rows)
