"""Media keys: the properties of a walk, and a real bus with a real client."""

import re
import shutil
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest

from retrowalk.core.commands import Command, State, Verb
from retrowalk.core.session import Direction, Segment, Session
from retrowalk.core.walk import Walk
from retrowalk.integrations.media_state import PATH, PLAYER, MediaState, changed, jumped, title
from tests.conftest import RETROWALK, required
from tests.waiting import until

S = timedelta(seconds=1)
PLAN = Session(
    "t",
    "Test",
    (
        Segment(Direction.FORWARD, 60 * S, round=1, rounds=2),
        Segment(Direction.BACKWARD, 60 * S, label="Small steps", round=1, rounds=2),
        Segment(Direction.FORWARD),
    ),
)


def state(walk: Walk, clock: float = 0.0) -> MediaState:
    return MediaState(walk.view(), clock, 1.0, 80)


def walked(seconds: float, *commands: Verb, lead_in: float = 0) -> Walk:
    walk = Walk(PLAN, lead_in * S)
    walk.begin()
    walk.advance(seconds * S)
    for verb in commands:
        walk.apply(Command(verb))
    return walk


def test_the_title_says_direction_time_left_and_round():
    assert title(walked(78).view()) == "Backward 0:42 · round 1 of 2 · Small steps"
    assert title(walked(0).view()) == "Forward 1:00 · round 1 of 2"
    assert title(walked(120).view()) == "Forward, until you continue"
    assert title(walked(2, lead_in=5).view()) == "Get ready 0:03"


def test_a_segment_is_a_track_with_length_and_position():
    found = state(walked(78), clock=100.0)
    metadata = found.properties()["Metadata"][1]
    assert metadata["mpris:length"] == ("x", 60_000_000)
    assert metadata["mpris:trackid"] == ("o", "/org/retrowalk/segment/2")
    assert found.position(100.0) == 18_000_000
    assert found.position(101.5) == 19_500_000
    assert found.position(1000.0) == 60_000_000
    assert found.properties()["Volume"] == ("d", 0.8)


def test_a_pause_stops_the_position():
    found = state(walked(10, Verb.PAUSE), clock=100.0)
    assert found.properties()["PlaybackStatus"] == ("s", "Paused")
    assert found.position(200.0) == 10_000_000


def test_the_countdown_after_a_pause_counts_as_playing():
    walk = walked(70, Verb.PAUSE, Verb.RESUME)  # in a backward segment
    assert walk.view().state is State.RESUMING
    assert state(walk).properties()["PlaybackStatus"] == ("s", "Playing")


def test_an_open_segment_has_no_length():
    assert "mpris:length" not in state(walked(120)).properties()["Metadata"][1]


@pytest.mark.parametrize("verb", [Verb.PAUSE, Verb.NEXT, Verb.EXTEND])
def test_only_changed_properties_are_announced(verb):
    before, after = state(walked(10)), walked(10)
    after.apply(Command(verb, by=30 * S))
    assert changed(before.properties(), before.properties()) == {}
    expected = {"PlaybackStatus"} if verb is Verb.PAUSE else {"Metadata"}
    assert set(changed(before.properties(), state(after).properties())) == expected


def test_going_back_to_the_start_is_a_seek_and_walking_on_is_not():
    before = state(walked(30), clock=0.0)
    assert not jumped(before, state(walked(31), clock=1.0))
    assert jumped(before, state(walked(30, Verb.PREVIOUS), clock=0.0))
    assert not jumped(before, state(walked(30, Verb.NEXT), clock=0.0))


def test_a_walk_that_is_over_is_stopped():
    walk = walked(10, Verb.END)
    assert walk.view().state is State.OVER
    assert state(walk).properties()["PlaybackStatus"] == ("s", "Stopped")


@pytest.fixture
def bus(world):
    """A session bus of its own; its address is in the world."""
    required(shutil.which("dbus-daemon") is not None, "dbus-daemon")
    required(shutil.which("playerctl") is not None, "playerctl")
    pytest.importorskip("jeepney")
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert daemon.stdout is not None
    world["DBUS_SESSION_BUS_ADDRESS"] = daemon.stdout.readline().strip()
    yield daemon
    daemon.kill()
    daemon.wait()
    daemon.stdout.close()


@pytest.fixture
def playerctl(world, bus):
    def run(*arguments: str) -> str:
        done = subprocess.run(
            ["playerctl", *arguments], env=world, capture_output=True, text=True, timeout=60
        )
        return done.stdout.strip() or done.stderr.strip()

    return run


def test_a_media_client_sees_and_controls_a_walk(terminal, playerctl):
    program = terminal("intervals", "--lead-in", "0", "--sound", "off", "--no-history")
    program.wait("FORWARD")
    until(lambda: playerctl("--list-all") == "retrowalk")
    assert playerctl("status") == "Playing"
    assert re.fullmatch(r"Forward [45]:\d\d · round 1 of 3", playerctl("metadata", "title"))
    assert playerctl("metadata", "mpris:length") == "300000000"
    assert 0 < float(playerctl("position")) < 60
    playerctl("play-pause")
    program.wait("Paused")
    until(lambda: playerctl("status") == "Paused")
    playerctl("play")
    until(lambda: playerctl("status") == "Playing")
    playerctl("next")
    program.wait("BACKWARD")
    until(lambda: playerctl("metadata", "title").startswith("Backward"))
    playerctl("previous")
    program.wait("FORWARD")
    playerctl("volume", "0.4")
    until(lambda: playerctl("volume") == "0.400000")
    playerctl("stop")
    until(lambda: playerctl("status") == "Paused")
    playerctl("position", "100")  # refused
    assert float(playerctl("position")) < 60
    program.send("\x03")
    assert program.end() == 130
    assert "No players found" in playerctl("status")


@pytest.mark.parametrize(
    ("member", "signature", "body"),
    [
        ("Set", "ssv", (PLAYER, "Volume", ("s", "loud"))),
        ("Set", "ssv", (PLAYER, "Volume", ("d", float("nan")))),
        ("Set", "ssv", (PLAYER, "Rate", ("d", 2.0))),
        ("Get", "ss", (PLAYER, "Nonsense")),
        ("Get", "s", (PLAYER,)),
        ("GetAll", None, ()),
    ],
)
def test_a_faulty_request_gets_an_error(member, signature, body):
    import jeepney

    from retrowalk.integrations.mpris import PROPERTIES, _Player

    address = jeepney.DBusAddress(PATH, "org.example", interface=PROPERTIES)
    player = _Player(GrantsNames(), pytest.fail)
    answer = player._answer(jeepney.new_method_call(address, member, signature, body))
    assert answer.header.message_type is jeepney.MessageType.error


class GrantsNames:
    """A bus that grants every name."""

    def send_and_get_reply(self, message, timeout):
        import jeepney

        return jeepney.new_method_return(message, "u", (1,))


def test_two_walks_have_two_names(terminal, playerctl):
    flags = ("--lead-in", "0", "--sound", "off", "--no-history")
    first, second = terminal("intervals", *flags), terminal("treadmill", *flags)
    first.wait("FORWARD")
    second.wait("FORWARD")
    until(lambda: len(playerctl("--list-all").splitlines()) == 2)
    names = playerctl("--list-all").splitlines()
    assert "retrowalk" in names
    assert any(re.fullmatch(r"retrowalk\.instance\d+", name) for name in names)


def test_a_bus_that_closes_does_not_affect_the_walk(terminal, playerctl, bus):
    if sys.platform == "win32":
        pytest.skip("POSIX only")
    program = terminal("intervals", "--lead-in", "0", "--sound", "off", "--no-history")
    program.wait("FORWARD")
    until(lambda: playerctl("status") == "Playing")
    bus.send_signal(signal.SIGKILL)
    bus.wait()
    program.send("n")
    program.wait("BACKWARD")
    program.send("\x03")
    assert program.end() == 130
    assert "internal error" not in program.text()


@pytest.mark.parametrize("address", ["unix:path=/nowhere", "nonsense"])
def test_without_a_bus_nothing_changes(world, home, address):
    world["DBUS_SESSION_BUS_ADDRESS"] = address
    done = subprocess.run(
        [*RETROWALK, "run", "90s f 30s b", "--lead-in", "0", "--rehearse", "60", "--sound", "off"],
        env=world, cwd=home, stdin=subprocess.DEVNULL, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.realtime
def test_a_command_is_carried_out_within_200_milliseconds(terminal, world, bus):
    from jeepney import DBusAddress, Properties, new_method_call
    from jeepney.io.blocking import DBusConnection, prep_socket

    program = terminal("intervals", "--lead-in", "0", "--sound", "off", "--no-history")
    program.wait("FORWARD")
    path = world["DBUS_SESSION_BUS_ADDRESS"].removeprefix("unix:path=").split(",")[0]
    player = DBusAddress("/org/mpris/MediaPlayer2", "org.mpris.MediaPlayer2.retrowalk", PLAYER)
    with DBusConnection(prep_socket(path)) as connection:

        def status() -> str:
            body = connection.send_and_get_reply(Properties(player).get("PlaybackStatus")).body
            return body[0][1]

        until(lambda: status() == "Playing")
        for wanted in ("Paused", "Playing", "Paused"):
            time.sleep(0.5)  # longer than a key bounces
            began = time.monotonic()
            connection.send_and_get_reply(new_method_call(player, "PlayPause"))
            while status() != wanted:
                time.sleep(0.002)
            assert time.monotonic() - began < 0.2
