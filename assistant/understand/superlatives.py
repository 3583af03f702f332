"""Words that ask for the most or the least of several, and for what fell."""

import re

__all__ = ["FALL", "LEAST", "MOST"]


_MOST = r"highest|largest|biggest|greatest|most(?! recent| likely| of\b)|best|top|strongest|fastest|steepest|sharpest"
_LEAST = r"lowest|smallest|(?<!at )least|worst|weakest|slowest"
FALL = re.compile(
    r"\b(?:drop\w*|declin\w*|decreas\w*|f[ae]ll\w*|fell|reduc\w*|shr[aiu]nk\w*|drag\w*|contract(?:ed|ion))\b", re.I
)
MOST = re.compile(rf"\b(?:{_MOST})\b", re.I)
LEAST = re.compile(rf"\b(?:{_LEAST})\b", re.I)
