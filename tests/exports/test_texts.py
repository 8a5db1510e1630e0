"""The picture, the table and the data."""

import json
import re
from datetime import timedelta
from html import unescape
from xml.etree import ElementTree

import pytest

from retrowalk import api
from retrowalk.core.session import Direction, Segment, Session
from retrowalk.cues.wording import SAFETY_LINE
from retrowalk.exports import Options, write
from tests.exports.conftest import PRESETS

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</text><script>alert(1)</script> | `x` <img src=//x> *b* \u202e & \" ' ]]>"


def exported(session: Session, path) -> str:
    write(session, path, Options(), force=True)
    return path.read_text()


@pytest.mark.parametrize("name", PRESETS)
def test_the_picture_shows_each_segment_to_scale_with_its_time_and_label(tmp_path, name):
    session = api.preset(name)
    root = ElementTree.fromstring(exported(session, tmp_path / "a.svg"))
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
    text = exported(Session("s", HOSTILE, steps), tmp_path / "a.svg")
    root = ElementTree.fromstring(text)
    names = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert names <= {"svg", "title", "desc", "style", "rect", "text", "path"}
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not [name for name in attributes if "href" in name or name.startswith("on")]
    assert re.findall(r"https?://[^\"]+", text) == ["http://www.w3.org/2000/svg"]
    assert "url(" not in text
    assert "@import" not in text
    assert "\u202e" not in text


def test_a_picture_of_very_many_segments_is_still_one(tmp_path):
    text = exported(api.parse("3000x(1s f, 1s s)"), tmp_path / "a.svg")
    ElementTree.fromstring(text)
    assert "and 5,760 more. " in text


def test_the_table_has_a_row_for_each_segment(tmp_path):
    text = exported(api.preset("treadmill"), tmp_path / "a.md")
    rows = [line for line in text.splitlines() if line.startswith("|")][2:]
    assert len(rows) == 10
    assert (
        rows[2] == "| 3 | 3:45 | ▼ backward | 1:00 | 1 of 3 | Hands light on the rails · 1.2 km/h |"
    )
    assert SAFETY_LINE in text


def test_nothing_in_a_label_breaks_the_table(tmp_path):
    steps = (Segment(Direction.BACKWARD, timedelta(seconds=30), label=HOSTILE),)
    text = exported(Session("s", HOSTILE, steps), tmp_path / "a.md")
    (row,) = [line for line in text.splitlines() if line.startswith("| 1")]
    assert len(re.findall(r"(?<!\\)\|", row)) == 7
    assert not re.search(r"(?<!\\)[<*`\[]", row)
    shown = unescape(re.sub(r"\\(.)", r"\1", row))
    assert HOSTILE.replace("\u202e", "\ufffd") in shown


@pytest.mark.parametrize("name", PRESETS)
def test_the_data_are_the_plan_and_a_session_file_that_reads_back(tmp_path, run, home, name):
    session = api.preset(name)
    shown = run("plan", name, "--json")
    assert exported(session, tmp_path / "a.json") == shown.stdout
    assert json.loads(shown.stdout)["name"] == name
    exported(session, tmp_path / "a.yaml")
    assert api.load(tmp_path / "a.yaml") == session
    assert exported(session, tmp_path / "a.yml") == (tmp_path / "a.yaml").read_text()
