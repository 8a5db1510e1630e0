"""The Python API: read, write, walk and export sessions (docs/scripting.md)."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .compose import Length, interval_of
from .core.gaps import GAP, GapPolicy
from .core.limits import REHEARSALS
from .core.session import Session
from .core.timeline import Mark
from .core.timeline import timeline as _timeline
from .errors import FileError, InvalidSession, UsageError
from .loop import Clock, Controls, Moment, MonotonicClock, SleepControls
from .loop import play as _play

if TYPE_CHECKING:
    from .app.context import App
    from .app.walk_result import WalkResult
    from .history.record import WalkRecord


def timeline(of: Session) -> Iterator[Mark]:
    """Return every planned cue of a session with its time from the start, without waiting."""
    return _timeline(_checked(of))


def play(
    of: Session,
    clock: Clock | None = None,
    controls: Controls | None = None,
    *,
    lead_in: timedelta = timedelta(0),
    gap: timedelta = GAP,
    every_second: bool = True,
) -> Iterator[Moment]:
    """Walk a session in real time, yielding each moment, without screen or sound.

    `clock.now()` returns seconds; `controls.wait(seconds)` waits and may return a command. A script
    that passes its own can run a session without waiting. Waking up later than planned by `gap` or
    more is reported as a gap. With `every_second` there is also a moment whenever the displayed
    seconds change.
    """
    clock, controls = clock or MonotonicClock(), controls or SleepControls()
    gaps = GapPolicy(noticed=gap)
    return _play(
        _checked(of), clock, controls, lead_in=lead_in, gaps=gaps, every_second=every_second
    )


def run(
    of: Session,
    *,
    lead_in: int | None = None,
    rehearse: float | None = None,
    mute: bool = False,
    plain: bool = False,
    inline: bool = False,
    events: str | Path | None = None,
    record: bool = True,
    i_know: bool = False,
    **settings: Any,
) -> WalkResult:
    """Walk a session as the command does: with sound, screen, summary and history.

    `lead_in` is in seconds, `rehearse` how many times as fast to walk, and `events` a file for the
    event stream. `plain` prints lines instead of drawing a screen, `inline` draws two lines.
    `settings` override those of `config.toml` for this walk: `volume=50`, `on_gap="pause"`.
    Raises `InvalidSession` for a session beyond the limits, unless `i_know`. Works only in the
    main thread, because only that thread can handle signals.
    """
    from .app.options import WalkOptions
    from .app.run_walk import walk
    from .app.start_walk import enforce_limits, remember_use

    if threading.current_thread() is not threading.main_thread():
        raise UsageError("run() works only in the main thread; in other threads use play()")
    app = _app(settings if lead_in is None else settings | {"lead_in": lead_in})
    with _python_words():
        enforce_limits(app, _checked(of), i_know)
    events = None if events is None else str(events)
    speed = None if rehearse is None else _rehearsal(rehearse)
    options = WalkOptions(lead_in, speed, mute, plain, inline, events, no_history=not record)
    result = walk(app, of, options)
    remember_use(app, of)
    return result


def export(
    of: Session,
    path: str | Path,
    *,
    force: bool = False,
    i_know: bool = False,
    lrc: bool = False,
    split: bool = False,
    time_left: Length = None,
    **settings: Any,
) -> list[Path]:
    """Write a session in the format of the path's suffix; return the files written.

    `settings` override those of `config.toml`: `voice=False`, `lead_in=10`, `units="mph"`. For
    audio, `lrc` also writes timed text, `split` one file per segment, and `time_left` is how often
    the time left is said. With `force` an existing file is replaced. Raises `RetrowalkError`, also
    for a session beyond the limits in a format that guides a walk, unless `i_know`.
    """
    from .app.export import default_options, export_session

    app = _app(settings)
    options = replace(
        default_options(app, _checked(of).name),
        lrc=lrc,
        split=split,
        time_left=interval_of(time_left),
    )
    with _python_words():
        return export_session(app, of, Path(path), options, force=force, i_know=i_know)


def plan(of: Session) -> dict[str, Any]:
    """Return the plan as `retrowalk plan --json` prints it: segments with their start times."""
    from .core.plan_json import plan_json

    return plan_json(_checked(of))


def history(*, since: date | None = None, preset: str | None = None) -> list[WalkRecord]:
    """Return the recorded walks, oldest first: those since a day, or of a preset, if given."""
    if isinstance(since, datetime):
        since = since.date()
    elif not (since is None or isinstance(since, date)):
        raise TypeError(f"since must be a date, not {since!r}")
    from .app.history_access import open_history
    from .history.walk_lines import Filter

    with open_history(_app({})) as store:
        return list(store.each(Filter(since, preset)))


def load(path: str | Path) -> Session:
    """Return the session in a file, its options at their defaults. Raises `RetrowalkError`."""
    from .presets import builder, library

    return builder.build(library.open_file(path), {})


def parse(line: str) -> Session:
    """Return a session written in one line: "3x(5f 1b) 2f". Raises `InvalidSession`."""
    from .presets import builder, library

    return builder.build(library.open_line(line), {})


def preset(name: str, **options: Any) -> Session:
    """Return a preset with some options changed: `preset("treadmill", warm_up="2m")`.

    Raises `RetrowalkError`.
    """
    from .presets import builder

    library = _app({}).library
    found = library.open(name)
    if found is None:
        raise UsageError(f"there is no preset {name!r}{library.guess(name)}")
    chosen = {}
    for word, value in options.items():
        option = found.option(word.replace("_", "-"))
        if option is None:
            known = ", ".join(option.name.replace("-", "_") for option in found.options)
            raise UsageError(f"preset {name!r} has no option {word!r}: use {known}")
        chosen[option.name] = value if isinstance(value, timedelta) else option.parse(value)
    return builder.build(found, chosen)


def dump(of: Session) -> str:
    """Return the text of a session file, which `load` reads back as the same session."""
    from .presets.serialize import to_yaml

    return to_yaml(_checked(of))


def _app(settings: dict[str, Any]) -> App:
    """Return the App for a call, with some settings overridden."""
    from .app.context import App
    from .setting_table import TABLE
    from .settings import checked

    app = App(sys.stdin, sys.stdout, sys.stderr)
    names = {setting.parameter: setting.name for setting in TABLE}
    if unknown := settings.keys() - names.keys():
        raise UsageError(f"unknown option {min(unknown)!r}: settings are {', '.join(names)}")
    if settings:
        values = {names[word]: value for word, value in settings.items()}
        app.settings.override(checked(values, "argument"), "argument")
    return app


def _checked(of: Session) -> Session:
    """Return the session. Raises `TypeError` for anything else, such as a preset's name."""
    if isinstance(of, Session):
        return of
    raise TypeError(f"{of!r} is not a session: use preset(), parse(), load() or session()")


def _rehearsal(times: float) -> float:
    """Return how many times as fast to walk. Raises `UsageError`."""
    low, high = REHEARSALS
    if isinstance(times, (int, float)) and low <= times <= high:
        return times
    raise UsageError(f"rehearse={times!r} is not valid: use a number from {low} to {high}")


@contextmanager
def _python_words() -> Iterator[None]:
    """Name the arguments of Python instead of the flags of the command line in errors."""
    try:
        yield
    except (FileError, InvalidSession) as error:
        message = str(error).replace("--force", "force=True").replace("--i-know", "i_know=True")
        if message == str(error):
            raise
        kind = FileError if isinstance(error, FileError) else InvalidSession
        raise kind(message) from None
