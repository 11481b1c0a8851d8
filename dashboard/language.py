"""Text, numbers and dates in the reader's language.

The language of a request is held in a context variable, so that the same functions serve a page, a callback,
a download and a command. English is the language of the source: it needs no catalogue.
"""

import datetime
import gettext
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import parse_pattern

from dashboard.catalogues import catalogue


@dataclass(frozen=True, kw_only=True)
class Language:
    """A language of the interface; `locale` is the CLDR locale for its numbers and dates.

    Only a `complete` one is offered: `translations check` fails if it lacks a message.
    """

    code: str
    name: str
    locale: str
    complete: bool = False


LANGUAGES = {
    language.code: language
    for language in (
        Language(code="en", name="English", locale="en_GB", complete=True),
        Language(code="nb", name="Norsk", locale="nb", complete=True),
        Language(code="da", name="Dansk", locale="da"),
        Language(code="sv", name="Svenska", locale="sv"),
        Language(code="is", name="Íslenska", locale="is"),
        Language(code="fi", name="Suomi", locale="fi"),
    )
}
SOURCE_LANGUAGE = "en"
# A browser set to any Norwegian is best served in bokmål.
SPOKEN_AS = {"no": "nb", "nn": "nb"}

_current: ContextVar[str] = ContextVar("language", default=SOURCE_LANGUAGE)


def offered() -> tuple[Language, ...]:
    """The languages a reader may choose."""
    return tuple(language for language in LANGUAGES.values() if language.complete)


def is_offered(code: str | None) -> bool:
    """Whether a code, from wherever, names a language that a reader may choose."""
    return code is not None and any(language.code == code for language in offered())


def current_language() -> str:
    """The code of the language in force, e.g. "nb"; also right for the `lang` attribute."""
    return _current.get()


def set_language(code: str) -> None:
    """Put a language in force for the rest of this request. Raises KeyError for an unknown one."""
    _current.set(LANGUAGES[code].code)


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Put a language in force for a block. Raises KeyError for an unknown one."""
    token = _current.set(LANGUAGES[code].code)
    try:
        yield
    finally:
        _current.reset(token)


def choose_language(
    *, account: str | None, asked: str | None, remembered: str | None, accepted: Sequence[str]
) -> str:
    """The first language that is offered: the account's, a link's, the one chosen here before, the browser's.

    The account's comes first so that a colleague's link does not change the reader's language.
    """
    spoken = [SPOKEN_AS.get(code, code) for code in (_primary(tag) for tag in accepted)]
    wished = (account, asked, remembered, *spoken)
    return next((code for code in wished if code is not None and is_offered(code)), SOURCE_LANGUAGE)


def _primary(tag: str) -> str:
    return tag.lower().replace("_", "-").partition("-")[0]


def N_(message: str) -> str:  # noqa: N802 - the conventional name that message extraction looks for
    """Mark a message of a declaration for translation; `_` translates it where it is shown."""
    return message


def _(message: str, /, **values: object) -> str:
    """A message in the language in force, its {placeholders} filled in from `values` if there are any."""
    return _filled(_translations().gettext(message), values)


def ngettext(singular: str, plural: str, n: int, /, **values: object) -> str:
    """The form of a message that fits `n` of something in the language in force."""
    return _filled(_translations().ngettext(singular, plural, n), values)


def pgettext(context: str, message: str, /, **values: object) -> str:
    """Like `_`, for a message that means something else elsewhere; `context` says which is meant."""
    return _filled(_translations().pgettext(context, message), values)


def _translations() -> gettext.NullTranslations:
    return catalogue(current_language())


def _filled(text: str, values: dict[str, object]) -> str:
    return text.format(**values) if values else text


def integer(value: int) -> str:
    """A whole number with the language's thousands separator."""
    return _apply("#,##0", value, 0)


def number(value: float, decimals: int = 1) -> str:
    """A number with a fixed count of decimals."""
    return _apply("#,##0", value, decimals)


def percent(share: float, decimals: int = 0) -> str:
    """A share (0 to 1) as a percentage, spaced and signed as the language does: "78 %" or "78%"."""
    return _apply(_percent_pattern(current_language()), share, decimals)


@cache
def _percent_pattern(code: str) -> str:
    return str(Locale.parse(LANGUAGES[code].locale).percent_formats[None].pattern)


def _apply(pattern: str, value: float, decimals: int) -> str:
    return _formatted(LANGUAGES[current_language()].locale, pattern, value, decimals)


# A page may hold a thousand numbers, most of them more than once.
@lru_cache(maxsize=10_000)
def _formatted(locale: str, pattern: str, value: float, decimals: int) -> str:
    parsed = parse_pattern(pattern)
    parsed.frac_prec = (decimals, decimals)
    return str(parsed.apply(value, Locale.parse(locale)))


def date(value: datetime.date) -> str:
    """A date in words, e.g. "22 November 2026"."""
    return format_date(value, format="long", locale=_locale())


def day_of(value: datetime.date) -> str:
    """A date where space is scarce, e.g. "22 Nov 2026"."""
    return format_date(value, format="medium", locale=_locale())


def month_of(value: datetime.date) -> str:
    """The month of a day, e.g. "Nov 2026"."""
    return str(format_skeleton("yMMM", value, locale=_locale()))


def quarter_of(value: datetime.date) -> str:
    """The quarter of a day, e.g. "Q4 2026"."""
    return str(format_skeleton("yQQQ", value, locale=_locale()))


def listed(items: Sequence[str]) -> str:
    """Items as a list in running text, e.g. "Sunnaas, Haukeland and St. Olavs"."""
    return format_list(items, locale=_locale())


def separators() -> str:
    """The decimal and the thousands separator, in the form of Plotly's `layout.separators`."""
    symbols = _locale().number_symbols["latn"]
    return f"{symbols['decimal']}{symbols['group']}"


def _locale() -> Locale:
    return Locale.parse(LANGUAGES[current_language()].locale)
