"""What every page with an answer has: ids, an address, the width of the window, and a picture to keep."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import dash
from dash import ClientsideFunction, Input, Output, State, ctx, dcc, html
from dash.development.base_component import Component

from dashboard.language import _
from dashboard.theme import aria

PICTURES = ("png", "svg")
NARROW = "narrow"


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The frame of one page; its ids begin with the page's name, so that no two pages share one.

    `assets/page.js` is the other half: it follows links of class `ask` inside without loading the page anew,
    says how wide the window is, and makes pictures.
    """

    name: str

    def id(self, part: str) -> str:
        """The id of a part of this page."""
        return f"{self.name}-{part}"

    @property
    def url(self) -> str:
        """The address: a `dcc.Location`."""
        return self.id("url")

    @property
    def window(self) -> str:
        """The store that says "wide" or "narrow"."""
        return self.id("window")

    @property
    def answer(self) -> str:
        """The card of the answer."""
        return self.id("answer")

    @property
    def said(self) -> str:
        """What is read out when the answer changes."""
        return self.id("said")

    @property
    def picture(self) -> str:
        """The store with the picture to keep: {"figure": ..., "name": ...}, figure None where there is none."""
        return self.id("picture")

    def control(self, field: str) -> str:
        """The control for a field of the query string."""
        return self.id(f"ask-{field}")

    def changed(self, fields: Iterable[str]) -> bool:
        """Whether the call at hand was made by a control; else the address is what counts."""
        triggers = {trigger.rpartition(".")[0] for trigger in ctx.triggered_prop_ids}
        return bool(triggers & {self.control(field) for field in fields})

    def layout(self, *question: Component, after: Sequence[Component] = ()) -> Component:
        """The page before it has an answer: its question over an empty card that keeps its place, and what comes
        after the answer and stays when that is drawn anew."""
        data: dict[str, Any] = {"data-address": self.url, "data-window": self.window}
        answer = html.Section(
            id=self.answer, className="card-answer", tabIndex="-1", **aria(label=_("Answer"))
        )
        return html.Div(
            [
                dcc.Location(id=self.url, refresh=False),
                dcc.Store(id=self.window),
                dcc.Store(id=self.picture),
                *question,
                html.P(id=self.said, role="status", className="visually-hidden"),
                answer,
                *after,
            ],
            className=f"asking asking-{self.name}",
            **data,
        )

    def picture_buttons(self) -> list[Component]:
        """Buttons that save the figure as a picture, made in the browser."""
        return [html.Button(kind.upper(), id=self.id(kind), type="button") for kind in PICTURES]

    def add_browser_callbacks(self, app: dash.Dash) -> None:
        """What only the browser knows or can do: how wide its window is, and making a picture."""
        app.clientside_callback(  # type: ignore[no-untyped-call]
            ClientsideFunction("page", "watchWindow"),
            Output(self.window, "data"),
            Input(self.url, "pathname"),
        )
        for kind in PICTURES:
            app.clientside_callback(  # type: ignore[no-untyped-call]
                ClientsideFunction("page", f"save_{kind}"),
                Output(self.id(kind), "name"),
                Input(self.id(kind), "n_clicks"),
                State(self.picture, "data"),
                prevent_initial_call=True,
            )
