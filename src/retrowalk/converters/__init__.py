"""Workout files of other timers, read as sessions."""
