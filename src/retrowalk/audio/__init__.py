"""Sounds as samples: tones, clips, the system's voice, and how they are put together."""
