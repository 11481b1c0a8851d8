"""The design's colours: the same for pages and figures, in two themes, and readable wherever they meet."""

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from dashboard import theme

CSS = Path(__file__).parents[2] / "assets" / "theme.css"
DARK_BANDS = ("high", "moderate", "low")
GROUNDS = ("paper", "ground", "main-tint", "own-tint", *DARK_BANDS, "warn", "fault-tint")
WORDS = ("ink", "soft", "main", "main-strong", "own", "fault")
# Anything else that must be told from what it lies on: marks, edges of controls, the ring of the focus.
MARKS = ("edge", "main", "own", *(f"series-{place}" for place in range(1, 8)))
SCHEMES = ("light", "dark")
TEXT, GRAPHIC = 4.5, 3.0


@cache
def colours(scheme: str) -> Mapping[str, str]:
    """The opaque colours of a theme by name."""
    pairs = re.findall(
        r"--([a-z0-9-]+): light-dark\((#[0-9a-f]+), (#[0-9a-f]+)\);", CSS.read_text(encoding="utf-8")
    )
    return {name: (light, dark)[SCHEMES.index(scheme)] for name, light, dark in pairs}


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    whole = colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])
    parts = (int(whole[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_computed_as_the_standard_does() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_words_can_be_read_on_every_ground(scheme: str, ground: str) -> None:
    found = colours(scheme)
    assert {word: contrast(found[word], found[ground]) for word in WORDS if _faint(found, word, ground)} == {}


def _faint(found: Mapping[str, str], word: str, ground: str) -> bool:
    return contrast(found[word], found[ground]) < TEXT


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["main", "main-strong"])
def test_words_on_a_button_can_be_read(scheme: str, ground: str) -> None:
    assert contrast(colours(scheme)["on-main"], colours(scheme)[ground]) >= TEXT


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["paper", "ground", *DARK_BANDS])
def test_marks_stand_out_from_what_they_lie_on(scheme: str, ground: str) -> None:
    found = colours(scheme)
    faint = [mark for mark in MARKS if contrast(found[mark], found[ground]) < GRAPHIC]
    assert faint == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_ordered_groups_grow_lighter_or_darker_by_even_steps(scheme: str) -> None:
    steps = [_luminance(colours(scheme)[f"step-{place}"]) for place in range(1, 6)]
    assert steps == sorted(steps, reverse=scheme == "dark")
    neighbours = pairwise(steps)
    assert all((max(pair) + 0.05) / (min(pair) + 0.05) > 1.25 for pair in neighbours)


def test_every_colour_of_a_figure_is_one_of_the_page() -> None:
    named = {value for value in vars(theme).values() if isinstance(value, str) and value.startswith("var(")}
    named |= {*theme.BANDS.values(), *theme.SERIES, *theme.STEPS}
    declared = re.findall(r"^  (--[a-z0-9-]+): light-dark\(", CSS.read_text(encoding="utf-8"), re.MULTILINE)
    assert {f"var({name})" for name in declared} >= named


def test_no_sheet_but_the_theme_names_a_colour() -> None:
    others = [path for path in CSS.parent.glob("*.css") if path != CSS]
    found = {
        path.name: re.findall(r"#[0-9a-f]{3,8}\b(?![^{]*\{)", path.read_text(encoding="utf-8"))
        for path in others
    }
    assert {name: codes for name, codes in found.items() if codes} == {}
