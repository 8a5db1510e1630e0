"""Programs are found only in folders that are safe."""

from __future__ import annotations

from pathlib import Path

from retrowalk.programs import find_program


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("")
    path.chmod(0o755)
    return path


def test_windows_programs_are_taken_from_the_system_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    program(tmp_path / "powershell")
    system = {"SystemRoot": str(tmp_path / "Windows")}
    assert find_program("powershell", system, "win32") is None
    there = program(
        tmp_path / "Windows" / "System32" / "WindowsPowerShell" / "v1.0" / "powershell.exe"
    )
    assert find_program("powershell", system, "win32") == str(there)


def test_on_windows_a_program_in_the_current_folder_is_ignored(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    program(tmp_path / "flite")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_program("flite", {}, "win32") is None
    assert find_program("flite", {}, "linux") == str(tmp_path / "flite")


def test_a_program_that_is_not_installed_is_not_found():
    assert find_program("no-such-program-anywhere") is None
