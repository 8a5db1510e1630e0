"""The session as an SVG picture."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest

from retrowalk import api
from retrowalk.core.session import Direction, Segment, Session
from retrowalk.cues.safety_text import SAFETY_LINE
from tests.exports.conftest import HOSTILE, PRESETS, exported_text

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("name", PRESETS)
def test_the_picture_shows_each_segment_to_scale_with_its_time_and_label(tmp_path, name):
    session = api.preset(name)
    root = ElementTree.fromstring(exported_text(session, tmp_path / "a.svg"))
    bars = [e for e in root.iter(f"{SVG}rect") if e.get("class") != "ground"]
    assert [e.get("class").split()[0] for e in bars] == [str(s.direction) for s in session.segments]
    if not session.has_open:
        whole = session.total / timedelta(seconds=1)
        for bar, segment in zip(bars, session.segments, strict=True):
            part = segment.duration / timedelta(seconds=1) / whole
            assert float(bar.get("width")) == pytest.approx(896 * part, abs=2)
    texts = [e.text for e in root.iter(f"{SVG}text")]
    for segment in session.segments:
        if segment.label:
            assert any(segment.label in (text or "") for text in texts)
    assert SAFETY_LINE in texts


def test_the_picture_refers_to_nothing_outside_and_holds_no_script(tmp_path):
    steps = (Segment(Direction.BACKWARD, timedelta(seconds=30), label=HOSTILE, note=HOSTILE),)
    text = exported_text(Session("s", HOSTILE, steps), tmp_path / "a.svg")
    root = ElementTree.fromstring(text)
    names = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert names <= {"svg", "title", "desc", "style", "rect", "text", "path"}
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not [name for name in attributes if "href" in name or name.startswith("on")]
    assert re.findall(r"https?://[^\"]+", text) == ["http://www.w3.org/2000/svg"]
    assert "url(" not in text
    assert "@import" not in text
    assert "\u202e" not in text


def test_a_picture_of_very_many_segments_is_still_valid(tmp_path):
    text = exported_text(api.parse("3000x(1s f, 1s s)"), tmp_path / "a.svg")
    ElementTree.fromstring(text)
    assert "and 5,760 more. " in text
