"""The walks that were walked, kept in a file."""
