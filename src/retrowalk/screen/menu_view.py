"""How the menu looks: a list on the left, what is chosen on the right; narrow, one below the other.

All pure functions of the menu's state and the window's size.
"""

from __future__ import annotations

import textwrap

from rich.segment import Segment
from rich.style import Style

from ..core.describe import (
    round_text,
    segment_details,
    segment_length,
    session_totals,
    total_length,
)
from ..core.session import Session
from ..core.timeline import starts
from ..durations import clock_text
from ..terminal.lines import PLAIN, Line, centre, clip, spread, text, width_of
from .glyphs import Glyphs
from .menu import ACTIONS, Choice, Menu
from .strip import Strip
from .theme import BOLD, NOTICE, WORDS, Theme

CHOSEN = Style(reverse=True, bold=True)
LIST = 27
"""Cells of the list beside the details."""
WIDE = 72
"""Cells from which list and details stand beside each other."""


def draw(menu: Menu, width: int, height: int) -> list[Line]:
    """Exactly `height` lines of at most `width` cells."""
    if menu.plan_from is not None:
        frame = _plan(menu, width, height)
    elif height < 8 or width < 20:
        frame = _tiny(menu, width, height)
    elif width >= WIDE:
        frame = _wide(menu, width, height)
    else:
        frame = _stacked(menu, width, height)
    frame += [[] for _ in range(height - len(frame))]
    return [clip(line, width, menu.glyphs.ellipsis) for line in frame[:height]]


def _wide(menu: Menu, width: int, height: int) -> list[Line]:
    foot = _foot(menu, width)
    room = height - 2 - len(foot)
    bar = "|" if not menu.glyphs.halves else "│"
    left = _list(menu, LIST, room)
    left += [[]] * (room - len(left))
    right = _details(menu, width - LIST - 5, room) if menu.matching else [text("nothing matches")]
    right += [[]] * (room - len(right))
    body = [
        [*_padded(a, LIST + 1), Segment(f"{bar}  ", menu.theme.quiet), *b]
        for a, b in zip(left, right[:room], strict=True)
    ]
    return [_head(menu, width), [], *body, *foot]


def _stacked(menu: Menu, width: int, height: int) -> list[Line]:
    foot = _foot(menu, width)
    room = height - 1 - len(foot)
    if not menu.matching:
        return _with_foot([_head(menu, width), text("nothing matches")], foot, height)
    shown = _details(menu, width - 1, 0)
    listed = max(3, room - len(shown) - 1) if menu.option is None else 1
    rows = [_head(menu, width), *_list(menu, width, min(listed, len(menu.entries)))]
    if room > 12:
        rows.append([])
    left = height - len(rows) - len(foot)
    if len(shown) > left and menu.option is not None:
        options = len(menu.entry.choices) + 1
        shown = shown[: max(0, left - options)] + _window(_options(menu, width), menu, left)
    return _with_foot([*rows, *shown], foot, height)


def _window(rows: list[Line], menu: Menu, room: int) -> list[Line]:
    """As many rows as there is room for, the chosen option among them."""
    room = max(1, room)
    first = max(0, min((menu.option or 0) - room // 2, len(rows) - room))
    return rows[first : first + room]


def _tiny(menu: Menu, width: int, height: int) -> list[Line]:
    if menu.file_name is not None or menu.notice:
        return _asked(menu)[-height:]
    if menu.option is None or not menu.matching:
        return _list(menu, width, height)
    return _window(_options(menu, width), menu, height)


def _with_foot(rows: list[Line], foot: list[Line], height: int) -> list[Line]:
    rows = rows[: height - len(foot)]
    return [*rows, *([[]] * (height - len(foot) - len(rows))), *foot]


def _head(menu: Menu, width: int) -> Line:
    """The name, and what is typed to filter the list."""
    hint = text("choose a session, or type to find one", menu.theme.quiet)
    if menu.filter:
        hint = [Segment("find ", menu.theme.quiet), Segment(f"{menu.filter}_", BOLD)]
    return spread(
        text(" retrowalk", BOLD), [*hint, Segment(" ", PLAIN)], width, menu.glyphs.ellipsis
    )


def _list(menu: Menu, width: int, room: int) -> list[Line]:
    """A window of the list with the chosen entry in it."""
    places = menu.matching
    if not places or room < 1:
        return []
    at = places.index(menu.chosen) if menu.chosen in places else 0
    first = max(0, min(at - room // 2, len(places) - room))
    return [_row(menu, place, width) for place in places[first : first + room]]


def _row(menu: Menu, place: int, width: int) -> Line:
    entry = menu.entries[place]
    digit = str((place + 1) % 10) if place < 10 and not menu.filter else " "
    mark = ">" if place == menu.chosen else " "
    total = total_length(entry.session)
    style = PLAIN
    if place == menu.chosen:
        style = CHOSEN if menu.option is None else BOLD
    left = text(f"{mark} {digit}  {entry.name}", style)
    if width < 24:
        return [Segment(f"{mark} {entry.name}", style)]
    line = spread(left, text(f"{total} "), width, menu.glyphs.ellipsis)
    return [Segment(content, style) for content, _, _ in line]


def _padded(line: Line, width: int) -> Line:
    return [*line, Segment(" " * (width - width_of(line)), PLAIN)]


def _details(menu: Menu, width: int, room: int) -> list[Line]:
    """The chosen session: strip, totals, options, and as far as there is room why and source."""
    entry, strip = menu.entry, Strip(menu.entry.session, width, menu.glyphs, menu.theme)
    rows: list[Line] = []
    has_room = room >= len(entry.choices) + 10
    if has_room:
        rows += [text(entry.title, BOLD), *_wrapped(entry.summary, width, menu.theme.quiet)[:2], []]
    rows.append(strip.band())
    if has_room and (brackets := strip.rounds()):
        rows.append(brackets)
    rows.append(text(session_totals(entry.session), BOLD))
    if has_room:
        rows.append([])
    rows += _window(_options(menu, width), menu, room - len(rows) if room else 99)
    return rows + _grounds(menu, width, room - len(rows))


def _grounds(menu: Menu, width: int, room: int) -> list[Line]:
    """Why the session is as it is, and its source, as far as there is room."""
    why = _wrapped(f"Why: {menu.entry.why}", width, menu.theme.quiet) if menu.entry.why else []
    named = "; ".join(menu.entry.source)
    source = _wrapped(f"Source: {named}", width, menu.theme.quiet)[:2] if named else []
    left = room - 1 - len(source)
    if len(why) > left > 1:
        why = [*why[: left - 1], text("(the plan shows all of it)", menu.theme.quiet)]
    return [[], *why[: max(0, left)], *source]


def _wrapped(words: str, width: int, style: Style) -> list[Line]:
    joined = " ".join(words.split())
    return [text(row, style) for row in textwrap.wrap(joined, max(8, width))]


def _options(menu: Menu, width: int) -> list[Line]:
    """A row for each option, and one for what can be done."""
    rows = [_option_row(menu, place, choice) for place, choice in enumerate(menu.entry.choices)]
    here = menu.option == len(menu.entry.choices)
    line: Line = [Segment(f"{'>' if here else ' '} ", BOLD)]
    for place, action in enumerate(ACTIONS):
        chosen = here and place == menu.action
        line += [
            Segment(f" {action.capitalize()} ", CHOSEN if chosen else PLAIN),
            Segment("  ", PLAIN),
        ]
    return [clip(row, width, menu.glyphs.ellipsis) for row in [*rows, line]]


def _option_row(menu: Menu, place: int, choice: Choice) -> Line:
    here = place == menu.option
    value = choice.show(choice.value)
    if here and menu.typed is not None:
        value = menu.typed + "_"
    choices = menu.entry.choices
    name = max(len(choice.name) for choice in choices)
    room = max(6, *(len(choice.show(choice.value)) + 1 for choice in choices))
    return [
        Segment(f"{'>' if here else ' '} --{choice.name:<{name}} ", BOLD if here else PLAIN),
        Segment(f" {value:<{room}}", CHOSEN if here else BOLD),
        Segment(f" {choice.help}", menu.theme.quiet),
    ]


def _asked(menu: Menu) -> list[Line]:
    """A notice, or the question for a file name."""
    if menu.file_name is not None:
        return [[Segment(" Export to: ", BOLD), Segment(f"{menu.file_name}_", CHOSEN)]]
    return [text(f" {menu.notice}", NOTICE)] if menu.notice else []


def _foot(menu: Menu, width: int) -> list[Line]:
    """What was said or is asked, and the keys."""
    if menu.file_name is not None:
        keys = "Enter write it  Esc drop it   .html .mp3 .wav .fit .ics .svg .md .yaml .json"
    elif menu.typed is not None:
        keys = "Enter take the value  Esc drop it"
    elif menu.option is None:
        keys = "type to find  up/down choose  right options and more  Enter start  Esc leave"
    else:
        keys = "up/down option  left/right change  p plan  e export  Enter start  Esc back"
    short = "Enter start  right more  Esc leave" if menu.option is None else "Enter start  Esc back"
    keys = keys if len(keys) <= width else short
    return [*_asked(menu), centre(text(keys, menu.theme.quiet), width, menu.glyphs.ellipsis)]


def _plan(menu: Menu, width: int, height: int) -> list[Line]:
    """The chosen session's plan, as far as it has been scrolled."""
    entry, inner = menu.entry, max(1, width - 2)
    strip = Strip(entry.session, inner, menu.glyphs, menu.theme)
    head = [
        text(entry.title, BOLD),
        strip.band(),
        strip.rounds(),
        text(session_totals(entry.session)),
    ]
    head = head if height >= 12 else []
    rows = _plan_rows(entry.session, menu.glyphs, menu.theme)
    for words in (entry.why, *(f"Source: {source}" for source in entry.source)):
        rows += [[], *_wrapped(words, inner, menu.theme.quiet)] if words else []
    room = max(1, height - len(head) - 2)
    first = menu.plan_from = min(menu.plan_from or 0, max(0, len(rows) - room))
    shown = [*head, [], *rows[first : first + room]]
    keys = "up/down scroll  Enter start  Esc back"
    frame = [[Segment(" ", PLAIN), *line] for line in shown]
    return _with_foot(frame, [centre(text(keys, menu.theme.quiet), width)], height)


def _plan_rows(session: Session, glyphs: Glyphs, theme: Theme) -> list[Line]:
    rows: list[Line] = []
    for index, (segment, start) in enumerate(
        zip(session.segments, starts(session), strict=True), 1
    ):
        word = WORDS[segment.direction].lower()
        rows.append(
            [
                Segment(
                    f"{index:>3}  {'' if start is None else clock_text(start):>7}  ", theme.quiet
                ),
                Segment(
                    f"{glyphs.arrows[segment.direction]} {word:<8}", theme.ink[segment.direction]
                ),
                Segment(f"  {segment_length(segment):>6}  ", BOLD),
                Segment(f"{round_text(segment):<9}", theme.quiet),
                Segment(f" {glyphs.dot} ".join(segment_details(segment)), PLAIN),
            ]
        )
    return rows
