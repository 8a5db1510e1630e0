"""What is printed or drawn once."""
