"""Where a view leads."""

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.pages.address import View
from queries import Selection


@dataclass(frozen=True, kw_only=True)
class Links:
    """Where a view leads: the page for another question or view, and the files of this one."""

    page: Callable[[Selection, View], str]
    file: Callable[[Selection, View, str], str]
