"""Plots: what they draw, and that a label stays text."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from govreport.rendering.plots import PATTERNS, bars, course, patterns, stack, swatch

NUMBERS = st.one_of(st.none(), st.integers(-(10**12), 10**12), st.floats(-1e6, 1e6))


def svg(text: str) -> ET.Element:
    return ET.fromstring(text)


def numbers(element: ET.Element, name: str) -> list[float]:
    return [float(one.get(name, "0")) for one in element]


@given(st.lists(NUMBERS, max_size=8))
@example([2.2250738585072014e-308])  # the inverse is no number
def test_a_course_has_a_point_for_each_number_within_its_frame(values: list[float | None]) -> None:
    text = course(values, '<甲> & "乙"')
    if all(value is None for value in values):
        assert text == ""
        return
    drawn = svg(text)
    assert drawn.get("aria-label") == '<甲> & "乙"'
    points = [one for one in drawn if one.tag == "circle"]
    assert len(points) == sum(value is not None for value in values)
    assert [one.get("class") for one in points].count("last") == 1
    assert all(0 <= float(one.get("cy", "-1")) <= 24 for one in points)
    assert all(0 <= float(one.get("cx", "-1")) <= 96 for one in points)
    lines = drawn[0].get("d", "").count("M")
    pairs = pairwise(values)
    assert lines == sum(None not in pair for pair in pairs)


def test_a_larger_number_stands_higher() -> None:
    low, high, middle = (float(p.get("cy", "0")) for p in svg(course([0, 4, 2], "x"))[1:])
    assert high < middle < low


def test_bars_are_as_long_as_their_numbers() -> None:
    this, before = numbers(svg(bars(30, 60, 60)), "width")
    assert before == 2 * this
    assert [one.get("class") for one in svg(bars(None, 3, 3))] == ["before"]
    assert len(svg(bars(0, 0, 0))) == 0


def test_a_stack_fills_its_width_with_fillings_that_differ() -> None:
    drawn = svg(stack([1, 0, 3], "一"))
    pieces = [one for one in drawn if one.tag == "rect"]
    assert [(one.get("x"), one.get("width")) for one in pieces] == [("0%", "25%"), ("25%", "75%")]
    assert len({one.get("fill") for one in pieces}) == 2
    assert [one.get("fill") for one in svg(swatch(2))] == [pieces[1].get("fill")]
    assert len(set(PATTERNS)) == len(PATTERNS) == patterns().count("<pattern")


def test_a_part_that_is_wide_enough_tells_its_share() -> None:
    words = [one for one in svg(stack([2, 1, 17], "一")) if one.tag == "text"]
    assert [(one.text, one.get("x")) for one in words] == [("85%", "57.5%")]


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=7))
def test_the_pieces_of_a_stack_follow_each_other(parts: list[int]) -> None:
    end = 0.0
    for one in svg(stack(parts, "一")):
        if one.tag == "rect":
            start, width = (float(one.get(name, "").removesuffix("%")) for name in ("x", "width"))
            assert abs(start - end) < 0.1
            end = start + width
    assert abs(end - (100 if any(parts) else 0)) < 0.1
