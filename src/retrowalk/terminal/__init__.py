"""A terminal: modes, keys, painting. Nothing here is specific to walking."""
