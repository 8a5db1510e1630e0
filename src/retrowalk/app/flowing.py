"""The program's own output, made to flow for as long as nothing may hold it up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..terminal.nonblocking import NonBlockingWriter, flow
from .context import App


@contextmanager
def flowing(app: App) -> Iterator[None]:
    """Let nobody wait for a terminal or a pipe within; at the end all is written that can be."""
    before = app.stdout, app.stderr
    app.stdout, app.stderr = flow(app.stdout), flow(app.stderr)
    try:
        yield
    finally:
        for stream in (app.stdout, app.stderr):
            if isinstance(stream, NonBlockingWriter):
                stream.finish()
        app.stdout, app.stderr = before
