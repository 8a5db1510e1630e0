"""Share a session: as a page on the local network, or as a QR code of its one-line notation."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING

from ..core.session import Session
from ..errors import UsageError
from .context import App
from .export import default_options
from .start_walk import enforce_limits

if TYPE_CHECKING:
    import segno

IDLE_LIMIT = 300.0
"""Seconds after the last request when serving ends."""
LONGEST_LINE = 1_000
"""Maximum number of characters of a line that a phone can still scan from a screen."""
POLL = 0.5
WHITE_ON_BLACK = "\x1b[97;40m"
"""Fixed colours: the code's light cells are light on every terminal theme."""
NO_NETWORK = (
    "this machine has no address on a local network; write the page to a file instead:"
    " retrowalk export {} --to walk.html"
)
SERVED = """\
{url}

Anyone on this network who has this address can open the page, but nothing else.
It is served until you press Ctrl-C, or until five minutes after the last request.
"""


def share_page(
    app: App, session: Session, address: str | None = None, *, i_know: bool = False
) -> None:
    """Serve the session's page until Ctrl-C or five idle minutes.

    Raises `UsageError` without a network, `FileError` if the address is not this machine's, and
    `InvalidSession` for a session beyond the limits, unless `i_know`.
    """
    from ..exports.web_page import page
    from ..integrations.page_server import PageServer, local_address

    enforce_limits(app, session, i_know)
    where = address or local_address()
    if where is None:
        raise UsageError(NO_NETWORK.format(session.name))
    body = page(session, default_options(app, session.name)).encode()
    with PageServer(body, where) as server:
        app.stdout.write(f"{qr_text(app, server.url)}\n{SERVED.format(url=server.url)}")
        app.stdout.flush()
        try:
            while server.idle < IDLE_LIMIT:
                time.sleep(POLL)
        except KeyboardInterrupt:
            return
        app.message("no request for five minutes: stopped serving")


def share_line(app: App, session: Session) -> None:
    """Print the session in one line with its QR code. Raises `UsageError` if it is too long."""
    from ..presets.serialize import FORMS

    line = FORMS["line"](session).strip()
    if len(line) > LONGEST_LINE:
        raise UsageError(
            f"the session takes {len(line):,} characters in one line, too many for a QR code"
            f" ({LONGEST_LINE:,}); share it as a page instead, without --qr-only"
        )
    app.stdout.write(f"{qr_text(app, line)}\n{line}\n")


def qr_text(app: App, content: str) -> str:
    """Return a QR code drawn with half blocks, or with spaces where there are none."""
    import segno

    code: segno.QRCode = segno.make_qr(content, error="m")
    out = io.StringIO()
    if not (app.stdout.encoding or "").lower().startswith("utf"):
        code.terminal(out=out, border=2)
        return out.getvalue()
    code.terminal(out=out, compact=True, border=2)
    if not app.screen:
        return out.getvalue()
    return "".join(f"{WHITE_ON_BLACK}{line}\x1b[0m\n" for line in out.getvalue().splitlines())
