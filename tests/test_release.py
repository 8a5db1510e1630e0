"""The version, the tag and the changelog must agree before a release."""

import importlib.util

import pytest

from tests.conftest import ROOT

spec = importlib.util.spec_from_file_location("release", ROOT / "scripts" / "release.py")
assert spec is not None
assert spec.loader is not None
release = importlib.util.module_from_spec(spec)
spec.loader.exec_module(release)

LOG = """# Changelog

## [Unreleased]
{unreleased}
## [1.2.0]{date}

- A change.

## [1.1.0] - 2026-01-01

- An older change.
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setattr(release, "ROOT", tmp_path)
    source = tmp_path / "src" / "retrowalk"
    source.mkdir(parents=True)
    (source / "__init__.py").write_text('__version__ = "1.2.0"\n')

    def write(unreleased: str = "", date: str = " - 2026-02-03") -> None:
        log = LOG.format(unreleased=unreleased, date=date)
        (tmp_path / "CHANGELOG.md").write_text(log)

    write()
    return write


def test_a_complete_release_has_no_problems_and_its_own_notes(project, capsys):
    assert release.problems("v1.2.0") == []
    release.main(["notes"])
    assert capsys.readouterr().out == "- A change.\n"


@pytest.mark.parametrize(
    ("change", "tag", "problem"),
    [
        ({}, "v1.3.0", "the tag is v1.3.0, but the version is 1.2.0"),
        ({"date": ""}, "v1.2.0", "has no date after"),
        ({"unreleased": "\n- Something.\n"}, "v1.2.0", "still has entries under"),
    ],
)
def test_missing_parts_of_a_release_are_named(project, change, tag, problem):
    project(**change)
    (found,) = release.problems(tag)
    assert problem in found


def test_a_version_without_a_changelog_section_is_not_a_release(project, tmp_path):
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## [Unreleased]\n")
    assert release.problems("v1.2.0") == ["CHANGELOG.md has no text under [1.2.0]"]
    assert release.problems(None) == ["CHANGELOG.md is empty"]


def test_the_current_tree_can_be_checked():
    release.main(["check"])
