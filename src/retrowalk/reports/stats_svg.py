"""The figures of all walks as a picture: SVG that any browser shows."""

from __future__ import annotations

from datetime import date, timedelta
from xml.sax.saxutils import escape

from ..core.session import ZERO, Direction
from ..core.stats import Stats, monday_of
from ..screen.theme import PALETTES
from .history import minutes, totals

WEEKS = 26
_COLUMN, _LEFT, _WIDTH = 24, 56, 720
_BARS_TOP, _BARS_HEIGHT = 60, 160
_DAYS_TOP, _CELL = 290, 18
_TEXT_TOP = 460
_INK = dict(zip(Direction, PALETTES["default"].bright, strict=True))


def svg(stats: Stats, today: date) -> str:
    """A bar for the backward minutes of each week, a square for each day, and the totals."""
    mondays = [monday_of(today) - timedelta(weeks=WEEKS - 1 - n) for n in range(WEEKS)]
    height = _TEXT_TOP + 24 * len(totals(stats)) + 16
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}"'
        f' viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif" font-size="13" role="img"'
        ' aria-label="Walks">',
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        _text(_LEFT, 32, "Backward minutes a week", "bold"),
        *_bars(stats, mondays),
        _text(_LEFT, _DAYS_TOP - 16, "Days walked", "bold"),
        *_days(stats, mondays, today),
        *(
            part
            for place, (name, value) in enumerate(totals(stats))
            for part in (
                _text(_LEFT, _TEXT_TOP + 24 * place, name),
                _text(_LEFT + 120, _TEXT_TOP + 24 * place, value, "bold"),
            )
        ),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _bars(stats: Stats, mondays: list[date]) -> list[str]:
    by_monday = {week.monday: week for week in stats.weeks}
    most = max((by_monday[m].backward for m in mondays if m in by_monday), default=ZERO)
    bottom = _BARS_TOP + _BARS_HEIGHT
    parts = [f'<path d="M{_LEFT} {bottom}H{_LEFT + _COLUMN * WEEKS}" stroke="#4a4a4a"/>']
    for place, monday in enumerate(mondays):
        x = _LEFT + _COLUMN * place
        week = by_monday.get(monday)
        if week and week.backward and most:
            size = max(1.0, _BARS_HEIGHT * (week.backward / most))
            told = f"week of {monday.isoformat()}: {minutes(week.backward)} min backward"
            parts.append(
                f'<rect x="{x + 3}" y="{bottom - size:.1f}" width="{_COLUMN - 6}"'
                f' height="{size:.1f}" fill="{_INK[Direction.BACKWARD]}">'
                f"<title>{escape(told)}</title></rect>"
            )
            label = f"{minutes(week.backward):g}"
            parts.append(_text(x + _COLUMN / 2, bottom - size - 4, label, small=True))
        if place % 4 == 0:
            parts.append(_text(x + _COLUMN / 2, bottom + 16, f"{monday:%d.%m.}", small=True))
    return parts


def _days(stats: Stats, mondays: list[date], today: date) -> list[str]:
    by_day = {day.day: day for day in stats.days}
    parts = []
    for row, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")):
        parts.append(_text(_LEFT - 40, _DAYS_TOP + row * _CELL + 13, name))
        for column, monday in enumerate(mondays):
            day = monday + timedelta(days=row)
            found = by_day.get(day)
            if day > today:
                continue
            way = Direction.BACKWARD if found and found.backward else Direction.FORWARD
            fill = _INK[way] if found else "#e4e4e4"
            told = f"{day.isoformat()}: " + (
                f"{minutes(found.walked)} min walked" if found else "no walk"
            )
            parts.append(
                f'<rect x="{_LEFT + column * _COLUMN + 3}" y="{_DAYS_TOP + row * _CELL}"'
                f' width="{_CELL - 3}" height="{_CELL - 3}" rx="2" fill="{fill}">'
                f"<title>{told}</title></rect>"
            )
    return parts


def _text(x: float, y: float, content: str, weight: str = "normal", *, small: bool = False) -> str:
    size = ' font-size="10" text-anchor="middle"' if small else ""
    return (
        f'<text x="{x:g}" y="{y:g}" fill="#202020" font-weight="{weight}"{size}>'
        f"{escape(content)}</text>"
    )
