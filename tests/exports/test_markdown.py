"""The session as a Markdown table."""

import re
from datetime import timedelta
from html import unescape

from retrowalk import api
from retrowalk.core.session import Direction, Segment, Session
from retrowalk.cues.safety_text import SAFETY_LINE
from tests.exports.conftest import HOSTILE, exported_text


def test_the_table_has_a_row_for_each_segment(tmp_path):
    text = exported_text(api.preset("treadmill"), tmp_path / "a.md")
    rows = [line for line in text.splitlines() if line.startswith("|")][2:]
    assert len(rows) == 10
    assert (
        rows[2] == "| 3 | 3:45 | ▼ backward | 1:00 | 1 of 3 | Hands light on the rails · 1.2 km/h |"
    )
    assert SAFETY_LINE in text


def test_nothing_in_a_label_breaks_the_table(tmp_path):
    steps = (Segment(Direction.BACKWARD, timedelta(seconds=30), label=HOSTILE),)
    text = exported_text(Session("s", HOSTILE, steps), tmp_path / "a.md")
    (row,) = [line for line in text.splitlines() if line.startswith("| 1")]
    assert len(re.findall(r"(?<!\\)\|", row)) == 7
    assert not re.search(r"(?<!\\)[<*`\[]", row)
    shown = unescape(re.sub(r"\\(.)", r"\1", row))
    assert HOSTILE.replace("\u202e", "\ufffd") in shown
