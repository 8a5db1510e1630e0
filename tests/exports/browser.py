"""A real browser for exported pages, whose time the test steps."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CLOCK = (Path(__file__).parent / "clock.js").read_text()
REAL = (Path(__file__).parent / "real.js").read_text()
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--hide-scrollbars", "--force-color-profile=srgb"),
)


def installed() -> bool:
    return bool(_chromium() and shutil.which("chromedriver"))


def _chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def chromium() -> Iterator["Browser"]:
    from selenium import webdriver

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = webdriver.ChromeOptions()
        options.binary_location = _chromium()
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        service = webdriver.ChromeService(shutil.which("chromedriver"))
        driver = webdriver.Chrome(options=options, service=service)
        driver.command_executor.client_config.timeout = 120  # a busy machine steps slowly
        driver.set_script_timeout(120)
        try:
            yield Browser(driver)
        finally:
            driver.quit()


class Browser:
    def __init__(self, driver: Any):
        self.driver = driver
        self._clock: str | None = None

    def do(self, command: str, **parameters: Any) -> Any:
        return self.driver.execute_cdp_cmd(command, parameters)

    def js(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def reset(self) -> None:
        """Show pages as on a computer again."""
        self.do("Emulation.clearDeviceMetricsOverride")
        self.do("Emulation.setEmulatedMedia", media="", features=[])

    def open(self, page: Path | str, *, fake: bool = True) -> None:
        """Open a file or an address; with `fake`, its time advances only by `step`."""
        if self._clock:
            self.do("Page.removeScriptToEvaluateOnNewDocument", identifier=self._clock)
        source = CLOCK if fake else REAL
        added = self.do("Page.addScriptToEvaluateOnNewDocument", source=source)
        self._clock = added["identifier"]
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(page if isinstance(page, str) else page.as_uri())

    def reload(self) -> None:
        self.driver.refresh()

    def size(self, width: int, height: int, scale: float = 1, dark: bool = False) -> None:
        self.do(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=True,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.do("Emulation.setEmulatedMedia", features=[scheme])

    def step(self, seconds: float) -> None:
        self.js("test.step(arguments[0])", round(seconds * 1000))

    def freeze(self, seconds: float) -> None:
        self.js("test.freeze(arguments[0])", round(seconds * 1000))

    def wait(self, condition: str) -> None:
        """Wait in real time until a JavaScript expression is true."""
        script = """
            const done = arguments[0], end = Date.now() + 10_000;
            (function look() {
              if (CONDITION) done(true);
              else if (Date.now() > end) done(false);
              else setTimeout(look, 20);
            })();
        """.replace("CONDITION", condition)
        assert self.driver.execute_async_script(script), condition

    def text(self, name: str) -> str:
        return self.js("return document.getElementById(arguments[0]).textContent.trim()", name)

    def click(self, name: str) -> None:
        self.driver.find_element("id", name).click()

    def press(self, key: str) -> None:
        self.driver.switch_to.active_element.send_keys(key)

    @property
    def view(self) -> str:
        return self.js("return document.body.dataset.view")

    def recorded(self, name: str) -> Any:
        """Return what clock.js or real.js has recorded under a name."""
        return self.js("return test[arguments[0]]", name)

    def console_messages(self) -> list[str]:
        """Return what the page has written to the browser's console."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """Return the addresses requested since the page was opened, without its own blobs."""
        events = [json.loads(e["message"])["message"] for e in self.driver.get_log("performance")]
        wanted = "Network.requestWillBeSent"
        addresses = [e["params"]["request"]["url"] for e in events if e["method"] == wanted]
        return [address for address in addresses if not address.startswith("blob:")]

    def picture(self, path: Path) -> None:
        self.driver.save_screenshot(str(path))
