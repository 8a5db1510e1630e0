import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrowalk.history.transfer import guarded, unguarded
from tests.history.walks import export_of, three_walks


@pytest.fixture
def path(tmp_path):
    return three_walks(tmp_path / "history.db")


def test_json_has_one_line_for_each_walk(path):
    text = export_of(path, "json")
    assert len(text.splitlines()) == 5
    assert json.loads(text)["schema"] == 1


def test_no_spreadsheet_treats_a_cell_as_a_formula(path):
    rows = list(csv.DictReader(io.StringIO(export_of(path, "csv"))))
    assert [row["title"] for row in rows] == ["session", "'=1+1", "session"]
    assert rows[0]["note"] == "'-up the hill"
    assert rows[0]["walked_seconds"] == "1200"
    assert rows[1]["outcome"] == "ended"
    assert rows[0]["version"] == "'=cmd|' /C calc'!A0"


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@x", "\tx", "\uff1d1", " =1", "'=1", "''=1", "' +1"]
)
def test_a_formula_is_escaped_and_can_be_restored(text):
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@given(st.text(alphabet="'=+-@ \t\uff1dx1"))
def test_escaped_text_is_not_a_formula_and_can_be_restored(text):
    assert guarded(text).lstrip()[:1] not in ("=", "+", "-", "@", "\t", "\uff1d") or not text
    assert unguarded(guarded(text)) == text
