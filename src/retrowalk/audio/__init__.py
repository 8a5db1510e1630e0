"""Sounds as samples: tones, voice clips, synthesized speech, and their mixdown."""
