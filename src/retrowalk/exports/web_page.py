"""`.html`: one file that runs the session in a browser, offline."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

from ..core.describe import session_totals
from ..core.session import Session
from ..cues.safety_text import SAFETY_LINE
from ..sanitize import printable
from .formats import Options, OutputFile, file_with
from .page_plan import FOLDER, plan

SCRIPTS = ("plan", "walk", "sound", "cues", "media", "saved", "awake", "views", "page")
"""The scripts, in the order in which they are joined."""


def files(session: Session, path: Path, options: Options) -> Iterable[OutputFile]:
    """Return one file."""
    return [file_with(path, page(session, options))]


def page(session: Session, options: Options) -> str:
    """Return the page: the template with the session filled in."""
    script = "".join(_file(f"{name}.js") for name in SCRIPTS)
    script = f'"use strict";\n{{\n{script}}}\n'
    style = _file("page.css")
    return _file("page.html").format(
        policy=policy(script, style),
        title=escape(printable(session.title)),
        totals=escape(session_totals(session)),
        safety=escape(SAFETY_LINE),
        style=style,
        script=script,
        data=html_safe_json(plan(session, options)),
    )


def policy(script: str, style: str) -> str:
    """Return a Content-Security-Policy that allows this script and style and generated media."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}';"
        " media-src blob:; base-uri 'none'; form-action 'none'"
    )


def html_safe_json(data: Any) -> str:
    """Return data as JSON without characters that are special in HTML."""
    text = json.dumps(data, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


@cache
def _file(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
