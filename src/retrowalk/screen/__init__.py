"""The screen: the full-screen runner, two lines, plain lines, the menu and other pages."""
