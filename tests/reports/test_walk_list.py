import io
import sys
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from rich.cells import cell_len

from retrowalk import api
from retrowalk.core.events import Outcome
from retrowalk.history.walk_lines import WalkLine
from retrowalk.reports.console import write_report
from retrowalk.reports.walk_list import WalksReport
from retrowalk.screen.theme import theme_for

START = datetime(2026, 9, 21, 18, 30, tzinfo=UTC)
TODAY = date(2026, 11, 3)
SESSION = api.parse("4f 1b 5m s")


def line(id_: int, title: str = "Intervals", **changes) -> WalkLine:
    start = START + timedelta(days=id_)
    made = WalkLine(
        id_, start, "x", title, 1_200_000, 1_100_000, 180_000, Outcome.COMPLETED, session=SESSION
    )
    return made._replace(**changes)


class Output(io.StringIO):
    encoding = "utf-8"


def printed(monkeypatch, lines: list[WalkLine], width: int = 80, count: int = 0) -> list[str]:
    out = Output()
    monkeypatch.setattr("retrowalk.reports.console.NARROW", width)
    write_report(out, WalksReport(lines, count or len(lines), theme_for("mono", None), TODAY))
    return out.getvalue().splitlines()


def test_columns_are_aligned_and_only_the_unusual_is_marked(monkeypatch):
    head, rule, *rows, footer = printed(
        monkeypatch,
        [
            line(9, effort=3, stumble=True),
            line(10, "Süß", outcome=Outcome.ENDED, stumble=False, effort=10),
            line(11, "步行", outcome=None, stumble=True),
            line(12, started=datetime(2025, 9, 21, 18, 30, tzinfo=UTC), session=None),
        ],
        width=100,
    )
    assert head == "ID         Start  Session                Walked  Backward  Effort"
    assert set(rule) == {"─"}
    assert rows == [
        " 9  30 Sep 18:30  Intervals  ▄▄▄▄█▁▁▁▁▁   18:20      3:00       3  stumbled",
        "10   1 Oct 18:30  Süß        ▄▄▄▄█▁▁▁▁▁   18:20      3:00      10  ended early",
        "11   2 Oct 18:30  步行       ▄▄▄▄█▁▁▁▁▁   18:20      3:00          stumbled, in progress",
        "12   21 Sep 2025  Intervals               18:20      3:00",
    ]
    assert footer == "4 walks"


def test_a_long_title_ends_in_an_ellipsis(monkeypatch):
    row = printed(monkeypatch, [line(1, "x" * 90)])[2]
    assert len(row) <= 80
    assert "xxx…  ▄▄▄▄█" in row


@pytest.mark.parametrize("width", [30, 40, 50, 60, 70, 80, 200])
def test_no_row_is_wider_than_the_terminal(monkeypatch, width):
    rows = printed(monkeypatch, [line(1, "步行" * 30, effort=4, outcome=Outcome.ENDED)], width)
    assert len(rows) == 4
    assert all(cell_len(row) <= width for row in rows)
    assert ("ended early" in rows[2]) == (width >= 60)
    assert ("▄▄▄▄█" in rows[2]) == (width >= 80)


def test_the_footer_says_when_not_all_are_shown(monkeypatch):
    assert printed(monkeypatch, [line(1)], count=7000)[-1] == (
        "7,000 walks; the last 1 are shown (--all shows all)"
    )


@pytest.mark.realtime
def test_a_hundred_thousand_walks_are_listed_in_seconds(monkeypatch):
    if sys.platform == "win32":
        pytest.skip("memory is measured with getrusage")
    import resource

    lines = [line(n % 900, f"Walk {n % 7}") for n in range(100_000)]

    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    assert len(printed(monkeypatch, lines)) == 100_003
    assert time.process_time() - start < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000
