"""The colours of xterm by their names; a terminal of 16 colours decides itself."""

XTERM = {
    "black": (0, 0, 0),
    "red": (205, 0, 0),
    "green": (0, 205, 0),
    "yellow": (205, 205, 0),
    "blue": (0, 0, 238),
    "cyan": (0, 205, 205),
    "white": (229, 229, 229),
}
