"""Find presets, and read, check and build sessions from YAML files."""
