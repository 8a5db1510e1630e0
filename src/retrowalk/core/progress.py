"""How far a walk has come: where one that was broken off is taken up again."""

from __future__ import annotations
