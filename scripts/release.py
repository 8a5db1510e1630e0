"""Check that a release is complete: python scripts/release.py check [TAG], or notes.

`check` compares the version, the tag (if given) and the changelog. `notes` prints the section of
the changelog that belongs to the version.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SECTION = re.compile(r"^## \[(?P<name>[^]]+)\](?: - (?P<date>\S+))?$", re.MULTILINE)


def version() -> str:
    """Return the version in the source."""
    source = (ROOT / "src" / "retrowalk" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', source, re.MULTILINE)
    if not found:
        sys.exit("src/retrowalk/__init__.py has no __version__")
    return found[1]


def sections() -> dict[str, tuple[str | None, str]]:
    """Return the changelog's sections: name -> date, text."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heads = list(SECTION.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    return {
        head["name"]: (head["date"], text[head.end() : end].strip())
        for head, end in zip(heads, ends, strict=True)
    }


def problems(tag: str | None) -> list[str]:
    """Return the reasons why this version cannot be released, or not under the given tag."""
    found = sections()
    if tag is None:
        return [] if any(text for _, text in found.values()) else ["CHANGELOG.md is empty"]
    name = version()
    date, text = found.get(name, (None, ""))
    wrong = []
    if tag != f"v{name}":
        wrong.append(f"the tag is {tag}, but the version is {name}: expected v{name}")
    if not text:
        wrong.append(f"CHANGELOG.md has no text under [{name}]")
    elif not re.fullmatch(r"\d{4}-\d\d-\d\d", date or ""):
        wrong.append(f"CHANGELOG.md has no date after [{name}]: write ## [{name}] - YYYY-MM-DD")
    if found.get("Unreleased", (None, ""))[1]:
        wrong.append(f"CHANGELOG.md still has entries under [Unreleased]: move them to [{name}]")
    return wrong


def main(arguments: list[str]) -> None:
    """Run a subcommand."""
    match arguments:
        case ["check", *tags] if len(tags) <= 1:
            if wrong := problems(tags[0] if tags else None):
                sys.exit("\n".join(wrong))
            print(f"version {version()}: complete")
        case ["notes"]:
            print(sections()[version()][1])
        case _:
            sys.exit("usage: release.py check [TAG] | notes")


if __name__ == "__main__":
    main(sys.argv[1:])
