import pytest

from retrowalk.app.output import write_output
from retrowalk.errors import FileError
from tests.app.worlds import world, written


def test_a_hyphen_is_standard_output(tmp_path):
    app = world(tmp_path)
    write_output(app, "-", "text")
    assert written(app) == "text"


def test_a_file_is_written_and_named(tmp_path):
    app, path = world(tmp_path), tmp_path / "x"
    write_output(app, str(path), "one")
    with pytest.raises(FileError, match="already exists: use --force"):
        write_output(app, str(path), "two")
    write_output(app, str(path), "three", force=True)
    assert path.read_text() == "three"
    assert written(app) == f"Wrote {path}\n" * 2
