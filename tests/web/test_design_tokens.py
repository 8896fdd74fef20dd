"""Every pair of colours that the face uses can be read (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import json
import re
from typing import Any, Final

import pytest

from ventanilla.web.design.components import HERE

TOKENS: Final[dict[str, Any]] = json.loads((HERE.parent / "tokens.json").read_text(encoding="utf-8"))
STYLES: Final = HERE.parents[4] / "frontend" / "styles"
STRAIGHT: Final = 0.04045  # below it sRGB is a straight line


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= STRAIGHT else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_the_standards() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("front", "back", "least"), TOKENS["contrast"])
@pytest.mark.parametrize("palette", [TOKENS["colour"], TOKENS["colour"] | TOKENS["high-contrast"]])
def test_contrast(front: str, back: str, least: float, palette: dict[str, str]) -> None:
    assert contrast(palette[front], palette[back]) >= least


def test_high_contrast_changes_colours_that_there_are_and_raises_them() -> None:
    assert set(TOKENS["high-contrast"]) <= set(TOKENS["colour"])
    assert contrast(TOKENS["high-contrast"]["ink"], TOKENS["high-contrast"]["paper"]) == pytest.approx(21)


def test_every_colour_is_in_a_pair() -> None:
    compared = {name for pair in TOKENS["contrast"] for name in pair[:2]}
    only_lines = {"line"}  # a rule between rows says nothing that the rows do not
    assert set(TOKENS["colour"]) - only_lines == compared


@pytest.mark.skipif(not STYLES.is_dir(), reason="the styles' sources come with the checkout only")
def test_no_style_has_a_colour_of_its_own() -> None:
    sheets = [*STYLES.glob("*.scss"), *HERE.glob("*/_style.scss")]
    printed_black = {"#000", "#000000"}
    for sheet in sheets:
        own = set(re.findall(r"(?<!\{)#[0-9a-f]{3,8}\b", sheet.read_text(encoding="utf-8"))) - printed_black
        assert not own, f"{sheet.name}: {own}"
