import pytest

from retrowalk.audio.voices import choose_say_voice, engines, is_english, system_language

LISTING = """\
Alex                en_US    # Most people recognize me by my voice.
Anna                de_DE    # Hallo! Ich heisse Anna.
Bad News            en_US    # The light you see is a train.
Daniel              en_GB    # Hello! My name is Daniel.
Eddy (Deutsch)      de_AT    # Hallo!
"""


@pytest.mark.parametrize(
    ("language", "voice"),
    [("en", "Alex"), ("en-GB", "Daniel"), ("de-AT", "Eddy (Deutsch)"), ("de", "Anna")],
)
def test_a_voice_of_macos_is_chosen_by_its_language(language, voice):
    assert choose_say_voice(LISTING, language) == voice


def test_a_language_without_a_voice_is_an_error():
    with pytest.raises(OSError, match="no voice speaks fr"):
        choose_say_voice(LISTING, "fr")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "de_AT.UTF-8"}, "de-AT"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "fr"}, "fr"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "", "LC_MESSAGES": "pt_BR@euro"}, "pt-BR"),
    ],
)
def test_the_language_is_that_of_the_locale(environment, language):
    assert system_language(environment) == language


def test_engines_that_only_speak_english_are_not_asked_for_other_languages():
    assert not {engine.name for engine in engines("zh")} & {"flite", "hibari"}
    assert is_english("en-GB")
    assert not is_english("eng")
