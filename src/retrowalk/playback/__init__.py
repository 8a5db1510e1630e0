"""What is heard: tones through a player, or the terminal's bell."""
