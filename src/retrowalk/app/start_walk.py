"""Start a walk from flags: check the limits, apply settings, walk once or in a series."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, TypeVar

from ..core.limits import findings
from ..core.session import Session, with_cadence, with_time_left
from ..errors import InvalidSession
from ..setting_table import TABLE
from .context import App
from .morning import pending_morning
from .options import SeriesOptions, WalkOptions

Options = TypeVar("Options", WalkOptions, SeriesOptions)


def walk_session(
    app: App,
    session: Session,
    i_know: bool,
    cadence: int | None = None,
    time_left: timedelta | None = None,
    **flags: Any,
) -> int:
    """Walk a session within the limits, or beyond them with `i_know`; return the exit code."""
    if pending_morning(app) is not None:
        from .programme_questions import ask_morning

        ask_morning(app)
    enforce_limits(app, session, i_know)
    given = override_settings(app, flags)
    options, series = options_from(WalkOptions, given), options_from(SeriesOptions, given)
    session = with_cadence(session, cadence) if cadence else session
    session = session if time_left is None else with_time_left(session, time_left)
    if not options.is_plain(app):
        _load_screen(app)
    if series:
        from .run_series import walk_series

        code = walk_series(app, session, series, options)
    else:
        from .run_walk import walk

        code = walk(app, session, options).exit_code
    remember_use(app, session)
    return code


def _load_screen(app: App) -> None:
    """Import what the first frame needs while the terminal answers about its background."""
    question = None if app.settings.values["theme"] == "mono" else app.background
    try:
        from ..screen import display, window_status  # noqa: F401
        from . import run_walk  # noqa: F401
    finally:
        if question:
            question.is_light()  # reads the answer


def remember_use(app: App, session: Session) -> None:
    """Put the session's preset at the front of the menu's list."""
    if session.name in app.library.files():
        from .recent import remember_preset

        remember_preset(app.data_folder, session.name)


def override_settings(app: App, flags: dict[str, Any]) -> dict[str, Any]:
    """Override settings by the flags that were given; return the other flags that were given."""
    given = {name: value for name, value in flags.items() if value is not None}
    for setting in TABLE:
        if setting.flag and setting.parameter in given:
            app.settings.override({setting.name: given.pop(setting.parameter)}, f"--{setting.name}")
    return given


def options_from(kind: type[Options], given: dict[str, Any]) -> Options:
    """Return the options of that kind among flags; others are left out."""
    return kind(**{name: value for name, value in given.items() if name in kind._fields})


def enforce_limits(app: App, session: Session, i_know: bool) -> None:
    """Report exceeded limits as warnings; reject serious ones. Raises `InvalidSession`."""
    for finding in findings(session):
        if finding.refused and not i_know:
            raise InvalidSession(f"{finding.message}. To walk it anyway: --i-know")
        app.message(f"warning: {finding.message}")
