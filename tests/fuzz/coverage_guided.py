"""Coverage-guided fuzzing of the loader and the line parser with atheris.

python -m tests.fuzz.coverage_guided tests/hostile -max_total_time=30
"""

import sys

import atheris

with atheris.instrument_imports(include=["retrowalk"]):
    from tests.fuzz.target import read_any_line, read_anything


def one(data: bytes) -> None:
    read_anything(data)
    read_any_line(data)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
