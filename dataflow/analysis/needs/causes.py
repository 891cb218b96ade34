"""Why a need or use is not met (``language.md``, "Why a need is not met")."""

from enum import StrEnum


class Cause(StrEnum):
    """The one cause of an unmet need: the first that is true, in this order."""

    UNDERIVABLE = "underivable"
    UNRECORDED = "unrecorded"
    RECORDED_LATE = "recorded-late"
    NOT_SHARED = "not-shared"
    ARRIVES_LATE = "arrives-late"
    STALE = "stale"
    RECORDED_ELSEWHERE = "recorded-elsewhere"
    FORM_TOO_LOW = "form-too-low"
    FORM_LOST = "form-lost"
    CODE_SYSTEM_MISMATCH = "code-system-mismatch"
    TOO_SLOW = "too-slow"


NOT_GOOD_ENOUGH = frozenset(
    {
        Cause.STALE,
        Cause.RECORDED_ELSEWHERE,
        Cause.FORM_TOO_LOW,
        Cause.FORM_LOST,
        Cause.CODE_SYSTEM_MISMATCH,
        Cause.TOO_SLOW,
    }
)
"""The causes where the actor has the field, but in no value that meets the need."""
