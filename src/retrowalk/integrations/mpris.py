"""Media keys on Linux: a walk as a media player on the session bus (MPRIS).

Headset buttons, lock screens, desktop controls and phone remotes then control it. Needs jeepney,
from the extra `media`. It is imported on a thread, after the first frame.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from typing import Any

from .. import clock
from ..loop import Moment
from ..terminal.polling import readable
from .media_state import (
    COMMANDS,
    FIXED_PROPERTIES,
    IGNORED,
    INTROSPECTION,
    PATH,
    PLAYER,
    ROOT,
    ROOT_PROPERTIES,
    MediaState,
    Properties,
    changed,
    jumped,
)

ERROR = "org.freedesktop.DBus.Error"
PROPERTIES = "org.freedesktop.DBus.Properties"
BUS_TIMEOUT = 2.0
"""Seconds to wait for an answer from the bus."""
CLOSE_TIMEOUT = 0.3
"""Seconds to wait for the last message to be sent."""
DO_NOT_QUEUE, OWNER = 4, 1
"""The flag for RequestName, and the answer that grants the name."""


class MediaPlayer:
    """Shows a walk as a media player, and passes commands from the bus to `post`.

    Errors on the bus do not affect the rest of the walk.
    """

    def __init__(
        self, post: Callable[[str], None], volume: Callable[[], int], speed: float = 1.0
    ) -> None:
        self._post = post
        self._volume = volume
        self._speed = speed
        self._state: MediaState | None = None
        self._closing = False
        self._wait, self._wake = os.pipe()
        if sys.platform != "win32":
            for end in (self._wait, self._wake):
                os.set_blocking(end, False)
        self._thread = threading.Thread(target=self._run, name="media keys", daemon=True)

    def show(self, moment: Moment) -> None:
        """Show a moment."""
        self._state = MediaState(moment.view, clock.now(), self._speed, self._volume())
        if self._thread.ident is not None:
            self._notify()
            return
        try:
            self._thread.start()
        except RuntimeError:  # no more threads are allowed
            pass

    def close(self) -> list[str]:
        """Leave the bus. Never reports problems."""
        self._closing = True
        self._notify()
        if self._thread.is_alive():
            self._thread.join(CLOSE_TIMEOUT)
        if not self._thread.is_alive():
            os.close(self._wait)
            os.close(self._wake)
        return []

    def _notify(self) -> None:
        try:
            os.write(self._wake, b"!")
        except OSError:  # full: the thread wakes up anyway
            pass

    def _run(self) -> None:
        try:
            from jeepney.io.blocking import open_dbus_connection

            with open_dbus_connection(bus="SESSION") as connection:
                _Player(connection, self._post).run(self)
        except Exception:  # no jeepney, no bus, or a bus that ended
            pass

    def wait(self, descriptor: int) -> bool:
        """Wait for a message from the bus or a new state; return whether there is a message."""
        ready = readable([descriptor, self._wait], None)
        if self._wait in ready:
            os.read(self._wait, 512)
        return descriptor in ready

    @property
    def state(self) -> MediaState | None:
        """The current state; None once the walk is over."""
        return None if self._closing else self._state


class _Player:
    """The object on the bus."""

    def __init__(self, connection: Any, post: Callable[[str], None]) -> None:
        import jeepney

        self._jeepney = jeepney
        self._connection = connection
        self._post = post
        self._shown: MediaState | None = None
        self._request_name()

    def run(self, source: MediaPlayer) -> None:
        """Answer messages and announce changes until the walk is over."""
        while (state := source.state) is not None:
            self._announce(state)
            if source.wait(self._connection.sock.fileno()):
                self._answer_all()

    def _request_name(self) -> None:
        """Take the well-known name; a second walk gets one with its process id."""
        bus = self._jeepney.message_bus
        for name in (f"{ROOT}.retrowalk", f"{ROOT}.retrowalk.instance{os.getpid()}"):
            request = bus.RequestName(name, DO_NOT_QUEUE)
            reply = self._connection.send_and_get_reply(request, timeout=BUS_TIMEOUT)
            if reply.body == (OWNER,):
                return

    def _announce(self, state: MediaState) -> None:
        """Send the properties that have changed."""
        before, self._shown = self._shown, state
        news = changed(before.properties() if before else {}, state.properties())
        if before and news:
            self._signal(PROPERTIES, "PropertiesChanged", "sa{sv}as", (PLAYER, news, []))
        if before and jumped(before, state):
            self._signal(PLAYER, "Seeked", "x", (state.position(clock.now()),))

    def _signal(self, interface: str, name: str, signature: str, body: tuple[Any, ...]) -> None:
        address = self._jeepney.DBusAddress(PATH, interface=interface)
        self._connection.send(self._jeepney.new_signal(address, name, signature, body))

    def _answer_all(self) -> None:
        """Answer every message that has arrived."""
        while True:
            try:
                message = self._connection.receive(timeout=0)
            except TimeoutError:
                return
            if message.header.message_type == self._jeepney.MessageType.method_call:
                self._connection.send(self._answer(message))

    def _answer(self, message: Any) -> Any:
        """Return the reply to a method call."""
        fields, header = self._jeepney.HeaderFields, message.header.fields
        reply, member = self._jeepney.new_method_return, header.get(fields.member)
        if header.get(fields.interface) == PROPERTIES:
            try:
                return self._answer_properties(message, member, message.body)
            except (IndexError, OverflowError, TypeError, ValueError):  # from a faulty program
                return self._jeepney.new_error(message, f"{ERROR}.InvalidArgs")
        if member == "Introspect":
            return reply(message, "s", (INTROSPECTION,))
        if member in COMMANDS:
            self._post(COMMANDS[member])
        elif member not in IGNORED:
            return self._jeepney.new_error(message, f"{ERROR}.UnknownMethod")
        return reply(message)

    def _answer_properties(self, message: Any, member: str, body: tuple[Any, ...]) -> Any:
        reply = self._jeepney.new_method_return
        known = self._properties(body[0])
        match member:
            case "GetAll":
                return reply(message, "a{sv}", (known,))
            case "Get" if body[1] in known:
                return reply(message, "v", (known[body[1]],))
            case "Set" if body[1] == "Volume":
                volume = max(0, min(100, round(100 * body[2][1])))
                self._post(f"volume {volume}")
                return reply(message)
        return self._jeepney.new_error(message, f"{ERROR}.InvalidArgs")

    def _properties(self, interface: str) -> Properties:
        state = self._shown
        if interface == ROOT:
            return ROOT_PROPERTIES
        if interface != PLAYER or state is None:
            return {}
        position = ("x", state.position(clock.now()))
        return {**FIXED_PROPERTIES, **state.properties(), "Position": position}
