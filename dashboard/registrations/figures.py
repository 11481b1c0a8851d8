"""Figures of registrations: stays over time, forms, delay."""

from collections.abc import Sequence

from dashboard import theme
from dashboard.drawing import plain_axis, safe
from dashboard.language import _, integer, percent
from dashboard.own.steps import is_partial, step_name
from dashboard.registrations.asked import Asked
from dashboard.registrations.found import Over
from dashboard.registrations.texts import bin_name
from dashboard.theme import Figure

HEIGHT = 340
ROW = 44
MOST_LABELS = 12


def over_time(over: Over, asked: Asked, *, narrow: bool) -> Figure:
    """A bar a step, from zero; a step that is not whole is hatched."""
    totals, last = over.totals, asked.dates[1]
    names = [step_name(step, asked.step) for step in over.steps]
    partial = [is_partial(step, asked.step, asked.dates, last) for step in over.steps]
    every = -(-len(names) // (MOST_LABELS // 2 if narrow else MOST_LABELS)) or 1
    return {
        "data": [
            {
                "type": "bar",
                "x": list(range(len(names))),
                "y": list(totals),
                "text": [integer(total) for total in totals],
                "textposition": "outside",
                "cliponaxis": False,
                "marker": {
                    "color": theme.OWN,
                    "pattern": {
                        "shape": ["/" if one else "" for one in partial],
                        "fgcolor": theme.PAPER,
                        "size": 6,
                    },
                },
                "hovertext": [
                    _("{step}: {n} stays", step=safe(name), n=integer(total))
                    for name, total in zip(names, totals, strict=True)
                ],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        ],
        "layout": theme.layout(
            height=HEIGHT,
            margin={"l": 16, "r": 16, "t": 28, "b": 44},
            bargap=0.25,
            uniformtext={"minsize": 11, "mode": "hide"},
            xaxis={
                **plain_axis(),
                "range": [-0.6, len(names) - 0.4],
                "tickvals": list(range(0, len(names), every)),
                "ticktext": names[::every],
                "showticklabels": True,
                "tickangle": 0,
                "tickfont": {"size": theme.SMALL, "color": theme.SOFT},
            },
            yaxis={**plain_axis(), "range": [0, max(totals, default=0) * 1.15 or 1]},
        ),
    }


def shares(names: Sequence[str], counts: Sequence[tuple[int, int]], *, narrow: bool) -> Figure:
    """A bar for each kind of form, from 0 to 100 per cent, with its share and count beside it."""
    values = [count / total if total else 0.0 for count, total in counts]
    words = [_share_words(count, total) for count, total in counts]
    return _upright(names, values, words, top=1.0, narrow=narrow)


def delays(counts: Sequence[int], *, narrow: bool) -> Figure:
    """A bar for each bin of days, with count and share beside it."""
    total = sum(counts)
    words = [_share_words(count, total) for count in counts]
    names = [bin_name(place) for place in range(len(counts))]
    return _upright(
        names,
        [float(count) for count in counts],
        words,
        top=float(max(counts, default=1) or 1),
        narrow=narrow,
    )


def _share_words(count: int, total: int) -> str:
    if not total:
        return _("no stays")
    return _(
        "{share} ({count} of {total})",
        share=percent(count / total),
        count=integer(count),
        total=integer(total),
    )


def _upright(
    names: Sequence[str], values: Sequence[float], words: Sequence[str], *, top: float, narrow: bool
) -> Figure:
    """Bars under each other, names at the left (above them on a phone), words at their end."""
    places = list(range(len(names)))
    above = [
        {
            "x": 0,
            "y": place - 0.42,
            "text": safe(name),
            "xanchor": "left",
            "yanchor": "middle",
            "showarrow": False,
        }
        for place, name in zip(places, names, strict=True)
    ]
    axis = {**plain_axis(), "range": [len(names) - 0.4, -0.75 if narrow else -0.6]}
    named = {
        "tickvals": places,
        "ticktext": [safe(name) for name in names],
        "showticklabels": True,
        "automargin": True,
    }
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "x": list(values),
                "y": places,
                "width": 0.34 if narrow else 0.6,
                "text": [safe(word) for word in words],
                "textposition": "outside",
                "cliponaxis": False,
                "marker": {"color": theme.OWN},
                "hoverinfo": "skip",
            }
        ],
        "layout": theme.layout(
            height=(ROW + 22 if narrow else ROW) * len(names) + 30,
            margin={"l": 8, "r": 16, "t": 8, "b": 12},
            xaxis={**plain_axis(), "range": [0, top * (1.9 if narrow else 1.35)]},
            yaxis=axis
            if narrow
            else {**axis, **named, "ticklen": 8, "ticks": "outside", "tickcolor": theme.NONE},
            **({"annotations": above} if narrow else {}),
        ),
    }
