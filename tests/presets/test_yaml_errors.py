import pytest

from tests.presets.reading import problems, read

PARSERS = pytest.mark.parametrize("pure", [False, True], ids=["c", "pure"])
STEP = "steps:\n - forward: 5m\n"


@PARSERS
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("steps:\n\t- forward: 5m\n", "2:1 a tab is not allowed here (use spaces to indent)"),
        (STEP + "\t label: x\n", "3:1 a tab is not allowed here (use spaces to indent)"),
        ("steps:\n -\tforward: 5m", "2:3 a tab is not allowed here (use spaces to indent)"),
        (
            STEP + "   label: Slow: x\n",
            "3:15 a colon inside unquoted text (put the text in quotes: label",
        ),
        (STEP + "     label: x\n", "3:11 this key is indented too far (line it up with the key"),
        (STEP + "  label: x\n", "3:3 this does not fit the lines above"),
        (
            STEP + "   label: @home\n",
            "3:11 unquoted text cannot begin with '@' (put the text in quotes)",
        ),
        (STEP + "   say: 'it's'\n", "3:13 the quoted text ends before this (write an apostrophe"),
        (STEP + '   say: "the "hill""\n', "the quoted text ends before this (write a quote inside"),
        ("steps:\n - forward 5m\n", "(write 'forward: 5m', with a colon and a space)"),
        ("steps:\n - backward:90s\n", "(write 'backward: 90s', with a colon and a space)"),
        (STEP + "   label: 'a\n", "3:11 this quote is never closed"),
        ("<?xml version='1.0'?>\n<TrainingCenterDatabase xmlns:x='a'>\n", "1:1 this is XML"),
        ('{"title": "\\ud83d\\udeb6", "steps": [{"forward": 5}]}', "half of a surrogate pair"),
    ],
)
def test_yaml_mistakes_are_named_plainly(text, found, pure):
    (line,) = problems(text, pure=pure)
    assert found in line


@PARSERS
@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("steps:\n -\xa0forward: 5m", "column 3 has a no-break space (U+00A0): type a plain space"),
        ("steps:\n - forward:\xa05m", "column 12 has a no-break space (U+00A0)"),
        ("\xa0steps:\n - forward: 5m", "column 1 has a no-break space (U+00A0)"),
        (STEP + "   label: “Slow: x”\n", 'column 11 has a curly quote (U+201C): type " instead'),
        ("steps：\n - forward: 5m", "column 6 has a full-width colon (U+FF1A): type : instead"),
        ("steps:\n – forward: 5m", "column 2 has a dash (U+2013): type - instead"),
    ],
)
def test_characters_that_only_look_right_are_named(text, hint, pure):
    assert any(hint in line for line in problems(text, pure=pure))


def test_lookalikes_inside_texts_are_fine():
    preset = read("title: Don’t – “hurry”\xa0!\nsteps: [forward: 5]")
    assert preset.title == "Don’t – “hurry”\xa0!"
