"""Asks the registry: the public face. What this package hands out is protected; nothing else leaves it."""

from queries.answer import (
    HIDDEN,
    Answer,
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
    QueryError,
    RegistryUnusable,
    ReleaseRefused,
    SourceUnavailable,
)
from queries.indicators import INDICATORS, Indicator, Target
from queries.selection import QUERY_FIELDS, Reading, Selection, read_query
from queries.settings import Settings, Unit
from queries.variables import VARIABLES, Level, Variable
from queries.viewer import ROLES, Role, Viewer

__all__ = [
    "HIDDEN",
    "INDICATORS",
    "QUERY_FIELDS",
    "ROLES",
    "VARIABLES",
    "Answer",
    "Cell",
    "Change",
    "Group",
    "Hidden",
    "Indicator",
    "InvalidSelection",
    "Level",
    "NoRelease",
    "NotAllowed",
    "Period",
    "Provenance",
    "QueryError",
    "Reading",
    "RegistryUnusable",
    "ReleaseRefused",
    "Role",
    "Row",
    "Selection",
    "Settings",
    "Shown",
    "SourceUnavailable",
    "Target",
    "Unit",
    "Variable",
    "Viewer",
    "read_query",
]
