"""TODO."""

from __future__ import annotations

from typing import Any

from ..core.limits import findings
from ..core.session import Session, with_cadence
from ..errors import InvalidSession
from ..settings import TABLE
from .context import App


def walk_session(
    app: App, session: Session, i_know: bool, cadence: int | None = None, **flags: Any
) -> int:
    """Walk a session that is within the bounds, or that the walker wants all the same."""
    enforce_limits(app, session, i_know)
    from .run_walk import walk

    given = take_settings(app, flags)
    session = with_cadence(session, cadence) if cadence else session
    if given.keys() & {"every", "times", "start_at", "until"}:
        from .run_series import walk_series

        code = walk_series(app, session, **given)
    else:
        code = walk(app, session, **given)
    if session.name in app.library.files():
        from .recent import remember_preset

        remember_preset(app.data_folder, session.name)
    return code


def take_settings(app: App, flags: dict[str, Any]) -> dict[str, Any]:
    """Put the flags that go over settings there; returns the others that were given."""
    given = {name: value for name, value in flags.items() if value is not None}
    for setting in TABLE:
        if setting.flag and setting.parameter in given:
            app.settings.override({setting.name: given.pop(setting.parameter)}, f"--{setting.name}")
    return given


def enforce_limits(app: App, session: Session, i_know: bool) -> None:
    """Warn of what is outside the bounds; refuse what is far outside. Raises `InvalidSession`."""
    for finding in findings(session):
        if finding.refused and not i_know:
            raise InvalidSession(f"{finding.message}: --i-know walks it all the same")
        app.message(f"warning: {finding.message}")
