from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_schema_in_the_repository_is_current(run):
    assert run("schema").stdout == (ROOT / "docs" / "session.schema.json").read_text()
