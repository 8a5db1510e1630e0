"""The first day of the week: from the settings, or as usual in the locale's territory."""

from __future__ import annotations

import sys
from collections.abc import Mapping

MONDAY, SUNDAY = 0, 6
"""Numbers of weekdays, as `date.weekday()` returns them."""
# fmt: off
_SUNDAY_FIRST = frozenset(
    (
        "AG", "AS", "BD", "BR", "BS", "BT", "BW", "BZ", "CA", "CO", "DM", "DO", "ET", "GT",
        "GU", "HK", "HN", "ID", "IL", "IN", "JM", "JP", "KE", "KH", "KR", "LA", "MH", "MM", "MO",
        "MT", "MX", "MZ", "NI", "NP", "PA", "PE", "PH", "PK", "PR", "PT", "PY", "SA", "SG", "SV",
        "TH", "TT", "TW", "UM", "US", "VE", "VI", "WS", "YE", "ZA", "ZW",
    )
)
# fmt: on
"""Territories whose weeks start on Sunday (CLDR, supplemental weekData)."""


def first_weekday(setting: str, environment: Mapping[str, str]) -> int:
    """Return the weekday number of "monday", "sunday", or of "auto" for the locale."""
    if setting == "auto":
        return _of_system() if sys.platform == "win32" else _of_locale(environment)
    return SUNDAY if setting == "sunday" else MONDAY


def _of_locale(environment: Mapping[str, str]) -> int:
    names = ("LC_ALL", "LC_TIME", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "")
    territory = locale.split(".")[0].split("@")[0].rpartition("_")[2]
    return SUNDAY if territory in _SUNDAY_FIRST else MONDAY


def _of_system() -> int:
    """Return the first day of the week in the regional settings of Windows."""
    if sys.platform == "win32":
        import ctypes

        user_default, first_day_of_week = 0x0400, 0x100C
        answer = ctypes.create_unicode_buffer(2)
        ctypes.windll.kernel32.GetLocaleInfoW(user_default, first_day_of_week, answer, 2)
        return SUNDAY if answer.value == "6" else MONDAY
    return MONDAY
