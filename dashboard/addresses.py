"""Addresses to go back to: only ever our own."""

from urllib.parse import urlsplit

from flask import request

START = "/"
# Where nobody can be sent back to: they only take forms, or lead elsewhere.
NO_PAGES = ("/login", "/logout", "/language", "/theme", "/visit")


def came_from() -> str:
    """The page of ours that sent this request, with its question."""
    parts = urlsplit(request.referrer or "")
    if parts.netloc != request.host:
        return START
    return local(f"{parts.path}?{parts.query}" if parts.query else parts.path)


def local(target: str | None) -> str:
    """An address to go on to if it stays on this site, else the first page.

    Browsers read a backslash as a slash and drop control characters, so that neither may occur.
    """
    if not target or not target.startswith("/") or target.startswith("//") or "\\" in target:
        return START
    if not target.isprintable() or urlsplit(target).path in NO_PAGES:
        return START
    return target
