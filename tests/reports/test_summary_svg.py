import re
import xml.etree.ElementTree as ET
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from retrowalk.core.commands import Command, Verb
from retrowalk.core.summary import summarize
from retrowalk.core.walk import Walk
from retrowalk.reports.stroke_font import strokes
from retrowalk.reports.summary_svg import HEIGHT, WIDTH, summary_svg
from tests.screen.golden import session
from tests.strategies import sessions

S = timedelta(seconds=1)
SVG = "{http://www.w3.org/2000/svg}"


def walked(plan, seconds: float, title: str | None = None):
    walk = Walk(plan)
    events = walk.begin() + walk.advance(timedelta(seconds=seconds))
    if not walk.over:
        events += walk.apply(Command(Verb.END))
    return summarize(plan, events)


def test_a_picture_refers_to_nothing_outside_itself():
    svg = summary_svg(walked(session("intervals"), 700))
    assert not re.search(r"href|url\(|@import|<image|<script|<style", svg)
    assert re.findall(r"https?://[^\"]+", svg) == ["http://www.w3.org/2000/svg"]
    assert "<text" not in svg  # its letters are drawn


def test_a_picture_says_in_words_what_it_shows():
    root = ET.fromstring(summary_svg(walked(session("intervals"), 700)))
    assert root.find(f"{SVG}title").text == "Ended early. Intervals"
    words = root.find(f"{SVG}desc").text
    assert "10:00 forward of 17:00, 1:40 backward of 3:00" in words
    assert "segments done 3 of 7" in words


def test_what_was_walked_is_drawn_to_scale():
    root = ET.fromstring(summary_svg(walked(session("intervals"), 300 + 30)))
    boxes = [
        (float(r.get("y")), float(r.get("width")))
        for r in root.iter(f"{SVG}rect")
        if r.get("fill") == "#e69f00"
    ]
    planned = sum(width for y, width in boxes if y < 340)
    done = sum(width for y, width in boxes if y >= 340)
    assert abs(done / planned - 30 / 180) < 0.01


@settings(max_examples=40)
@given(sessions(most=5), st.integers(0, 300))
def test_any_walk_makes_a_picture_that_can_be_read_and_fits(plan, seconds):
    root = ET.fromstring(summary_svg(walked(plan, seconds)))
    for box in root.iter(f"{SVG}rect"):
        right = float(box.get("x", 0)) + float(box.get("width"))
        assert right <= WIDTH + 1
        assert float(box.get("y", 0)) + float(box.get("height")) <= HEIGHT + 1


@given(st.text(st.characters(exclude_categories=["C"]), max_size=30))
def test_any_text_is_drawn_or_left_to_the_readers_font(text):
    drawn, width = strokes(text)
    assert width >= 0
    assert all(bool(stroke.path) != bool(stroke.letter) for stroke in drawn)


def test_letters_with_marks_are_drawn():
    drawn, _ = strokes("Spaziergang für Zoë: Übung, naïve façade")
    assert not any(stroke.letter for stroke in drawn)
    assert len(strokes("ü")[0]) == 2
