import re
import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from retrowalk import svg
from retrowalk.screen.theme import PALETTES


@given(st.text(), st.text())
def test_every_text_makes_a_valid_document(title, content):
    made = svg.document(
        100, 50, title, content, [svg.text(1, 2, content), svg.bar("stand", 0, 0, 1, 1, title)]
    )
    root = ET.fromstring(made)
    assert {element.tag.split("}")[1] for element in root.iter()} <= {
        *("svg", "title", "desc", "style", "rect", "text")
    }


def test_attributes_are_escaped_and_numbers_short():
    made = svg.element("path", class_="line", d='"<', stroke_width=1.23456, x=2.0, rx=None)
    assert made == '<path class="line" d="&quot;&lt;" stroke-width="1.23" x="2"/>'


def test_long_text_is_cut_to_fit_and_wide_characters_count_double():
    assert svg.clipped("short", 10, 100) == "short"
    assert svg.clipped("a" * 50, 10, 100) == "a" * 17 + "…"
    assert svg.clipped("語" * 50, 10, 100) == "語" * 9 + "…"


def test_colours_are_those_of_the_terminals_themes():
    light, dark = svg.STYLE.split("@media")
    for style, name in ((light, "light"), (dark, "default")):
        found = dict(re.findall(r"\.(forward|backward|stand) \{ fill: (#\w+)", style))
        assert tuple(found[d] for d in ("forward", "backward", "stand")) == PALETTES[name].bright
