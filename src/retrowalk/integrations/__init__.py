"""Other programs: events, hooks and notifications."""
