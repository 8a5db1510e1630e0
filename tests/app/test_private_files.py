"""Only the owner can read the files that the program creates."""

import stat

import pytest

pytest.importorskip("resource", reason="there are no such permissions on Windows")


def test_a_walk_and_a_new_session_create_only_private_files(run, home):
    for folder in ("data", "cache", "state", "config"):
        path = home / folder
        if path.is_dir():
            for below in sorted(path.rglob("*"), reverse=True):
                below.rmdir() if below.is_dir() else below.unlink()
            path.rmdir()
    assert run("start-small", "--lead-in", "0", "--rehearse", "3600").returncode == 0
    assert run("history", "add", "5f").returncode == 0
    assert run("new", "hill").returncode == 0
    assert run("config", "edit").returncode == 2  # no editor, but the file is there
    created = [p for f in ("data", "config") for p in [home / f, *(home / f).rglob("*")]]
    assert {p.name for p in created} >= {"history.db", "last-used", "config.toml"}
    modes = {p: stat.S_IMODE(p.stat().st_mode) for p in created}
    open_to_others = {str(p): oct(mode) for p, mode in modes.items() if mode & 0o077}
    assert open_to_others == {}
