"""Record walks in a file, and read them back."""
