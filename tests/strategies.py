"""Sessions and walks of any kind, for property tests."""

from datetime import timedelta

from hypothesis import strategies as st

from retrowalk.core.commands import Command, Verb
from retrowalk.core.session import CueSettings, Direction, Segment, Session

seconds = st.integers(1_000, 600_000).map(lambda ms: timedelta(milliseconds=ms))
lengths = st.one_of(st.integers(1, 120).map(lambda s: timedelta(seconds=s)), seconds)


@st.composite
def segments(draw, may_be_open: bool = True) -> Segment:
    direction = draw(st.sampled_from(Direction))
    is_open = may_be_open and draw(st.integers(0, 4)) == 0
    limited = is_open and direction is not Direction.STAND and draw(st.booleans())
    return Segment(
        direction,
        None if is_open else draw(lengths),
        at_most=draw(lengths) if limited else None,
    )


cue_settings = st.builds(
    CueSettings,
    st.booleans(),
    st.sampled_from([None, timedelta(), timedelta(seconds=10), timedelta(minutes=1)]),
)


def sessions(may_be_open: bool = True, most: int = 12) -> st.SearchStrategy[Session]:
    return st.builds(
        lambda walked, cues: Session("any", "Any", tuple(walked), cues=cues),
        st.lists(segments(may_be_open), min_size=1, max_size=most),
        st.just(CueSettings()) | cue_settings,
    )


commands = st.one_of(
    st.sampled_from([Verb.TOGGLE, Verb.NEXT, Verb.PREVIOUS, Verb.PAUSE, Verb.RESUME]).map(Command),
    st.integers(-90, 90).map(lambda s: Command(Verb.EXTEND, by=timedelta(seconds=s))),
)
waits = st.one_of(
    st.integers(0, 3000).map(lambda ms: timedelta(milliseconds=ms)),
    st.integers(0, 600).map(lambda s: timedelta(seconds=s)),
)
steps = st.lists(st.tuples(waits, st.none() | commands), max_size=40)
