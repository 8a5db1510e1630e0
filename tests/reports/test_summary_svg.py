import re
import xml.etree.ElementTree as ET
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from retrowalk.core.commands import Command, Verb
from retrowalk.core.session import Direction, Segment, Session
from retrowalk.core.summary import summarize
from retrowalk.core.walk import Walk
from retrowalk.reports.next_step import advice
from retrowalk.reports.summary_svg import HEIGHT, WIDTH, summary_svg
from tests.screen.states import session
from tests.strategies import sessions

SVG = "{http://www.w3.org/2000/svg}"


def walked(plan, seconds: float):
    walk = Walk(plan)
    events = walk.begin() + walk.advance(timedelta(seconds=seconds))
    if not walk.over:
        events += walk.apply(Command(Verb.END))
    return summarize(plan, events)


def test_a_picture_refers_to_nothing_outside_itself():
    svg = summary_svg(walked(session("intervals"), 700))
    assert not re.search(r"href|url\(|@import|<image|<script", svg)
    assert re.findall(r"https?://[^\"]+", svg) == ["http://www.w3.org/2000/svg"]


def test_a_picture_has_a_title_and_a_description():
    root = ET.fromstring(summary_svg(walked(session("intervals"), 700)))
    assert root.find(f"{SVG}title").text == "Ended early. Intervals"
    words = root.find(f"{SVG}desc").text
    assert "10:00 forward of 17:00, 1:40 backward of 3:00" in words
    assert "3 of 7 segments finished" in words


def test_the_advice_is_shown_in_full():
    summary = walked(session("intervals"), 700)
    root = ET.fromstring(summary_svg(summary))
    lines = [text.text for text in root.iter(f"{SVG}text")]
    assert advice(summary) in " ".join(lines)


def test_what_was_walked_is_drawn_to_scale():
    root = ET.fromstring(summary_svg(walked(session("intervals"), 300 + 30)))
    boxes = [
        (float(r.get("y")), float(r.get("width")))
        for r in root.iter(f"{SVG}rect")
        if r.get("class") == "backward"
    ]
    planned = sum(width for y, width in boxes if y < 340)
    done = sum(width for y, width in boxes if y >= 340)
    assert abs(done / planned - 30 / 180) < 0.01


@settings(max_examples=40)
@given(sessions(most=5), st.integers(0, 300))
def test_every_walk_makes_a_valid_picture_in_which_all_bars_fit(plan, seconds):
    root = ET.fromstring(summary_svg(walked(plan, seconds)))
    for box in root.iter(f"{SVG}rect"):
        right = float(box.get("x", 0)) + float(box.get("width"))
        assert right <= WIDTH + 1
        assert float(box.get("y", 0)) + float(box.get("height")) <= HEIGHT + 1


def test_a_strangers_title_cannot_reorder_or_break_the_picture():
    title = "\x1b[31m \u202e\u2067 <script>alert(1)</script> & \ud800"
    steps = (Segment(Direction.FORWARD, timedelta(seconds=5)),)
    svg = summary_svg(walked(Session("s", title, steps), 5))
    ET.fromstring(svg)
    assert not re.search("[\x1b\u202a-\u202e\u2066-\u2069\ud800-\udfff]", svg)
    assert "<script" not in svg
