import pytest

QUICK = ("--lead-in", "0", "--rehearse", "3600")


@pytest.fixture(autouse=True)
def record_rehearsals(world):
    """Record rehearsals like other walks."""
    world["RETROWALK_TEST_KEEP_REHEARSALS"] = "1"


def test_the_last_walk_is_shown_again(run):
    assert run("start-small", *QUICK).returncode == 0
    assert run("intervals", *QUICK).returncode == 0
    done = run("summary")
    assert done.returncode == 0
    assert done.stdout.startswith("Done. Intervals\n")
    assert "7 of 7 segments finished" in done.stdout
    assert "Repeat this session another day." in done.stdout
    assert "retrowalk two-one" in " ".join(done.stdout.split())


def test_the_summary_is_written_as_a_picture(run, home):
    run("treadmill", *QUICK)
    done = run("summary", "--svg", "walk.svg")
    assert (done.returncode, done.stdout) == (0, "Wrote walk.svg\n")
    assert "Done. Treadmill" in (home / "walk.svg").read_text()
    for command in ("summary", "stats"):
        (home / "walk.svg").write_text("mine")
        refused = run(command, "--svg", "walk.svg")
        assert refused.returncode == 5
        assert "already exists: use --force" in refused.stderr
        assert (home / "walk.svg").read_text() == "mine"
        assert run(command, "--svg", "walk.svg", "--force").returncode == 0
        assert (home / "walk.svg").read_text().startswith("<svg")


def test_before_the_first_walk_there_is_none(run):
    done = run("summary")
    assert done.returncode == 2
    assert "no walks yet" in done.stderr


def test_a_picture_that_cannot_be_written_is_reported(run):
    run("start-small", *QUICK)
    done = run("summary", "--svg", "/no/such/folder/walk.svg")
    assert done.returncode == 5
    assert "cannot write" in done.stderr


def test_plain_summaries_have_no_control_characters(terminal):
    program = terminal("start-small", *QUICK, "--plain")
    assert program.end() == 0
    assert b"\x1b" not in program.written
    assert "Repeat this session later today" in program.text()


def test_on_a_terminal_the_summary_has_its_strips(terminal):
    program = terminal("start-small", *QUICK)
    assert program.end() == 0
    assert "planned  ▁" in program.text()
    assert "walked   ▁" in program.text()
