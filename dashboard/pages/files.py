"""The table of a question as a file, at an address of its own: a plain link, no script needed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Flask, Response, request
from flask_login import current_user

from dashboard import downloads, sentences
from dashboard.comparison import Comparison, Heading, compare
from dashboard.pages.address import View, local_path, query_of, read_address
from queries import Registry, Selection


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of file: how it is written and what it is called on the web."""

    write: Callable[[Comparison, Heading], bytes]
    media_type: str


KINDS: Mapping[str, Kind] = {
    "csv": Kind(write=downloads.as_csv, media_type=downloads.CSV_TYPE),
    "xlsx": Kind(write=downloads.as_excel, media_type=downloads.EXCEL_TYPE),
}


def serve_files(server: Flask, path: str, registry: Registry) -> None:
    """Serve the tables of a page; who may see what is decided by the session, as for the page."""

    def table(kind: str) -> Response:
        asked = read_address(request.query_string.decode("ascii", "replace"), registry.settings)
        viewer = current_user.viewer
        answer = registry.answer(asked.selection, viewer)
        comparison = compare(answer, settings=registry.settings, viewer=viewer, order=asked.view.order)
        content = KINDS[kind].write(comparison, sentences.heading(comparison, registry.settings))
        return _attached(content, KINDS[kind].media_type, f"{downloads.file_name(comparison)}.{kind}")

    rule = f"{path}/table.<any({', '.join(KINDS)}):kind>"
    server.add_url_rule(rule, endpoint=f"table_of_{path.strip('/')}", view_func=table)


def _attached(content: bytes, media_type: str, name: str) -> Response:
    response = Response(content, content_type=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def file_address(path: str) -> Callable[[Selection, View, str], str]:
    """The address of a file of a question."""

    def address(selection: Selection, view: View, kind: str) -> str:
        return local_path(f"{path}/table.{kind}") + query_of(selection, view)

    return address
