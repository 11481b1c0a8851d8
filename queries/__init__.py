"""Asks the registry: the public face. What this package hands out is protected; nothing else leaves it."""

from queries.answer import (
    HIDDEN,
    Answer,
    CaseMix,
    Cell,
    Change,
    Group,
    Hidden,
    Period,
    Provenance,
    Row,
    Shown,
)
from queries.errors import (
    InvalidSelection,
    NoRelease,
    NotAllowed,
    NotRecorded,
    QueryError,
    RegistryUnusable,
    ReleaseRefused,
    SourceUnavailable,
)
from queries.indicators import INDICATORS, Indicator, Target
from queries.own.address import OWN_QUERY_FIELDS, OwnReading, read_own_query
from queries.own.answer import OwnAnswer, OwnRow, Summary
from queries.own.gaps import Event, Gaps
from queries.own.question import PEOPLE, SPLITS, STAYS, OwnQuestion
from queries.own.registrations import Delays, FormCount, LinkedForms, OwnStays
from queries.own.rows import ALL, MONTHS, UNKNOWN_COUNTRY
from queries.own.worklist import OPEN_DAYS, Gap, gap_kinds
from queries.registry import Offer, PeriodChoice, Registry, check_registry
from queries.release.content import Header
from queries.release.grid import Grid
from queries.release.nearest import IMPORTANCE
from queries.release.schemes import SEVERITY_GROUPS
from queries.release.store import Listed
from queries.release.trend import Series
from queries.release.utility import Tally, Utility
from queries.selection import QUERY_FIELDS, Reading, Selection, read_query
from queries.settings import Settings, Unit
from queries.settings import load as load_settings
from queries.sources.registry_report import RegistryReport, report_lines
from queries.sources.synthetic import write_synthetic_registry
from queries.statistics.adjustment import Decomposition, decompose, shrunken_ratios
from queries.statistics.charts import Chart, TooFew, g_chart, p_chart, xmr_chart
from queries.statistics.delay import Unregistered, complete_after, unregistered
from queries.statistics.intervals import Interval, newcombe, wilson
from queries.statistics.limits import ALARM, WARNING, Standing, binomial_limits, expected_outside, standing
from queries.statistics.missing import share_bounds
from queries.statistics.ranking import Thirds, thirds
from queries.statistics.rules import RUN, Signal
from queries.statistics.rules import Point as ChartPoint
from queries.trends import LEARNT_DAYS, TREND_STEPS, OwnSeries, Trend
from queries.variable import MISSING, NOT_APPLICABLE, Level, Multiple, Quantity, Replaced, Variable
from queries.variables import CHARACTERISTICS, MULTIPLES, OLDEST_PLAUSIBLE, VARIABLES
from queries.viewer import ROLES, Role, Viewer

__all__ = [
    "ALARM",
    "ALL",
    "CHARACTERISTICS",
    "HIDDEN",
    "IMPORTANCE",
    "INDICATORS",
    "LEARNT_DAYS",
    "MISSING",
    "MONTHS",
    "MULTIPLES",
    "NOT_APPLICABLE",
    "OLDEST_PLAUSIBLE",
    "OPEN_DAYS",
    "OWN_QUERY_FIELDS",
    "PEOPLE",
    "QUERY_FIELDS",
    "ROLES",
    "RUN",
    "SEVERITY_GROUPS",
    "SPLITS",
    "STAYS",
    "TREND_STEPS",
    "UNKNOWN_COUNTRY",
    "VARIABLES",
    "WARNING",
    "Answer",
    "CaseMix",
    "Cell",
    "Change",
    "Chart",
    "ChartPoint",
    "Decomposition",
    "Delays",
    "Event",
    "FormCount",
    "Gap",
    "Gaps",
    "Grid",
    "Group",
    "Header",
    "Hidden",
    "Indicator",
    "Interval",
    "InvalidSelection",
    "Level",
    "LinkedForms",
    "Listed",
    "Multiple",
    "NoRelease",
    "NotAllowed",
    "NotRecorded",
    "Offer",
    "OwnAnswer",
    "OwnQuestion",
    "OwnReading",
    "OwnRow",
    "OwnSeries",
    "OwnStays",
    "Period",
    "PeriodChoice",
    "Provenance",
    "Quantity",
    "QueryError",
    "Reading",
    "Registry",
    "RegistryReport",
    "RegistryUnusable",
    "ReleaseRefused",
    "Replaced",
    "Role",
    "Row",
    "Selection",
    "Series",
    "Settings",
    "Shown",
    "Signal",
    "SourceUnavailable",
    "Standing",
    "Summary",
    "Tally",
    "Target",
    "Thirds",
    "TooFew",
    "Trend",
    "Unit",
    "Unregistered",
    "Utility",
    "Variable",
    "Viewer",
    "binomial_limits",
    "check_registry",
    "complete_after",
    "decompose",
    "expected_outside",
    "g_chart",
    "gap_kinds",
    "load_settings",
    "newcombe",
    "p_chart",
    "read_own_query",
    "read_query",
    "report_lines",
    "share_bounds",
    "shrunken_ratios",
    "standing",
    "thirds",
    "unregistered",
    "wilson",
    "write_synthetic_registry",
    "xmr_chart",
]
