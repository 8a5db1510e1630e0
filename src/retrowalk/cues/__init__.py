"""The words and tones of cues, and their schedule."""
