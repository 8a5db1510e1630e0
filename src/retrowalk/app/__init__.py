"""Use cases: what a command does, callable without click."""
