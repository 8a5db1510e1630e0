import pytest


def test_new_writes_a_file_that_is_valid_and_never_overwrites(run, home):
    for arguments in (("hill",), ("tread", "--from", "treadmill")):
        assert run("new", *arguments).returncode == 0
        path = home / f"{arguments[0]}.yaml"
        assert path.read_text().startswith("# yaml-language-server: $schema=file://")
        assert run("check", path.name).returncode == 0
        again = run("new", *arguments)
        assert again.returncode == 5
        assert "already exists" in again.stderr
    edited = run("new", "third", "--edit")
    assert edited.returncode == 2
    assert "$EDITOR" in edited.stderr


@pytest.mark.parametrize(
    ("name", "advice"),
    [("-y", "./-y.yaml"), ("my walk", "'my walk.yaml'"), ("hill", "hill.yaml")],
)
def test_new_says_how_to_walk_the_file_whatever_its_name(run, home, name, advice):
    assert run("new", "--", name).stdout.endswith(f"Walk it: retrowalk run {advice}\n")
    assert (home / f"{name}.yaml").exists()


@pytest.mark.parametrize("name", ["", "a\x1bb"])
def test_new_refuses_what_is_not_a_file_name(run, name):
    done = run("new", name)
    assert (done.returncode, "give the file a name" in done.stderr) == (2, True)
