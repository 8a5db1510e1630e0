"""From a YAML file to a session: reading, checking, building, and where presets are found."""
