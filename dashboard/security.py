"""What every request must pass and every reply must carry: sign-in, same origin, headers, cache rules."""

from collections.abc import Callable, Sequence

from flask import Flask, Response, abort, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse

Hashes = Callable[[], Sequence[str]]

# Endpoints, not paths: an address that is written oddly still has to match a route first.
DASH_PAGES = frozenset({"/", "/<path:path>"})
STATIC = frozenset({"_dash_assets.static", "style", "plotly"})
WORDLESS = STATIC | {"health"}
OPEN = WORDLESS | {"sign_in.page", "sign_in.sign_in", "choose_language", "choose_theme"}
COMPONENTS = "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>"
READING = ("GET", "HEAD", "OPTIONS")
YEAR_IN_SECONDS = 365 * 24 * 3600

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
    "object-src": ["'none'"],
}


def refuse_strangers(server: Flask) -> None:
    """Let nobody who is not signed in past the sign-in page, and no other site write here.

    Must come before Dash is attached: what Dash does before a request then waits for a sign-in, too.
    """
    server.before_request(_refuse_other_sites)
    server.before_request(_require_sign_in)


def _refuse_other_sites() -> None:
    """Browsers say where a request comes from; one that writes and does not say so is refused as well."""
    if request.method in READING:
        return
    site = request.headers.get("Sec-Fetch-Site")
    same = site == "same-origin" if site else request.headers.get("Origin") == request.host_url.rstrip("/")
    if not same:
        abort(403)


def _require_sign_in() -> AnyResponse | None:
    if request.endpoint in OPEN or current_user.is_authenticated:
        return None
    if request.endpoint in DASH_PAGES and request.method in READING:
        return redirect(url_for("sign_in.page", next=wanted()))
    return abort(401)


def wanted() -> str:
    """The address asked for, without a host: fit to come back to."""
    return request.full_path.removesuffix("?")


def send_headers(server: Flask, *, secure: bool, inline_scripts: Hashes) -> None:
    """Give every reply its headers; `inline_scripts` names the hashes of the scripts Dash writes into a page.

    They are asked for with each page: Dash adds a script when it serves its first one.
    """

    @server.after_request
    def add_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if secure:
            response.headers["Strict-Transport-Security"] = f"max-age={YEAR_IN_SECONDS}; includeSubDomains"
        of_dash = request.endpoint in DASH_PAGES and response.status_code == 200
        policy = _dash_policy(inline_scripts()) if of_dash else POLICY
        response.headers["Content-Security-Policy"] = _as_header(policy)
        _set_caching(response)
        return response


def _dash_policy(hashes: Sequence[str]) -> dict[str, list[str]]:
    """Dash styles elements in place, and Plotly makes pictures from blobs for the download of a figure."""
    return {
        **POLICY,
        "script-src": ["'self'", *hashes],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "worker-src": ["'self'", "blob:"],
    }


def _as_header(policy: dict[str, list[str]]) -> str:
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in policy.items())


def _set_caching(response: Response) -> None:
    """Files with a fingerprint in their address may be kept for good; whatever else may hold numbers, never."""
    if request.endpoint in STATIC | {COMPONENTS}:
        # Dash knows by itself which of its own files have a fingerprint.
        marked = request.args or "max-age" in response.headers.get("Cache-Control", "")
        if marked and response.status_code in (200, 304):
            response.headers["Cache-Control"] = f"public, max-age={YEAR_IN_SECONDS}, immutable"
    else:
        response.headers["Cache-Control"] = "no-store"
