"""Export a session as flags say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..core.session import Session, with_cadence
from ..errors import UsageError
from .context import App
from .export import SPOKEN, default_options, export_session
from .start_walk import override_settings

if TYPE_CHECKING:
    from ..exports import Options

_ONLY_FOR = {
    **dict.fromkeys(("lrc", "split", "time_left"), SPOKEN),
    **dict.fromkeys(("days", "times", "starting", "weeks", "zone", "series"), (".ics",)),
}
"""The suffixes for which a flag has an effect."""
_FLAGS = {"zone": "tz", "series": "id"}
"""Flags whose values have another name."""


def export_from_flags(
    app: App,
    session: Session,
    path: Path,
    *,
    i_know: bool,
    force: bool,
    cadence: int | None = None,
    **flags: Any,
) -> list[Path]:
    """Write a session as the flags of `retrowalk export` say; return the files written.

    Raises `RetrowalkError`, as `export_session` does.
    """
    session = with_cadence(session, cadence) if cadence else session
    chosen = export_options(app, session.name, path, override_settings(app, flags))
    return export_session(app, session, path, chosen, force=force, i_know=i_know)


def export_options(app: App, name: str, path: Path, chosen: Mapping[str, Any]) -> Options:
    """Return the options of an export of the session `name` to `path`.

    `chosen` maps names of the command's flags to their values. Raises `UsageError` if one has
    no effect for the format, or cannot be read.
    """
    from ..exports.reminders import parse_times
    from ..weekdays import parse_days

    _refuse_unused(path.suffix.lower(), chosen)
    options = default_options(app, name)
    assert options.schedule is not None
    schedule = {name: chosen[name] for name in ("weeks", "zone", "series") if name in chosen}
    if "days" in chosen:
        schedule["days"] = parse_days(chosen["days"])
    if "times" in chosen:
        schedule["times"] = parse_times(chosen["times"])
    if "starting" in chosen:
        schedule["first"] = chosen["starting"].date()
    return replace(
        options,
        time_left=chosen.get("time_left"),
        lrc=chosen.get("lrc", False),
        split=chosen.get("split", False),
        lead_in=chosen.get("lead_in", options.lead_in),
        schedule=replace(options.schedule, **schedule),
    )


def _refuse_unused(suffix: str, chosen: Mapping[str, Any]) -> None:
    for name, suffixes in _ONLY_FOR.items():
        if chosen.get(name) and suffix and suffix not in suffixes:
            flag = _FLAGS.get(name, name).replace("_", "-")
            raise UsageError(f"--{flag} has no effect for {suffix}, only for {', '.join(suffixes)}")
