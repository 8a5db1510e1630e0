"""Connections to other programs: the event stream, hooks and desktop notifications."""
