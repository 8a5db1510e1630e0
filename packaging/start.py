"""Start of the standalone program."""

import sys

from retrowalk.__main__ import main

sys.exit(main())
