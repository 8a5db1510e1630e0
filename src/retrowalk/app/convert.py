"""Read the workout files of other timers as sessions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..core.limits import findings
from ..core.session import Direction, Session
from ..core.validate import check_session
from ..errors import FileError, InvalidSession
from ..files import read_limited
from ..presets.library import session_name
from ..presets.serialize import FORMS
from ..presets.text_file import LARGEST
from ..sanitize import printable
from .context import App

AUTO = "auto"
FORMAT_NAMES = (
    *("fit", "zwo", "jawt", "openhiit", "runnerup"),
    *("json", "qintervals", "intervals-icu", "yaml", "csv"),
)
"""The names in `converters.formats.FORMATS`, which takes longer to import."""


@dataclass(frozen=True)
class Converted:
    """A session from a foreign file; `remarks` name what could not be converted."""

    session: Session
    remarks: tuple[str, ...]

    def text(self, form: str) -> str:
        """Return the session in a format of `serialize.FORMS`; YAML has the remarks as comments."""
        written = FORMS[form](self.session)
        if form != "yaml":
            return written
        return "".join(f"# {remark}\n" for remark in self.remarks) + written


class ForeignFile(InvalidSession):
    """The file is not a session file but the workout of another timer."""


def foreign_file(path: str) -> ForeignFile | None:
    """Return an error that names the format and the command for it, or None if it is unknown."""
    from shlex import quote

    from ..converters.formats import FORMATS, recognize

    try:
        name = recognize(read_limited(path, LARGEST), Path(path).suffix)
    except (FileError, OSError):
        return None
    if name is None:
        return None
    target = f"{Path(path).stem}.yaml"
    if Path(target).exists():  # ">" would empty it, and it may be the file to convert
        target = f"{Path(path).stem}-session.yaml"
    return ForeignFile(
        f"{printable(path)} is {FORMATS[name].title}, not a session file; to convert it, run:"
        f" retrowalk convert {printable(quote(path))} > {printable(quote(target))}"
    )


def print_session(app: App, session: Session, form: str) -> None:
    """Print a session in a format of `serialize.FORMS`."""
    app.stdout.write(FORMS[form](session))


def print_foreign(
    app: App, source: str, form: str, source_format: str, work: str, rest: str
) -> None:
    """Print the session of a foreign file; warn of what was lost and of exceeded limits.

    Raises `FileError` and `InvalidSession`.
    """
    found = convert_file(source, source_format, Direction(work), Direction(rest))
    app.stdout.write(found.text(form))
    for remark in found.remarks if form != "yaml" else ():
        app.message(remark)
    for finding in findings(found.session):
        app.message(f"warning: {finding.message}")


def convert_file(path: str, format_name: str, work: Direction, rest: Direction) -> Converted:
    """Return the session of a foreign file. Raises `FileError` and `InvalidSession`."""
    from ..converters import formats
    from ..converters.workout import to_session

    shown = printable(Path(path).name)
    try:
        data = read_limited(path, LARGEST)
    except FileNotFoundError as error:
        raise FileError.cannot("read", printable(path), error) from None
    try:
        name = formats.recognize(data, Path(path).suffix) if format_name == AUTO else format_name
        workout = formats.read(data, name or AUTO)
        session = check_session(to_session(workout, session_name(Path(path).stem), work, rest))
    except InvalidSession as error:
        raise InvalidSession(f"{shown}: {error}") from None
    title = formats.FORMATS[name or ""].title
    remarks = (f"converted from {shown}, {title}", *workout.remarks)
    return Converted(session, tuple(printable(remark) for remark in remarks))
