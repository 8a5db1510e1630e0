"""Connections to other programs: events, hooks, media keys, notifications, the page server."""
