"""The errors of this package, each with its exit code."""

from __future__ import annotations

EXIT_DONE = 0
EXIT_FAILURE = 1
EXIT_USAGE = 2
EXIT_ENDED_EARLY = 3
EXIT_INVALID = 4
EXIT_FILE = 5
EXIT_HANGUP = 129
EXIT_INTERRUPTED = 130
EXIT_TERMINATED = 143


class RetrowalkError(Exception):
    """Base of all errors whose message is meant for the user. `code` is the exit code."""

    code = EXIT_FAILURE


class UsageError(RetrowalkError):
    """The arguments of a command or of a call are not valid."""

    code = EXIT_USAGE


class DurationError(UsageError):
    """A text is not a duration."""


class InvalidSession(RetrowalkError):
    """A session, preset file or setting is not valid."""

    code = EXIT_INVALID


class FileError(RetrowalkError):
    """A file cannot be read or written."""

    code = EXIT_FILE

    @classmethod
    def cannot(cls, verb: str, path: object, error: OSError) -> FileError:
        """Return the error "cannot VERB PATH: reason"."""
        return cls(f"cannot {verb} {path}: {error.strerror or error}")


class NotAllowed(RetrowalkError):
    """A walk does not allow a command in its current state. The walk is unchanged."""
