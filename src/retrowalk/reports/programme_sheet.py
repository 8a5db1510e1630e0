"""The programme to print or to share: an A4 sheet, a table, a picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from .. import svg
from ..core.programme import Status
from ..core.programme_rules import ProgrammeWalk
from ..core.programme_weeks import MAINTENANCE, WALKS_A_WEEK, week_name
from ..core.session import Direction, Session
from ..durations import clock_text
from .dates import day_text, short_day_text
from .programme import UNTESTED

DOSES = (
    "Ten backward minutes: Alghadir 2019, 68 people with knee osteoarthritis, three times a week"
    " for six weeks, supervised, doi:10.1186/s12891-019-2537-9.",
    "Five minutes forward, one backward: S. Mansour, 1 Simple Walking Trick That Improves"
    " Mobility and Brain Health.",
    "Pain: 0-10 pain-monitoring model, Ageberg 2010, doi:10.1186/1471-2474-11-126. All other"
    " rules are our own.",
)
RULES = (
    "Stop and ask for advice: a fall, chest pain, faintness, dizziness that does not pass.",
    "One week back: a stumble, dizziness that passed, pain over 5 or higher the next morning,"
    " effort 7 or more.",
    "Same week again: pain 4-5, not gone the next morning or up from the week before, effort 5-6,"
    " a walk missed.",
    "Next week: three walks, effort at most 4, pain at most 3 and gone the next morning.",
)


@dataclass(frozen=True)
class WeekRow:
    """A week of the programme: its number, session and summary."""

    week: int
    session: Session
    summary: str

    @property
    def backward(self) -> str:
        """The backward time of a walk."""
        return clock_text(self.session.time(Direction.BACKWARD))

    @property
    def ratio(self) -> str:
        """Forward time in the rounds to all backward time: "5:1", "1:2.5"."""
        back = self.session.time(Direction.BACKWARD)
        rounds = [s for s in self.session.segments if s.round and s.duration]
        forward = sum(
            s.duration.total_seconds()
            for s in rounds
            if s.duration and s.direction is Direction.FORWARD
        )
        share = forward / back.total_seconds()
        return f"{share:.2g}:1" if share >= 1 else f"1:{1 / share:.2g}"


def markdown(rows: Sequence[WeekRow]) -> str:
    """Return the programme as a table."""
    lines = [
        "# Eight weeks of backward walking",
        "",
        UNTESTED.replace("\n", " "),
        "",
        "| week | session | total | backward | F:B |",
        "|---|---|---|---|---|",
        *(
            f"| {week_name(r.week)} | {r.summary} | {clock_text(r.session.total)} | {r.backward} |"
            f" {r.ratio} |"
            for r in rows
        ),
        "",
        f"Three walks a week, with a day between. {' '.join(RULES)}",
        "",
        *(f"- {dose}" for dose in DOSES),
    ]
    return "\n".join(lines) + "\n"


def picture(rows: Sequence[WeekRow], walks: Iterable[ProgrammeWalk], status: Status) -> str:
    """Return a picture: a bar of backward minutes for each week, and a dot for each walk."""
    width, base, step = 720, 250, 74
    done = _walks_by_week(walks)
    parts = [svg.text(20, 40, "Eight weeks of backward walking", "title")]
    most = max(row.session.time(Direction.BACKWARD).total_seconds() for row in rows)
    for index, row in enumerate(rows):
        x = 24 + index * step
        height = 150 * row.session.time(Direction.BACKWARD).total_seconds() / most
        words = f"{week_name(row.week)}: {row.backward} backward"
        parts.append(svg.bar("backward", x, base - height, step - 14, height, words))
        name = "after" if row.week == MAINTENANCE else str(row.week)
        mark = "strong" if row.week == status.week else None
        parts.append(svg.text(x, base + 20, name, mark))
        parts += [
            svg.element("circle", class_="forward", cx=x + 6 + 14 * n, cy=base + 36, r=5)
            for n in range(min(len(done.get(row.week, [])), 4))
        ]
    parts.append(svg.text(20, base + 66, "Bars: backward minutes of a walk. Dots: walks.", "soft"))
    words = f"{week_name(status.week)}; {sum(map(len, done.values()))} walks"
    return svg.document(width, base + 84, "Eight weeks of backward walking", words, parts)


def sheet(
    rows: Sequence[WeekRow], walks: Sequence[ProgrammeWalk], status: Status, today: date
) -> str:
    """Return a page for one A4 sheet: the plan, boxes to fill in, progress, rules."""
    done = _walks_by_week(walks)
    body = "".join(_row(row, done.get(row.week, []), today) for row in rows)
    heads = "".join(f"<th>walk {n}</th>" for n in range(1, WALKS_A_WEEK + 1))
    notes = "".join(f"<li>{escape(line)}</li>" for line in RULES)
    doses = "".join(f"<li>{escape(line)}</li>" for line in DOSES)
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Eight weeks of backward walking</title>
<style>{STYLE}</style></head><body>
<h1>Eight weeks of backward walking</h1>
<p>{escape(UNTESTED)} Your health professional's advice comes first.</p>
<p>Three walks a week, with a day between. After each walk write down the date, effort and pain
(0 none to 10), and whether you stumbled. Printed {day_text(today)}; recorded walks are
filled in.</p>
<table><thead><tr><th>week</th><th>each walk</th><th>total</th><th>backward</th><th>F:B</th>{heads}
</tr></thead><tbody>{body}</tbody></table>
{picture(rows, walks, status)}
<h2>Which week is next</h2><ul>{notes}</ul>
<h2>Sources</h2><ul>{doses}</ul>
</body></html>
"""


def _row(row: WeekRow, walks: Sequence[ProgrammeWalk], today: date) -> str:
    name = "after" if row.week == MAINTENANCE else str(row.week)
    cells = [name, row.summary, clock_text(row.session.total), row.backward, row.ratio]
    boxes = [_filled(walk, today) for walk in walks[-WALKS_A_WEEK:]]
    boxes += [EMPTY_BOX] * (WALKS_A_WEEK - len(boxes))
    head = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f"<tr>{head}{''.join(f'<td class=box>{box}</td>' for box in boxes)}</tr>\n"


EMPTY_BOX = "date<br>effort<br>pain<br>stumble"


def _filled(walk: ProgrammeWalk, today: date) -> str:
    effort, pain, stumble = walk.answers[:3]
    stumbled = {None: "", True: "yes", False: "no"}[stumble]
    shown = ["" if value is None else str(value) for value in (effort, pain)]
    return (
        f"<b>{short_day_text(walk.day, today)}</b><br>effort {shown[0]}<br>pain {shown[1]}"
        f"<br>stumble {stumbled}"
    )


def _walks_by_week(walks: Iterable[ProgrammeWalk]) -> dict[int, list[ProgrammeWalk]]:
    found: dict[int, list[ProgrammeWalk]] = {}
    for walk in walks:
        if walk.completed:
            found.setdefault(walk.week, []).append(walk)
    return found


STYLE = """
@page { size: A4; margin: 11mm }
* { box-sizing: border-box }
body { font: 9.5pt/1.3 system-ui, "Segoe UI", Roboto, sans-serif; font-variant-ligatures: none;
  color: #000; background: #fff; margin: 0 auto; max-width: 188mm }
h1 { font-size: 16pt; margin: 0 0 2mm } h2 { font-size: 11pt; margin: 2mm 0 1mm }
p { margin: 0 0 1.5mm } ul { margin: 0; padding-left: 5mm }
table { border-collapse: collapse; width: 100% }
th, td { border: 0.3mm solid #666; padding: 0.6mm 1.5mm; text-align: left; vertical-align: top }
th { background: #e6e6e6 } .box { width: 23mm; color: #444; font-size: 7.2pt; line-height: 1.2 }
svg { display: block; height: 24mm; width: auto; margin: 2mm 0 0; filter: grayscale(1) }
tr { break-inside: avoid }
"""
