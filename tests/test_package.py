"""What is installed from a wheel, from a source archive and in place finds its presets."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.conftest import RETROWALK

ROOT = Path(__file__).parents[1]
PRESETS = sorted(path.name for path in (ROOT / "presets").glob("*.yaml"))


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A wheel made from a source archive that was made from the tree."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def install(archive: Path, target: Path) -> Path:
    """Unpack an installation beside the tree's own; the dependencies are there already."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pip += ["--no-deps", "--no-build-isolation", "--target", str(target), str(archive)]
    subprocess.run(pip, check=True, capture_output=True)
    return target


def installed(world: dict[str, str], target: Path, *arguments: str) -> str:
    """What a Python prints that finds the installation before anything else."""
    done = subprocess.run(
        [sys.executable, "-P", *arguments],
        env={**world, "PYTHONPATH": str(target)},
        cwd=target,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("kind", ["*.whl", "*.tar.gz"])
def test_what_is_built_holds_everything_and_runs(built, tmp_path, world, kind):
    (archive,) = built.glob(kind)
    target = install(archive, tmp_path / "installed")
    where = installed(world, target, "-c", "import retrowalk; print(retrowalk.__file__)")
    assert where.startswith(str(target))
    shown = installed(world, target, "-m", "retrowalk", "presets")
    assert all(name.removesuffix(".yaml") in shown for name in PRESETS)


def test_the_wheel_has_presets_sounds_licence_and_types(built):
    (wheel,) = built.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    shipped = [Path(n).name for n in names if n.startswith("retrowalk/presets/data/")]
    assert sorted(shipped) == PRESETS
    assert "retrowalk/py.typed" in names
    page = [Path(n).suffix for n in names if n.startswith("retrowalk/exports/page/")]
    assert sorted(page) == [".css", ".html", *[".js"] * 6]
    assert sum(n.startswith("retrowalk/audio/tones/") for n in names) == 3 * 7
    assert sum(n.startswith("retrowalk/audio/voice/") for n in names) == 94 + 1
    assert any(n.endswith("licenses/LICENSE") for n in names)
    pages = {Path(n).name for n in names if "/share/man/man1/" in n}
    assert pages == {path.name for path in (ROOT / "docs" / "man").glob("*.1")}


def test_the_source_archive_has_what_the_project_is_made_of(built):
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        names = {"/".join(name.split("/")[1:]) for name in tar.getnames()}
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "Makefile"):
        assert name in names
    assert {f"presets/{name}" for name in PRESETS} <= names
    assert "tests/test_package.py" in names


def test_in_place_the_presets_of_the_tree_are_found(world, home):
    done = subprocess.run(
        [*RETROWALK, "presets"], env=world, cwd=home, capture_output=True, text=True, check=True
    )
    assert all(name.removesuffix(".yaml") in done.stdout for name in PRESETS)
