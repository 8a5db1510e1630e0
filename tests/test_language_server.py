"""A real YAML language server with the schema: no false alarms, same errors, completion."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from retrowalk.presets.library import shipped_folder
from tests.conftest import required

ROOT = Path(__file__).parents[1]
SCHEMA = (ROOT / "docs" / "session.schema.json").as_uri()
HEAD = f"# yaml-language-server: $schema={SCHEMA}\n"


class Server:
    """Speaks the language server protocol over pipes."""

    def __init__(self, command: str) -> None:
        self._process = subprocess.Popen(
            [command, "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._count = 0
        self.ask("initialize", {"processId": os.getpid(), "rootUri": None, "capabilities": {}})
        self.tell("initialized", {})

    def _send(self, message: dict) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def tell(self, method: str, params: dict) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: dict) -> object:
        self._count += 1
        self._send({"id": self._count, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == self._count and "method" not in message:
                return message["result"]

    def _read(self) -> dict:
        """Return the next message; answer the server's own requests with null."""
        size = 0
        while (line := self._process.stdout.readline().strip()) or not size:
            if line.lower().startswith(b"content-length:"):
                size = int(line.split(b":")[1])
        message = json.loads(self._process.stdout.read(size))
        if "id" in message and "method" in message:
            items = message["params"].get("items", []) if message.get("params") else []
            self._send({"id": message["id"], "result": [None for _ in items]})
        return message

    def open(self, uri: str, text: str) -> None:
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def diagnostics(self, uri: str, text: str) -> list[str]:
        self.open(uri, text)
        while True:
            message = self._read()
            is_diagnostics = message.get("method") == "textDocument/publishDiagnostics"
            if is_diagnostics and message["params"]["uri"] == uri:
                return [found["message"] for found in message["params"]["diagnostics"]]

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        self._process.stdin.close()
        self._process.stdout.close()


@pytest.fixture(scope="module")
def server():
    command = shutil.which("yaml-language-server")
    required(command is not None, "yaml-language-server is not installed (npm)")
    started = Server(command)
    yield started
    started.close()


@pytest.mark.parametrize(
    "path", sorted(Path(shipped_folder()).iterdir()), ids=lambda path: path.stem
)
def test_no_shipped_preset_raises_a_false_alarm(server, path):
    text = HEAD + path.read_text().split("\n", 1)[1]
    assert server.diagnostics(path.as_uri(), text) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("steps:\n  - forward: 5\n    lable: x\n", "lable"),
        ("steps:\n  - forward: soon\n", "pattern"),
        ("setps: []\n", "steps"),
        ("title: 5\nsteps:\n  - forward: 5\n", "string"),
    ],
)
def test_it_marks_what_the_checks_mark(server, text, word):
    found = server.diagnostics(f"file:///wrong-{word}.yaml", HEAD + text)
    assert any(word in message for message in found), found


def test_it_completes_keys(server):
    uri, text = "file:///new.yaml", HEAD + "title: Mine\nsteps:\n  - forward: 5\n    \n"
    server.open(uri, text)
    place = {"line": 4, "character": 4}
    found = server.ask("textDocument/completion", {"textDocument": {"uri": uri}, "position": place})
    labels = {item["label"] for item in found["items"]}
    assert {"label", "note", "say", "speed", "cadence"} <= labels
