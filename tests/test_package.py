"""The package works when installed from a wheel, from a source archive and in place."""

import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.conftest import RETROWALK

ROOT = Path(__file__).parents[1]
PRESETS = sorted(path.name for path in (ROOT / "presets").glob("*.yaml"))
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """Build a source archive from the tree, and a wheel from that archive."""
    return build(tmp_path_factory.mktemp("dist"))


def build(folder: Path, *kinds: str) -> Path:
    """Build into a folder; without kinds, build the wheel from the source archive."""
    command = [sys.executable, "-m", "build", "--no-isolation", *kinds]
    subprocess.run([*command, "--outdir", str(folder), str(ROOT)], check=True, capture_output=True)
    return folder


def test_builds_are_reproducible_and_the_source_archive_builds_the_same_wheel(built, tmp_path):
    again = build(tmp_path, "--sdist", "--wheel")  # here both are built from the tree
    for archive in built.iterdir():
        assert (again / archive.name).read_bytes() == archive.read_bytes()


def test_the_description_on_pypi_has_no_relative_links(built):
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        text = archive.read(name).decode()
    assert re.findall(r"\]\((?!https?:|#)[^)]*\)", text) == []
    assert "](https://raw.githubusercontent.com/retrowalk/retrowalk/main/docs/pictures/" in text


def install(archive: Path, target: Path) -> Path:
    """Unpack an installation beside the tree's own; the dependencies are there already."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pip += ["--no-deps", "--no-build-isolation", "--target", str(target), str(archive)]
    subprocess.run(pip, check=True, capture_output=True)
    return target


def installed(world: dict[str, str], target: Path, *arguments: str) -> str:
    """Return the output of a Python that imports the installation first."""
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
def test_the_built_package_is_complete_and_runs(built, tmp_path, world, kind):
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
    for folder, suffix in (("exports/page", ""), ("audio/tones", ".wav"), ("audio/voice", "")):
        inside = {n for n in names if n.startswith(f"retrowalk/{folder}/") and n.endswith(suffix)}
        in_tree = {
            path.relative_to(ROOT / "src").as_posix()
            for path in (ROOT / "src" / "retrowalk" / folder).rglob(f"*{suffix}")
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert inside == in_tree
        assert in_tree
    assert any(n.endswith("licenses/LICENSE") for n in names)
    pages = {Path(n).name for n in names if "/share/man/man1/" in n}
    assert pages == {path.name for path in (ROOT / "docs" / "man").glob("*.1")}


def test_the_source_archive_has_all_the_sources_of_the_project(built):
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        names = {"/".join(name.split("/")[1:]) for name in tar.getnames()}
    for name in ("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "Makefile"):
        assert name in names
    assert {f"presets/{name}" for name in PRESETS} <= names
    assert "tests/test_package.py" in names


def test_a_checkout_uses_its_own_presets(world, home):
    done = subprocess.run(
        [*RETROWALK, "presets"], env=world, cwd=home, capture_output=True, text=True, check=True
    )
    assert all(name.removesuffix(".yaml") in done.stdout for name in PRESETS)
