"""Create or update the virtual environment: python scripts/set_up.py PURPOSE (see PURPOSES).

Needs only the standard library. Rebuilds an environment that is broken, unfinished, or was made
in another folder, because its programs contain the folder's path.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
STAMP = VENV / "set-up.json"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
# what each purpose installs besides the program
PURPOSES = {
    "walk": ["--editable", "."],
    "test": ["--editable", ".[all]", "--group", "test"],
    "dev": ["--editable", ".[all]", "--group", "dev"],
    "release": ["--editable", ".[all]", "--group", "release"],
    "docs": ["--editable", ".[all]", "--group", "test", "--group", "docs"],
    "standalone": ["--editable", ".[all]", "--group", "test", "--group", "standalone"],
}
GROUPS_SINCE = "pip>=25.1"  # the first pip that installs dependency groups
NO_VENV = """\
This Python cannot make a virtual environment: it has neither ensurepip nor pip.
On Debian or Ubuntu: sudo apt install python3-venv. Then run this again."""


def main(purpose: str) -> None:
    """Bring .venv up to date for a purpose. Quick if it already is."""
    if sys.version_info < (3, 11):
        sys.exit("retrowalk needs Python 3.11 or newer. Try: make PYTHON=python3.12")
    done = read_stamp()
    if done is None:
        create()
        done = []
    if purpose not in done:
        pip("install", *PURPOSES[purpose])
        STAMP.write_text(json.dumps({**identity(), "installed": sorted({*done, "walk", purpose})}))


def identity() -> "dict[str, str]":
    """Return what the environment depends on; if it changes, the environment is rebuilt."""
    requirements = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    return {"folder": str(ROOT), "requirements": requirements}


def read_stamp() -> "list[str] | None":
    """Return the installed purposes, or None if the environment must be created again."""
    try:
        stamp = json.loads(STAMP.read_text())
        installed = list(stamp.pop("installed"))
        subprocess.run([PYTHON, "-m", "pip", "--version"], check=True, capture_output=True)
    except (OSError, ValueError, KeyError, subprocess.CalledProcessError):
        return None
    if stamp["folder"] != str(ROOT):
        return None
    return installed if stamp == identity() else []


def create() -> None:
    """Create an empty environment with a pip that supports dependency groups."""
    shutil.rmtree(VENV, ignore_errors=True)
    command = [sys.executable, "-m", "venv", str(VENV)]
    if find_spec("ensurepip"):
        subprocess.run(command, check=True)
    elif find_spec("pip"):
        subprocess.run([*command, "--without-pip"], check=True)
        target = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
        subprocess.run([*target, "install", "--quiet", GROUPS_SINCE], check=True)
    else:
        sys.exit(NO_VENV)
    pip("install", "--upgrade", GROUPS_SINCE)


def pip(*arguments: str) -> None:
    """Run the environment's pip in the checkout."""
    quiet = ["--quiet", "--disable-pip-version-check"]
    subprocess.run([PYTHON, "-m", "pip", *arguments, *quiet], check=True, cwd=ROOT)


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) > 1 else "walk")
    except subprocess.CalledProcessError as error:
        sys.exit("The set-up failed: " + " ".join(str(word) for word in error.cmd))
