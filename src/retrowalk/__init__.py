"""retrowalk: an interval timer for walking forward and backward."""

__version__ = "0.1.0"
