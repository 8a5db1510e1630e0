"""The error tree: each error owns its sentence and its exit code."""

from __future__ import annotations

EXIT_DONE = 0
EXIT_FAILURE = 1
EXIT_USAGE = 2
EXIT_ENDED_EARLY = 3
EXIT_INVALID = 4
EXIT_FILE = 5
EXIT_HANGUP = 129
EXIT_INTERRUPTED = 130
EXIT_QUIT = 131
EXIT_TERMINATED = 143


class RetrowalkError(Exception):
    """Something the user can be told in a sentence; `code` is the exit code."""

    code = EXIT_FAILURE


class UsageError(RetrowalkError):
    """The command line, or a call from a script, asks for something that is not there."""

    code = EXIT_USAGE


class DurationError(UsageError):
    """A text is no duration."""


class InvalidSession(RetrowalkError):
    """A session or preset file says something that is not valid."""

    code = EXIT_INVALID


class FileError(RetrowalkError):
    """A file cannot be read or written."""

    code = EXIT_FILE

    @classmethod
    def cannot(cls, verb: str, path: object, error: OSError) -> FileError:
        """Say what could not be done to which file, and why: `cannot("read", path, error)`."""
        return cls(f"cannot {verb} {path}: {error.strerror or error}")


class NotAllowed(RetrowalkError):
    """A command was given to a walk in a state that does not allow it; nothing has changed."""
