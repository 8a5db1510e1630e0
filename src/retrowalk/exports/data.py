"""`.json`: the plan, as `retrowalk plan --json` prints it. `.yaml`: a session file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..core.plan_json import plan_text
from ..core.session import Session
from ..presets.serialize import to_yaml
from .formats import Options, OutputFile, file_with


def files(session: Session, path: Path, options: Options) -> Iterable[OutputFile]:
    """Return one file. A session file reads back as the same session."""
    text = plan_text(session) if path.suffix.lower() == ".json" else to_yaml(session)
    return [file_with(path, text)]
