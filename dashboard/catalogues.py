"""The gettext catalogues in `locales/`, read from their .po files.

They are compiled in memory: a compiled file beside its source could be older than it, would need a writable
folder, and buys nothing for catalogues that are read once in the life of a process.
"""

import gettext
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parent.parent / "locales"
TEMPLATE = FOLDER / "messages.pot"


@cache
def catalogue(code: str) -> gettext.NullTranslations:
    """The translations into a language; without a catalogue every message stays as in the source."""
    path = catalogue_path(code)
    if not path.exists():
        return gettext.NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_catalogue(path, code))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def catalogue_path(code: str) -> Path:
    """Where a language's messages are, in the usual gettext layout."""
    return FOLDER / code / "LC_MESSAGES" / "messages.po"


def read_catalogue(path: Path, code: str | None = None) -> Catalog:
    """Read a .po or .pot file. Raises OSError, and babel's PoFileError on a malformed one."""
    with path.open("rb") as file:
        return read_po(file, locale=code)
