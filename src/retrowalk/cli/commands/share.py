"""`retrowalk share`: open a session on a phone."""

from __future__ import annotations

import click

from ...app.context import App
from ...core.session import Session
from ..help import examples
from ..options import i_know_option
from ..session_command import SessionCommand


def _share(app: App, session: Session, address: str | None, qr_only: bool, i_know: bool) -> None:
    from ...app.share import share_line, share_page

    if qr_only:
        share_line(app, session)
    else:
        share_page(app, session, address, i_know=i_know)


command = SessionCommand(
    "share",
    params=[
        click.Option(
            ["--address"],
            metavar="IP",
            help="Address of this machine to serve on.  [default: its address on the network]",
        ),
        click.Option(
            ["--qr-only"],
            is_flag=True,
            help="Print the session in one line as a QR code; serve nothing.",
        ),
        i_know_option("Share a session that exceeds the limits."),
    ],
    callback=_share,
    help="Serve a session's page on the local network, with a QR code to open it on a phone.\n\n"
    "Ends with Ctrl-C, or five minutes after the last request.",
    epilog=examples("retrowalk share intervals", 'retrowalk share "3x(5f 1b)" --qr-only'),
)
