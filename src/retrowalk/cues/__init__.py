"""What is heard, as data: cue -> words, cue -> tone."""
