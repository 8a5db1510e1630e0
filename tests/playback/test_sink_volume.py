import pytest

from retrowalk.playback.sink_volume import silent_sink


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({}, ""),
        ({"wpctl": "Volume: 0.40\n"}, ""),
        ({"wpctl": "Volume: 0.40 [MUTED]\n"}, "muted"),
        ({"wpctl": "Volume: 0.00\n"}, "at 0 %"),
        ({"get-sink-mute": "Mute: yes\n"}, "muted"),
        (
            {"get-sink-mute": "Mute: no\n", "get-sink-volume": "front-left: 0 / 0% / -inf dB"},
            "at 0 %",
        ),
        ({"get-sink-volume": "front-left: 26214 / 40% / front-right: 0 / 0%"}, ""),
        ({"pactl": "garbage"}, ""),
    ],
)
def test_a_muted_or_turned_down_output_is_found(answers, reason):
    def run(command):
        return next((text for word, text in answers.items() if word in command), "")

    assert silent_sink(run) == reason
