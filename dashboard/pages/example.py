"""A worked example with made-up patients: what subtraction gives away, and what is shown instead.

It is made from the rule in force, so that it stays true when the rule changes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.language import N_, _, integer, listed, ngettext
from dashboard.theme import aria

UNIT_NAMES = (N_("North"), N_("East"), N_("West"), N_("South"))
HIDDEN_SIGN, MINUS, SPACE = "\N{EN DASH}", "\N{MINUS SIGN}", "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, kw_only=True)
class Example:
    """Patients of made-up units, largest first, in one year and in `years` years together.

    The last unit is too small to be shown in one year; `pooled` is how many of the smallest are therefore shown
    together.
    """

    k: int
    counts: tuple[int, ...]
    longer: tuple[int, ...]
    years: int
    pooled: int
    insider_safe: bool

    @property
    def alone(self) -> tuple[int, ...]:
        """What is shown of single units in one year."""
        return self.counts[: -self.pooled]

    @property
    def together(self) -> int:
        """What is shown of the smallest units in one year."""
        return sum(self.counts[-self.pooled :])


def make_example(*, k: int, insider_safe: bool, block_years: int) -> Example:
    """The example for a rule; `block_years` is how many years are put together where one is not enough."""
    counts = (2 * k + 2, k + 4, k + 1, k - 1)
    years = max(2, block_years)
    # Not simply so many times one year: no year is like another.
    longer = tuple(years * count + more for count, more in zip(counts, (-1, -2, 1, -1), strict=True))
    sizes = range(1, len(counts) + 1)
    pooled = next(size for size in sizes if _good(counts[-size:], k, insider_safe=insider_safe))
    return Example(k=k, counts=counts, longer=longer, years=years, pooled=pooled, insider_safe=insider_safe)


def _good(pool: Sequence[int], k: int, *, insider_safe: bool) -> bool:
    """Whether units may share a number: enough patients, also for the staff of one who take off their own."""
    if len(pool) == 1 or not insider_safe:
        return sum(pool) >= k
    return min(sum(pool) - own for own in pool) >= k


def draw(example: Example) -> list[Component]:
    """The example as a table, and step by step."""
    return [_table(example), html.Ol([html.Li(step) for step in _steps(example)])]


# --- The table -------------------------------------------------------------------------------------
def _table(example: Example) -> Component:
    longer = ngettext("Shown for {n} year", "Shown for {n} years", example.years, n=example.years)
    heads = (
        _("Made-up unit"),
        _("Patients in one year"),
        _("If only the small number were hidden"),
        _("Shown for one year"),
        longer,
    )
    rows = [
        html.Tr([html.Th(_(name), scope="row"), *_cells(example, place)])
        for place, name in enumerate(UNIT_NAMES)
    ]
    return html.Table(
        [
            html.Caption(_("No real patients: an example.")),
            html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
            html.Tbody([*rows, _total(example)]),
        ],
        className="page-table",
    )


def _cells(example: Example, place: int) -> Iterator[Component]:
    yield html.Td(integer(example.counts[place]))
    last = place == len(example.counts) - 1
    yield html.Td(_hidden() if last else integer(example.counts[place]))
    if place < len(example.alone):
        yield html.Td(integer(example.counts[place]))
    elif place == len(example.alone):
        together: list[str | Component] = [integer(example.together), html.Small(_("together"))]
        yield html.Td(together, rowSpan=example.pooled, className="together")
    yield html.Td(integer(example.longer[place]))


def _total(example: Example) -> Component:
    whole = integer(sum(example.counts))
    cells = [html.Td(text) for text in (whole, whole, whole, integer(sum(example.longer)))]
    return html.Tr([html.Th(_("All"), scope="row"), *cells], className="total")


def _hidden() -> Component:
    sign = html.Span(HIDDEN_SIGN, **aria(hidden="true"))
    return html.Span([sign, html.Span(_("not shown"), className="visually-hidden")])


# --- Step by step ----------------------------------------------------------------------------------
def _steps(example: Example) -> Iterator[str]:
    *others, smallest = example.counts
    names = [_(name) for name in UNIT_NAMES]
    yield _(
        "If only the {small} of {unit} were hidden, anybody could find it: {sum}. So another number must go,"
        " although it is not small.",
        small=integer(smallest),
        unit=names[-1],
        sum=_subtraction([sum(example.counts), *others]),
    )
    if example.insider_safe:
        yield _insider_step(example, names)
    yield _(
        "So {units} are shown together: {sum}. From what is shown, nobody can calculate a number below {k}.",
        units=listed(names[-example.pooled :]),
        sum=integer(example.together),
        k=example.k,
    )
    yield ngettext(
        "In {n} year every unit has at least {k} patients, and each is shown alone.",
        "In {n} years every unit has at least {k} patients, and each is shown alone.",
        example.years,
        n=example.years,
        k=example.k,
    )


def _insider_step(example: Example, names: Sequence[str]) -> str:
    """Why one more number is not enough: staff know their own patients."""
    own, smallest = example.counts[-2:]
    return _(
        "Hiding {unit} as well is not enough: {sum} patients are then left for both, and whoever works at"
        " {unit} knows its {own}: {answer}.",
        unit=names[-2],
        sum=integer(own + smallest),
        own=integer(own),
        answer=_subtraction([own + smallest, own]),
    )


def _subtraction(numbers: Sequence[int]) -> str:
    """The first number less the others, e.g. "25 - 12 - 9 = 4"."""
    first, *others = numbers
    left = f"{SPACE}{MINUS}{SPACE}".join(integer(number) for number in numbers)
    return f"{left}{SPACE}={SPACE}{integer(first - sum(others))}"
