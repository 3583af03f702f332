"""Printed labels reduced to their words, so that one line's label is the same in every filing that prints it."""

import re
import unicodedata
from functools import lru_cache

__all__ = ["normal_label"]

_JOINS = (
    (
        re.compile(r"\bnon[ -](?=controlling|current|interest|operating|cash|redeemable|performing|trade)"),
        "non",
    ),
    (
        re.compile(r"\bminority (?:shareholders )?interests?\b"),
        "noncontrolling interests",
    ),
    (
        re.compile(r"\b(?:stockholder|shareowner|share owner|stock holder|share holder)(?=s?\b)"),
        "shareholder",
    ),
    (
        re.compile(r"\b(?:share based|equity based|stock and unit based)\b"),
        "stock based",
    ),
    (re.compile(r"\bamortis"), "amortiz"),
    (re.compile(r"\bpre tax\b"), "pretax"),
    (re.compile(r"\bplant property and equipment\b"), "property plant and equipment"),
    (re.compile(r"\bproperty equipment and\b"), "property and equipment and"),
    (re.compile(r"\bnet cash flows?\b"), "net cash"),
    (re.compile(r"\bmerchandise inventor"), "inventor"),
)
# A heading with no figures of its own that ran on into its first row.
_HEADING = re.compile(r"^adjustments (?:required )?to reconcile .*?\b(?:operating activities|operations)\b[:\s]*(?=\w)")
_TAILS = (
    (
        re.compile(
            r",? *\b(?:less|net of)(?: \w+)? (?:accumulated|allowances?|reserves?|provision|valuation|doubtful)\b.*"
        ),
        " net",
    ),
    (re.compile(r"[,;-]? *\b(?:\$ ?[\d.]+ |no )?par value\b.*"), ""),
    (re.compile(r",? *\bat (?:(?:the )?lower of )?(?:cost|lifo|fifo)\b.*"), ""),
    (re.compile(r",? *\b(?:see |refer to )?notes? \d.*"), ""),
    (re.compile(r",? *\b(?:of|included|including) \$.*"), ""),
    (re.compile(r"\$.*"), ""),
)


@lru_cache(maxsize=8192)
def normal_label(label: str) -> str:
    """A label reduced to its words: no case, punctuation, parentheses, notes, allowances or par values."""
    text = unicodedata.normalize("NFKC", label).casefold()
    text = re.sub(r"[\u2018\u2019\u201c\u201d'\"`´]", "", text)
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text).replace("&", " and ")
    for _ in range(2):
        text = re.sub(r"\([^()]*\)", " ", text)
    text = re.sub(r"\([^)]*$|[)\]\[]", " ", text)
    text = re.sub(r"\s+", " ", text).strip()
    text = _HEADING.sub("", text)
    for tail, put in _TAILS:
        text = tail.sub(put, text)
    before, colon, after = text.rpartition(":")
    text = after if colon and after.strip() else before or after
    text = re.sub(r"[,;.*†‡]", " ", text.replace("/", " ").replace("-", " "))
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"(?: \d{1,2})+$", "", text)
    for found, put in _JOINS:
        text = found.sub(put, text)
    return re.sub(r"\s+", " ", text).strip()
