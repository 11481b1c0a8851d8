"""What servers write down about requests: no query strings, which hold the question somebody asked."""

import logging
import re

SERVERS = ("werkzeug", "gunicorn.error")
QUERY = re.compile(r"\?[^\s\"']*")


class _WithoutQueries(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = QUERY.sub("?...", record.getMessage()), ()
        return True


_WITHOUT_QUERIES = _WithoutQueries()


def keep_queries_out() -> None:
    """Strip query strings from what the web servers log. Doing it twice changes nothing."""
    for name in SERVERS:
        logging.getLogger(name).addFilter(_WITHOUT_QUERIES)
