"""Play a walk's cues: through a sound device, a player program, or the terminal bell."""
