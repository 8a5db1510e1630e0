"""The command line: click parses the arguments, and a use case of `app` does the work."""
