"""The exported page in a real browser, opened as a file, with stepped time."""

import re
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from retrowalk import api
from retrowalk.audio.bank import Bank
from retrowalk.audio.wave_io import RATE
from retrowalk.core.session import Direction, Segment, Session
from retrowalk.cues.safety_text import SAFETY_LINE
from retrowalk.cues.scheduler import finale, schedule_segment
from retrowalk.cues.sounds import Kind, Sound, VoiceConfig
from retrowalk.durations import clock_text
from retrowalk.exports import Options, write
from retrowalk.exports.adpcm import reduced
from retrowalk.exports.page_sounds import SoundTable
from retrowalk.setting_table import TONE_SETS
from tests.exports.conftest import node_module

pytestmark = pytest.mark.slow

HOSTILE = [
    "</script><script>document.title = 'hit'</script>",
    "<img src=x onerror=\"document.title='hit'\">",
    "\"'`><svg onload=document.title='hit'>",
    "]]><!-- --> &lt;b&gt; {policy} %s ${1} \\u003c",
    "right \u202eto left\u202c \u2067and\u2069 \u200f",
    "https://example.invalid/x.png url(//example.invalid)",
    "語り" * 40,
]


def walk_through(browser, session: Session) -> list[tuple[str, float]]:
    """Walk a session to its end; return each direction shown and for how many seconds."""
    browser.click("start")
    assert browser.text("label") == SAFETY_LINE
    browser.step(5)
    seen = []
    for segment in session.segments:
        way = browser.js("return document.body.dataset.way")
        if segment.limit is None:
            browser.step(60)
            assert browser.text("time") == "1:00"
            browser.press("n")
            seen.append((way, 60.0))
            continue
        length = segment.limit.total_seconds()
        if segment.duration is not None:
            assert browser.text("time") == clock_text(segment.duration)
        browser.step(length - 1)
        if segment.duration is not None:
            assert browser.text("time") == "0:01"
        assert browser.js("return document.body.dataset.way") == way
        browser.step(1)
        seen.append((way, length))
    return seen


def shortened(session: Session) -> Session:
    """Return the session with segments of at most 20 s: a browser draws each second."""
    most = timedelta(seconds=20)
    segments = (replace(s, duration=s.duration and min(s.duration, most)) for s in session.segments)
    return replace(session, segments=tuple(segments))


@pytest.mark.parametrize("name", ["start-small", "treadmill", "one-block", "beat-walk"])
def test_a_whole_session_shows_sounds_says_and_vibrates_each_change(page, name):
    session = shortened(api.preset(name))
    browser = page(session)
    seen = walk_through(browser, session)
    assert [way for way, _ in seen] == [str(segment.direction) for segment in session.segments]
    assert browser.view == "summary"
    assert browser.text("outcome") == "Done."
    total = sum(seconds for _, seconds in seen)
    assert f"total{'open' if session.has_open else clock_text(session.total)}" in browser.text(
        "sums"
    )
    assert clock_text(timedelta(seconds=total)) in browser.text("sums")
    assert browser.text("facts") == f"{len(seen)} of {len(seen)} segments finished"

    notes = {(round(n["at"]), n["name"]) for n in browser.recorded("notes")}
    words = [n["at"] for n in browser.recorded("notes") if n["kind"] == "voice"]
    felt = {round(at) for at, _ in browser.recorded("shakes")}
    moment = 5.0
    for way, seconds in seen:
        assert any(abs(at - moment * 1000) < 20 and name == way for at, name in notes)
        assert round(moment * 1000) in felt
        assert any(0 <= at - moment * 1000 < 1000 for at in words)
        moment += seconds
    assert browser.console_messages() == []


def test_every_sound_and_its_time_match_the_live_runner(started):
    session = api.parse("30s f, 20s b, 3m f {cadence=100}")
    browser = started(session)
    config = VoiceConfig(SoundTable().length)
    expected, begin = [], 0.0
    for index, limit in enumerate((5, 30, 20, 180), -1):
        for utterance in schedule_segment(session, index, timedelta(seconds=limit), config):
            for placed in utterance.sounds:
                expected.append((begin + placed.at.total_seconds(), *placed.sound))
        begin += limit
    for placed in finale(session, timedelta(seconds=230), config)[0].sounds:
        expected.append((begin + placed.at.total_seconds(), *placed.sound))
    notes = [n for n in browser.recorded("notes") if n["kind"] != "beat"]
    found = sorted((n["at"] / 1000, n["kind"], n["name"]) for n in notes)
    assert [f[1:] for f in found] == [e[1:] for e in sorted(expected)]
    assert all(abs(f[0] - e[0]) < 0.002 for f, e in zip(found, sorted(expected), strict=True))


def test_the_browser_speaks_only_the_sessions_own_texts(started):
    browser = started('10s f {say="Vorwärts gehen"}, 10s b', lead_in=0)
    browser.step(25)
    assert [text.strip() for _, text, _ in browser.recorded("said")] == ["", "Vorwärts gehen"]


def test_an_own_text_is_spoken_in_its_language(started):
    steps = (Segment(Direction.FORWARD, timedelta(seconds=9), say="Vorwärts gehen", lang="de"),)
    browser = started(Session("s", "S", steps), lead_in=0)
    browser.step(2)
    assert browser.recorded("said")[-1][1:] == ["Vorwärts gehen", "de"]


def test_a_change_is_announced_in_the_band_ten_seconds_before(started):
    browser = started("30s f, 8s b")
    browser.step(5 + 19.5)
    assert browser.text("next") == "Next: ▼ backward 0:08"
    assert browser.text("way") == "▲ FORWARD ▲"
    browser.step(2)
    assert browser.text("way") == "▼ BACKWARD IN 9"
    band = "return getComputedStyle(document.getElementById('way')).backgroundColor"
    announced = browser.js(band)
    browser.step(10)
    assert browser.text("way") == "▼ BACKWARD ▼"
    assert browser.js(band) == announced
    assert browser.text("next") == "Next: done"
    browser.step(4)
    assert browser.text("way") == "DONE IN 3"


def test_pause_and_lead_in_have_no_colour_and_a_different_shape(page):
    browser = page("30s f, 8s b")
    colour = "return getComputedStyle(document.getElementById('digits')).color"
    shape = "return document.querySelector('#arrow path').getAttribute('d')"
    browser.click("start")
    lead_in = browser.js(colour)
    assert browser.text("way") == "GET READY"
    browser.step(5 + 2)
    walking, arrow = browser.js(colour), browser.js(shape)
    assert walking != lead_in
    browser.press(" ")
    assert browser.text("way") == "PAUSED"
    assert browser.js(colour) == lead_in
    assert browser.js(shape) != arrow


def test_the_steps_of_a_turn_are_a_list_with_the_current_one_marked_and_large(page):
    browser = page(api.preset("treadmill"), lead_in=0)
    browser.size(1280, 720)
    browser.click("start")
    browser.step(180 + 10)
    assert browser.text("label") == "2/5 Feet on the side rails"
    marked = "return document.querySelector('#steps [aria-current]').textContent"
    assert browser.js(marked) == "Feet on the side rails"
    assert browser.js("return document.getElementById('steps').childElementCount") == 5
    browser.step(45 * 4 / 5 - 10)
    assert browser.js(marked) == "Lowest speed"
    browser.step(30)
    assert browser.text("label") == "Hands light on the rails"


def test_the_current_instruction_is_repeated_with_the_time_left(started):
    browser = started("1f 1b", lead_in=0)
    browser.step(20)
    browser.click("repeat")
    assert browser.text("said") == "Walk forward. Forty seconds to go."
    browser.step(50)
    browser.press("r")
    assert browser.text("said") == "Walk backward. Fifty seconds to go."


def test_a_change_flashes_the_screen_except_with_reduced_motion(page):
    browser = page("5s f, 5s b", lead_in=0)
    flash = "return getComputedStyle(document.body, '::before')"
    browser.click("start")
    browser.step(5)
    assert browser.js(f"{flash}.animationName") == "flash"
    wants = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    browser.do("Emulation.setEmulatedMedia", features=wants)
    assert browser.js(f"{flash}.display") == "none"


def test_a_print_shows_all_segments_and_no_buttons(page):
    browser = page("20x(1f 1b)")
    browser.do("Emulation.setEmulatedMedia", media="print")
    shown = "return document.getElementById(arguments[0]).getBoundingClientRect().height"
    assert browser.js(shown, "start") == 0
    assert browser.js(shown, "list") > 40 * 12
    assert browser.js("return document.getElementById('rows').clientHeight") >= browser.js(
        shown, "list"
    )
    browser.do("Emulation.setEmulatedMedia", media="")


def test_a_page_frozen_for_six_minutes_catches_up_with_the_clock(started):
    browser = started("3x(5f 1b) 2f")
    browser.step(5 + 10)
    browser.freeze(360)
    assert browser.text("way") == "▲ FORWARD ▲"
    assert browser.text("time") == "4:50"
    assert browser.text("round") == "round 2 of 3"
    assert browser.text("clock") == "6:10 / 20:00"
    assert "was suspended for 6:0" in browser.text("notice")
    assert browser.text("said") == "Walk forward. Five minutes to go."
    browser.freeze(295)
    assert browser.text("way") == "▼ BACKWARD ▼"
    assert browser.text("time") == "0:55"
    browser.step(55)
    assert browser.text("time") == "5:00"
    browser.freeze(86_400)
    assert browser.view == "summary"
    assert browser.text("outcome") == "Done."
    assert "20:0020:00" in browser.text("sums")


def test_tones_are_scheduled_minutes_ahead_for_a_suspended_page(started):
    browser = started("3x(3f 1b)")
    placed = {(round(n["at"] / 1000), n["name"]) for n in browser.recorded("notes")}
    for moment, way in ((5, "forward"), (185, "backward"), (245, "forward"), (425, "backward")):
        assert (moment, way) in placed


def test_setting_the_clock_back_is_ignored_and_ahead_is_followed(started):
    browser = started("10f")
    browser.step(5 + 60)
    browser.js("const wall = Date.now; Date.now = () => wall() - 3600_000; test.step(1000)")
    assert browser.text("time") == "8:59"
    browser.js("const wall = Date.now; Date.now = () => wall() + 120_000; test.step(1000)")
    assert browser.text("time") == "6:58"


def test_every_command_has_a_key(page):
    browser = page("2x(1f 1b)", lead_in=0)
    browser.press(" ")
    assert browser.view == "walk"
    browser.step(10)
    browser.press(" ")
    assert browser.text("way") == "PAUSED"
    browser.step(65)
    assert browser.text("label") == "Paused 1:05 · tap Continue"
    assert browser.text("time") == "0:50"
    browser.press(" ")
    browser.step(5)
    assert browser.text("time") == "0:45"
    browser.press("n")
    assert browser.text("way") == "▼ BACKWARD ▼"
    browser.step(10)
    browser.press("p")
    assert browser.text("time") == "1:00"
    browser.press("p")
    assert browser.text("way") == "▲ FORWARD ▲"
    browser.press("m")
    assert (
        browser.js("return document.getElementById('mute').getAttribute('aria-pressed')") == "true"
    )
    browser.press("n")
    browser.press("q")
    assert browser.text("outcome") == "Ended early."
    assert "segments finished · 1 skipped · paused 1:05" in browser.text("facts")


def test_the_same_page_can_be_walked_again(page):
    browser = page("5s f, 5s b", lead_in=3)
    for _ in range(2):
        browser.click("again" if browser.view == "summary" else "start")
        assert browser.text("way") == "GET READY"
        browser.step(3 + 7)
        assert browser.text("time") == "0:03"
        browser.step(3)
        assert browser.text("facts") == "2 of 2 segments finished"


def test_mute_silences_tones_and_voice_and_shows_it(started):
    browser = started("20s f, 20s b", lead_in=0)
    browser.step(5)
    browser.click("mute")
    browser.step(20)
    assert max(note["at"] for note in browser.recorded("notes")) <= 5_000
    assert browser.text("said").startswith("Walk backward.")  # screen readers still get the text
    browser.click("mute")
    browser.step(20)
    assert max(note["at"] for note in browser.recorded("notes")) > 40_000


def test_a_pause_cancels_scheduled_tones(started):
    browser = started("1f 1b 1f", lead_in=0)
    browser.step(30)
    browser.press(" ")
    assert max(note["at"] for note in browser.recorded("notes")) < 30_500
    browser.step(100)
    browser.press(" ")
    ahead = sorted(
        n["at"] for n in browser.recorded("notes") if n["name"] == "backward" and n["at"] > 130_500
    )
    assert ahead[0] == pytest.approx(160_000, abs=20)


def test_a_backward_segment_is_counted_in_after_a_pause(started):
    browser = started("5s f, 1b", lead_in=0)
    browser.step(15)
    browser.press(" ")
    browser.step(5)
    browser.press(" ")
    assert browser.text("way") == "▼ BACKWARD IN 3"
    assert "tap Continue" not in browser.text("label")
    assert browser.text("said") == "Three. Two. One."
    browser.step(2.5)
    assert browser.text("way") == "▼ BACKWARD IN 1"
    assert browser.text("time") == "0:50"
    browser.step(1.5)
    assert browser.text("way") == "▼ BACKWARD ▼"
    assert browser.text("time") == "0:49"
    beeps = [n["at"] for n in browser.recorded("notes") if n["name"].endswith("pip")]
    assert [at for at in beeps if 20_000 <= at < 24_000] == pytest.approx(
        [20_000, 21_000, 22_000], abs=20
    )
    assert browser.text("said").startswith("Walk backward.")


def test_a_second_press_stops_the_countdown_after_a_pause(started):
    browser = started("1b", lead_in=0)
    browser.step(10)
    for seconds in (5, 1, 10):
        browser.press(" ")
        browser.step(seconds)
    assert browser.text("way") == "PAUSED"
    assert all(n["at"] < 16_100 for n in browser.recorded("notes"))
    assert browser.text("time") == "0:50"


def test_open_segments_wait_and_their_limit_ends_them(started):
    steps = (
        Segment(Direction.FORWARD, note="To the corner"),
        Segment(Direction.BACKWARD, at_most=timedelta(minutes=2)),
    )
    browser = started(Session("open", "Open", steps), lead_in=0)
    browser.step(10)
    browser.freeze(3980)
    browser.step(10)
    assert browser.text("time") == "1:06:40"
    assert browser.text("note") == "To the corner · tap Next when you are ready"
    browser.click("skip")
    browser.step(119)
    assert browser.text("note") == "at most 0:01 more, tap Next when you are ready"
    assert browser.text("way") == "DONE IN 1"
    browser.step(1)
    assert browser.text("outcome") == "Done."
    assert "2 of 2 segments finished" in browser.text("facts")


def test_the_wake_lock_is_requested_again_when_the_page_is_visible(started):
    browser = started("5f")
    assert browser.recorded("locks") == 1
    browser.js("test.lock.released = true")  # as a browser does when the page is hidden
    browser.js("document.dispatchEvent(new Event('visibilitychange'))")
    assert browser.recorded("locks") == 2
    browser.press("q")
    assert browser.js("return test.lock.released")


@pytest.mark.parametrize("plays", [True, False])
def test_without_a_wake_lock_a_video_keeps_the_screen_on_and_the_page_says_so(page, plays):
    """Pages served over plain http get no Wake Lock."""
    browser = page("1m f")
    browser.js(
        "Object.defineProperty(navigator, 'wakeLock', { value: undefined, configurable: true });"
        "if (!arguments[0]) HTMLMediaElement.prototype.play = () => Promise.reject();",
        plays,
    )
    browser.click("start")
    browser.wait("document.querySelector('video.awake')")
    said = "A hidden video keeps the screen on" if plays else "cannot keep the screen on"
    browser.wait(f"(test.step(300), document.body.textContent.includes('{said}'))")
    if plays:
        browser.wait("document.querySelector('video.awake').currentTime > 0")
        assert browser.js(
            "const v = document.querySelector('video.awake'); return v.muted && v.loop"
        )
        browser.press(" ")
        browser.wait("document.querySelector('video.awake').paused")


def test_a_metronome_clicks_on_its_beat_without_a_gap(page):
    browser = page(
        Session("b", "B", (Segment(Direction.FORWARD, timedelta(minutes=4), cadence=100),))
    )
    browser.click("start")
    browser.step(5 + 240)
    # the beat and the first tone of a direction can have the same pitch; beats are on their grid
    beats = sorted({round(n["at"]) for n in browser.recorded("notes") if n["kind"] == "beat"})
    grid = [at for at in beats if abs((at - 5000) % 600) < 2 or abs((at - 5000) % 600 - 600) < 2]
    assert len(grid) == 400
    assert all(abs(b - a - 600) <= 1 for a, b in pairwise(grid))


def test_texts_are_shown_as_text_whatever_they_contain(started):
    half = timedelta(seconds=15)
    steps = [
        segment
        for text in HOSTILE
        for segment in (
            Segment(Direction.FORWARD, half, label=text, note=text, say=text),
            Segment(Direction.BACKWARD, half, label=text),
        )
    ]
    title = " ".join(HOSTILE)
    browser = started(Session(title, title, tuple(steps)), lead_in=0)
    browser.step(2)
    assert browser.text("title") == visible(title)
    assert browser.js("return document.title") == "▲ 0:13 Forward"
    for text in HOSTILE:
        assert browser.text("label") == visible(text)
        assert visible(text) in browser.text("note")
        assert visible(text) in browser.text("next")
        found = "return document.querySelectorAll('script, img, iframe, link').length"
        assert browser.js(found) == 2
        browser.step(30)
    assert browser.view == "summary"
    assert browser.console_messages() == []
    assert len(browser.requests()) == 1


def visible(text: str) -> str:
    """Return a text with the characters replaced that change the direction of writing."""
    return re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "�", text)


def test_the_page_loads_nothing_and_its_policy_blocks_other_scripts(started, tmp_path):
    browser = started("5f 1b")
    browser.step(400)
    assert browser.requests() == [(tmp_path / "walk.html").as_uri()]
    blocked = """
        window.hit = false;
        const made = document.createElement("script");
        made.textContent = "window.hit = true";
        document.body.append(made);
        return window.hit;
    """
    assert browser.js(blocked) is False
    assert "Content Security Policy" in browser.console_messages()[0]
    text = (tmp_path / "walk.html").read_text()
    assert "http-equiv" in text
    assert not re.search(r"https?:|url\(|@import|src=|href=", text)


@pytest.mark.parametrize(
    ("size", "dark"), [((390, 844), False), ((820, 1180), True), ((844, 390), False)]
)
def test_axe_finds_no_violations_in_any_view(page, size, dark):
    axe = node_module("axe-core", "axe.min.js").read_text()
    browser = page("3x(5f 1b) 2f")
    browser.size(*size, dark=dark)

    def violations() -> str:
        browser.do("Runtime.evaluate", expression=axe)  # past the page's policy, as a debugger is
        browser.js("test.useReal(true)")
        run = "axe.run().then(r => JSON.stringify(r.violations.map(v => v.id + ': ' + v.nodes[0].html)))"
        found = browser.do("Runtime.evaluate", expression=run, awaitPromise=True)
        browser.js("test.useReal(false)")
        return found["result"]["value"]

    assert violations() == "[]"
    browser.click("start")
    browser.step(5 + 310)
    assert violations() == "[]"
    browser.press(" ")
    assert violations() == "[]"
    browser.press("q")
    assert violations() == "[]"


SIZES = [
    (320, 568),
    (568, 320),
    (360, 640),
    (390, 844),
    (844, 390),
    (768, 1024),
    (1280, 720),
    (1440, 900),
]
FITS = """
const [width, height] = [innerWidth, innerHeight], faults = [];
const seen = (id) => document.getElementById(id).getBoundingClientRect();
const blocks = ["title", "strip", "way", "digits", "what", "bar", "next", "back", "keys"];
for (const id of [...blocks, "clock", "round", "place"]) {
  const r = seen(id);
  if (r.left < -1 || r.top < -1 || r.right > width + 1 || r.bottom > height + 1) faults.push(`${id} outside`);
}
const apart = (a, b) => a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
for (const [n, one] of blocks.entries()) for (const other of blocks.slice(n + 1)) {
  if (!apart(seen(one), seen(other))) faults.push(`${one} over ${other}`);
}
for (const button of document.querySelectorAll("#keys button")) {
  const r = button.getBoundingClientRect();
  if (r.width < 44 || r.height < 44) faults.push(`${button.id} small`);
  if (button.scrollWidth > button.clientWidth) faults.push(`${button.id} cut`);
}
const band = document.getElementById("way");
if (band.scrollWidth > band.clientWidth) faults.push("band cut");
if (seen("digits").height < height / 4) faults.push(`digits ${seen("digits").height / height}`);
return faults;
"""


FONTS = (16, 24, 32)
INSIDE = "const r = document.getElementById(arguments[0]).getBoundingClientRect();"
BAND = "return document.getElementById('way').getBoundingClientRect().bottom"


def in_each_window(browser) -> Iterator[tuple[tuple[int, int], int]]:
    """Show the page as it is in windows of all sizes with all fonts."""
    for size in SIZES:
        browser.size(*size)
        browser.wait(f"innerWidth === {size[0]} && innerHeight === {size[1]}")
        for font in FONTS:
            browser.js("document.documentElement.style.fontSize = `${arguments[0]}px`", font)
            browser.js("window.dispatchEvent(new Event('resize'))")
            yield size, font


def test_everything_fits_the_window_whatever_its_size_and_font(page):
    """Checks in every state: nothing cut, large buttons, digits a quarter of the height."""
    label = "Hands light on the rails, eyes level, and small steps"
    steps = [
        Segment(Direction.FORWARD, timedelta(minutes=20), label=label, note="A long note " * 6),
        Segment(Direction.BACKWARD, timedelta(seconds=70), label=label),
        Segment(Direction.STAND, timedelta(seconds=50), note="Stop the belt, turn, clip on"),
        Segment(Direction.BACKWARD, at_most=timedelta(minutes=3)),
    ]
    browser = page(Session("long", "A rather long title of a session", tuple(steps)))
    for window in in_each_window(browser):
        large = "return r.bottom < innerHeight && r.height >= 44"
        assert browser.js(INSIDE + large, "start"), window
    browser.click("start")
    places: dict[object, set[float]] = defaultdict(set)
    for seconds in (2, 8, 62, 10, 45):  # lead-in, walking, then announced, stand, open
        browser.step(seconds)
        for window in in_each_window(browser):
            assert browser.js(FITS) == [], (window, seconds)
            places[window].add(browser.js(BAND))
        if seconds == 8:
            browser.press("n")
    browser.press(" ")
    for window in in_each_window(browser):
        assert browser.js(FITS) == [], window
    assert all(len(bottoms) == 1 for bottoms in places.values()), places
    browser.press("q")
    for window in in_each_window(browser):
        assert browser.js(INSIDE + "return r.bottom <= innerHeight", "again"), window


def test_screen_readers_hear_each_change_but_not_the_ticking_time(started):
    browser = started("1f 1b", lead_in=0)
    browser.step(1)
    assert browser.text("said") == "Walk forward. One minute. Gentle pace."
    live = "return document.getElementById(arguments[0]).getAttribute('aria-live')"
    assert browser.js(live, "said") == "polite"
    assert browser.js(live, "time") == "off"
    browser.step(60)
    assert browser.text("said").startswith("Walk backward.")


def test_reduced_motion_removes_transitions(page):
    browser = page("1f")
    wants = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    browser.do("Emulation.setEmulatedMedia", features=wants)
    browser.click("start")
    style = "return getComputedStyle(document.querySelector('#bar i')).transitionDuration"
    assert browser.js(style) == "0s"


def test_the_page_runs_in_real_time_with_the_browsers_own_sound(started):
    browser = started("1s f, 1s b", fake=False, lead_in=0)
    browser.driver.implicitly_wait(0)
    for _ in range(100):
        if browser.view == "summary":
            break
        browser.driver.execute_async_script("setTimeout(arguments[0], 100)")
    assert browser.text("outcome") == "Done."
    assert browser.console_messages() == []


CHOOSE = """
    document.getElementById("tone-set").value = arguments[0];
    const volume = document.getElementById("volume");
    volume.value = arguments[1];
    volume.dispatchEvent(new Event("input"));
"""


@pytest.mark.parametrize("tones", TONE_SETS)
def test_the_tone_set_and_the_volume_can_be_chosen_on_the_page(page, tones):
    browser = page("30s f, 30s b", fake=False, lead_in=0)
    browser.js(CHOOSE, tones, 50)
    browser.click("start")
    forward = browser.js("""
        const plan = JSON.parse(document.getElementById("data").textContent);
        const number = plan.sounds.findIndex(([kind, name]) => kind === "tone" && name === "forward");
        const buffer = test.contexts[0].buffers[number];
        return [buffer.sampleRate, [...buffer.getChannelData(0)]];
    """)
    rate, heard = forward
    tone = reduced(Bank(tones).samples(Sound(Kind.TONE, "forward")), RATE // rate)
    error = sum((a - b / 32768) ** 2 for a, b in zip(heard, tone, strict=False))
    assert error < 0.01 * sum((b / 32768) ** 2 for b in tone)
    output = "return test.contexts[0].gains[0].gain.value"
    assert browser.js(output) == pytest.approx(0.5**2)
    browser.js(CHOOSE, tones, 20)
    assert browser.js(output) == pytest.approx(0.2**2)


def test_the_page_is_small(tmp_path):
    path = tmp_path / "hour.html"
    write(api.parse("60x(30s f, 30s b)"), path, Options())
    assert path.stat().st_size < 400_000


@pytest.mark.parametrize("name", ["beat-walk", "one-block", "treadmill"])  # the largest
def test_a_page_with_all_its_sounds_is_under_400_kilobytes(tmp_path, name):
    (path,) = write(api.preset(name), tmp_path / "walk.html")
    assert path.stat().st_size < 400_000


@pytest.mark.realtime
def test_a_page_of_20_000_segments_is_made_in_linear_time_and_small(tmp_path):
    def seconds_and_size(rounds: int) -> tuple[float, int]:
        session = api.parse(f"{rounds}x(4s f, 4s b)")
        begin = time.process_time()
        (path,) = write(session, tmp_path / f"{rounds}.html")
        return time.process_time() - begin, path.stat().st_size

    seconds_and_size(10)  # fill the caches
    (few, small), (many, large) = seconds_and_size(2_500), seconds_and_size(10_000)
    assert large < 5 * small
    assert large < 400_000
    assert many < 8 * max(few, 0.1)


def test_sound_stopped_by_the_system_returns_at_the_next_tick(started):
    browser = started("1f 1b", lead_in=0)
    browser.step(10)
    browser.js("test.mayResume = false; test.context.suspend()")
    browser.step(3)
    assert browser.text("notice").startswith("The sound has stopped.")
    browser.js("test.notes.length = 0; test.mayResume = true")
    browser.step(1)
    assert browser.js("return test.context.state") == "running"
    ahead = [n["at"] for n in browser.recorded("notes") if n["name"] == "backward"]
    assert min(ahead) == pytest.approx(60_000, abs=20)
    browser.step(5)
    assert browser.text("notice") == ""


@pytest.mark.parametrize("wake", ["click", "key"])
def test_a_tap_or_a_key_turns_the_sound_on_again(started, wake):
    browser = started("1f 1b", lead_in=0)
    browser.js("test.mayResume = false; test.context.suspend(); test.mayResume = true")
    if wake == "click":
        browser.click("way")
    else:
        browser.press("x")
    assert browser.js("return test.context.state") == "running"


def test_after_a_reload_the_walk_can_be_resumed_where_it_was(started):
    browser = started("1f 1b 1f", lead_in=5)
    browser.step(5 + 60 + 20)
    browser.reload()
    assert browser.view == "ready"
    assert browser.text("resume") == "Resume: backward, 0:20 of 1:00"
    browser.click("resume")
    assert browser.text("way") == "GET READY"
    assert browser.text("next") == "Next: ▼ backward 1:00"
    browser.step(5)
    assert browser.text("way") == "▼ BACKWARD ▼"
    assert browser.text("time") == "0:40"
    assert browser.text("back") == "Backward done: 0:20"
    assert browser.text("said") == "Walk backward. Forty seconds to go."
    at = {round(n["at"]) for n in browser.recorded("notes") if n["name"] == "forward"}
    assert 5_000 + 40_000 in at
    browser.step(40 + 60)
    assert browser.text("facts") == "3 of 3 segments finished"
    assert "total3:003:00" in browser.text("sums")


def test_a_finished_walk_is_not_offered_again(started):
    browser = started("5s f, 5s b", lead_in=0)
    browser.step(20)
    browser.reload()
    assert browser.js("return document.getElementById('resume').hidden")


def test_headset_buttons_and_the_lock_screen_control_the_walk(page):
    browser = page("3x(20s f, 30s b)", fake=False, lead_in=0)
    names = ["play", "pause", "nexttrack", "previoustrack"]
    browser.click("start")
    browser.wait("test.players[0] && !test.players[0].paused")
    assert browser.js("return test.players[0].loop && test.players[0].volume > 0")
    for _ in range(2):
        there = browser.js("return Object.keys(test.actions).filter((n) => test.actions[n])")
        assert sorted(there) == sorted(names)
        assert browser.js("return test.actions.seekto") is None
        assert browser.js("return navigator.mediaSession.playbackState") == "playing"
        browser.js("test.actions.pause()")
        assert browser.js("return document.body.dataset.state") == "paused"
        assert browser.js("return navigator.mediaSession.playbackState") == "paused"
        assert browser.js("return navigator.mediaSession.metadata.title").startswith("Paused · ")
        browser.js("test.actions.play()")
        assert browser.js("return document.body.dataset.state") == "walking"
    browser.js("test.actions.nexttrack()")
    metadata = browser.js("return navigator.mediaSession.metadata.title")
    assert metadata == "Backward 0:30 · round 1 of 3"
    browser.js("test.actions.previoustrack()")
    assert browser.text("way") == "▲ FORWARD ▲"


def test_a_real_audio_context_that_was_suspended_runs_again(started):
    browser = started("30s f, 30s b", fake=False, lead_in=0)
    browser.wait("test.contexts[0].state === 'running'")
    browser.js("return test.contexts[0].suspend()")
    browser.wait("test.contexts[0].state === 'running'")
