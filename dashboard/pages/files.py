"""The table of a question as a file, at an address of its own: a plain link, no script needed."""

from collections.abc import Callable

from flask import Flask, Response, request
from flask_login import current_user

from dashboard.files import KINDS, FileTable
from queries import Viewer


def serve_files(server: Flask, path: str, make: Callable[[str, Viewer], FileTable]) -> None:
    """Serve the tables of a page. `make` gets the query string of the address and who asks, from the session."""

    def table(kind: str) -> Response:
        made = make(request.query_string.decode("ascii", "replace"), current_user.viewer)
        response = Response(KINDS[kind].write(made), content_type=KINDS[kind].media_type)
        response.headers.set("Content-Disposition", "attachment", filename=f"{made.name}.{kind}")
        return response

    rule = f"{path}/table.<any({', '.join(KINDS)}):kind>"
    server.add_url_rule(rule, endpoint=f"table_of_{path.strip('/')}", view_func=table)
