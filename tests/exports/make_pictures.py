"""Make the pictures of the page in docs/pictures: `python -m tests.exports.make_pictures`."""

import tempfile
from pathlib import Path

from retrowalk import api
from retrowalk.exports import Options, write
from tests.conftest import ROOT
from tests.exports.browser import chromium

FOLDER = ROOT / "docs" / "pictures"
SIZES = {"phone": (390, 844), "tablet": (820, 1180)}


def main() -> None:
    session = api.preset("intervals")
    write(api.preset("treadmill"), FOLDER / "session.svg", Options(), force=True)
    with tempfile.TemporaryDirectory() as scratch, chromium() as browser:
        (page,) = write(session, Path(scratch) / "walk.html")
        for name, (width, height) in SIZES.items():
            for dark in (False, True):
                look = f"{name}-{'dark' if dark else 'light'}"
                browser.size(width, height, dark=dark)
                scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
                still = {"name": "prefers-reduced-motion", "value": "reduce"}  # without the flash
                browser.do("Emulation.setEmulatedMedia", features=[scheme, still])
                browser.open(page)
                browser.js("localStorage.clear(); document.getElementById('resume').hidden = true")
                if name == "phone":
                    browser.picture(FOLDER / f"page-{look}-before.png")
                browser.click("start")
                browser.step(5 + 300 + 22)
                browser.picture(FOLDER / f"page-{look}.png")
                browser.step(3600)
                if name == "phone":
                    browser.picture(FOLDER / f"page-{look}-after.png")


if __name__ == "__main__":
    main()
