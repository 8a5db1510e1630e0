"""A terminal: modes, keys, painting. Nothing here knows about walking."""
