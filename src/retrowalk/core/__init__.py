"""The pure core: what a session is, what is due when, how a walk goes. No clock, no IO."""
