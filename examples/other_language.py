"""Write a session whose directions are spoken in another language.

    python other_language.py > gehen.yaml
    retrowalk run gehen.yaml

The texts need a text-to-speech engine, such as espeak-ng. `retrowalk doctor` shows whether you have
one. The tones are the same in every language.
"""

from __future__ import annotations

import retrowalk as rw

WORDS = {
    rw.Direction.FORWARD: "Vorwärts gehen.",
    rw.Direction.BACKWARD: "Rückwärts gehen, kleine Schritte.",
    rw.Direction.STAND: "Stehen bleiben.",
}
MAKERS = {
    rw.Direction.FORWARD: rw.forward,
    rw.Direction.BACKWARD: rw.backward,
    rw.Direction.STAND: rw.stand,
}


def translated(session: rw.Session) -> rw.Session:
    """Return the session with each segment's text in the other language."""
    segments = [
        MAKERS[segment.direction](
            segment.duration, say=WORDS[segment.direction], label=segment.label
        )
        for segment in session.segments
    ]
    return rw.session("gehen", segments, title="Gehen")


if __name__ == "__main__":
    print(rw.dump(translated(rw.preset("start-small"))), end="")
