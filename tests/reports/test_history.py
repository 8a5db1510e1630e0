import io
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest

from retrowalk.core.events import Outcome
from retrowalk.history.store import WalkLine
from retrowalk.reports.history import print_walks

START = datetime(2026, 9, 21, 18, 30, tzinfo=UTC)


def line(id_: int, title: str = "Intervals", outcome: Outcome | None = Outcome.ENDED) -> WalkLine:
    return WalkLine(
        id_, START + timedelta(days=id_), "x", title, 1_200_000, 1_100_000, 180_000, outcome
    )


class Terminal(io.StringIO):
    encoding = "utf-8"


def printed(monkeypatch, lines: list[WalkLine], width: int = 80, count: int = 0) -> list[str]:
    out = Terminal()
    monkeypatch.setattr("retrowalk.reports.console.NARROW", width)
    print_walks(out, lines, count or len(lines))
    return out.getvalue().splitlines()


def test_columns_are_aligned(monkeypatch):
    head, rule, *rows, footer = printed(monkeypatch, [line(9), line(10, "Süß"), line(11, "步行")])
    assert head == " ID               Start   Session            Walked   Backward   Outcome"
    assert set(rule) == {"─"}
    assert rows == [
        "  9   30 Sep 2026 18:30   Intervals   18:20 / 20:00       3:00   ended early",
        " 10    1 Oct 2026 18:30   Süß         18:20 / 20:00       3:00   ended early",
        " 11    2 Oct 2026 18:30   步行        18:20 / 20:00       3:00   ended early",
    ]
    assert footer == "3 walks"


def test_a_long_title_ends_in_an_ellipsis(monkeypatch):
    row = printed(monkeypatch, [line(1, "x" * 90)])[2]
    assert len(row) == 80
    assert "xxx…   18:20" in row


@pytest.mark.parametrize("width", [24, 40, 50, 60, 70, 80, 200])
def test_no_row_is_wider_than_the_terminal_from_40_columns_on(monkeypatch, width):
    rows = printed(monkeypatch, [line(1, "步行" * 30)], width)
    assert len(rows) == 4
    if width >= 40:
        assert all(len(row) + row.count("步") + row.count("行") <= width for row in rows)
    assert ("ended early" in rows[2]) == (width >= 80)


def test_the_footer_says_when_not_all_are_shown(monkeypatch):
    assert printed(monkeypatch, [line(1)], count=7000)[-1] == (
        "7,000 walks; the last 1 are shown (--all shows all)"
    )


@pytest.mark.realtime
def test_a_hundred_thousand_walks_are_listed_in_seconds(monkeypatch):
    if sys.platform == "win32":
        pytest.skip("POSIX only")
    lines = [line(n % 900, f"Walk {n % 7}") for n in range(100_000)]
    import resource

    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    assert len(printed(monkeypatch, lines)) == 100_003
    assert time.process_time() - start < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000
