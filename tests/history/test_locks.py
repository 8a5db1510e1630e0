import os
import subprocess
import sys

import pytest

from retrowalk.history.locks import WalkLock

PROBE = """
import sys
from pathlib import Path
from retrowalk.history.locks import WalkLock
print(WalkLock(Path(sys.argv[1])).is_held(3))
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "history.lock"


def held_elsewhere(path) -> bool:
    """Return whether another process finds walk 3 marked."""
    command = [sys.executable, "-c", PROBE, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout == "True\n"


def test_a_second_lock_object_that_is_closed_leaves_the_first_one_locked(path):
    first, second = WalkLock(path), WalkLock(path)
    first.acquire(3)
    assert second.is_held(3)
    second.release()
    assert held_elsewhere(path)
    first.release()
    assert not held_elsewhere(path)


def test_releasing_a_lock_object_frees_only_its_own_walks(path):
    first, second = WalkLock(path), WalkLock(path)
    first.acquire(3)
    second.acquire(4)
    first.release()
    assert not second.is_held(3)
    assert second.is_held(4)
    second.release()


def test_the_file_is_closed_by_its_last_user(path):
    before = len(os.listdir("/dev/fd")) if os.path.isdir("/dev/fd") else 0
    for _ in range(5):
        lock = WalkLock(path)
        lock.acquire(3)
        lock.release()
        lock.release()
    after = len(os.listdir("/dev/fd")) if os.path.isdir("/dev/fd") else 0
    assert after == before


def test_without_a_lock_file_no_walk_is_locked(tmp_path):
    lock = WalkLock(tmp_path / "no" / "such" / "folder")
    lock.acquire(3)
    assert not lock.is_held(3)
    lock.release()
