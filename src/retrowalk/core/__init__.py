"""The pure core: sessions, their timeline, and the state of a walk. No clock, no I/O."""
