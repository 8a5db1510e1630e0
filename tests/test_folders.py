import sys

import platformdirs
import pytest

from retrowalk.folders import user_folder


@pytest.mark.parametrize("kind", ["config", "data", "cache"])
@pytest.mark.parametrize("value", [None, "", "/somewhere", "/with/end/", "relative", "~/own"])
@pytest.mark.parametrize("home", ["/home/walker", "/", "/end/", "", "relative"])
def test_a_folder_is_the_one_that_platformdirs_returns(monkeypatch, kind, value, home):
    monkeypatch.setenv("HOME", home)
    variable = f"XDG_{kind.upper()}_HOME"
    monkeypatch.delenv(variable, raising=False)
    if value is not None:
        monkeypatch.setenv(variable, value)
    usual = getattr(platformdirs, f"user_{kind}_dir")("retrowalk", appauthor=False)
    assert user_folder(kind) == usual


def test_on_other_systems_platformdirs_decides(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    found = ["/Users/walker/Library", "Library"]
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: found.pop(0))
    assert user_folder("data") == "/Users/walker/Library"
    assert user_folder("data") is None  # older versions return a relative path


def test_where_platformdirs_fails_there_is_no_folder(monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr("platformdirs.user_data_dir", fail)
    assert user_folder("data") is None
