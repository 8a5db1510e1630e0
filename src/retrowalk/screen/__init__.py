"""What is seen: the full-screen runner, plain lines, the plan, the menu, the summary."""
