"""Tell the words of a question that ask from those that frame them: roles, sources, units, definitions, comments."""

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.understand.asked import SOURCE, STATEMENT_WORDS
from assistant.understand.definitions import Definition
from assistant.understand.narrowing import broken_down, qualified
from assistant.understand.vocabulary import Mention, mentions
from assistant.understand.words import blanked
from ingest.document import Statement
from ingest.filing.cells import MONTH_NAMES

__all__ = ["remarks", "without_asides"]

_ASIDES = (
    re.compile(
        r"\b(?:if|in case) (?:the )?[^.?!]{2,80}? (?:is|are) not (?:a |an )?"
        r"(?:useful|relevant|meaningful|something)[^.?!]*[.?!]?",
        re.I,
    ),
    re.compile(
        r"\b(?:if|in case) [^.?!;]{2,120}?(?:, | then )(?:then |please |just |do )*"
        r"(?:say|state|explain|tell|note|mention)\b[^.?!]*[.?!]?",
        re.I,
    ),
    re.compile(
        r"\bshould [^.?!;]{2,80}? not be (?:an? )?(?:useful|relevant|meaningful|applicable|appropriate)\b"
        r"[^.?!;]{0,60}?, [^.?!]*[.?!]?",
        re.I,
    ),
    re.compile(
        r"\b(?:public|private|sell[- ]side|buy[- ]side)? ?(?:equit(?:y|ies)|credit|financial|investment)"
        r"(?: research)? (?:analysts?|bankers?)\b",
        re.I,
    ),
    re.compile(r",? with (?:an? )?(?:negative|minus) sign\b[^.?!]*", re.I),
    re.compile(
        r"[;,]? ?(?:(?:a|an|any|with|where|and) )*(?:decreases?|declines?|falls?|drops?|losses|loss|outflows?) "
        r"(?:(?:is|are|as|being|should be|shown|given|told) )*(?:a )?(?:negative|minus)\b[^.?!]*",
        re.I,
    ),
    re.compile(r"\b(?:lost internet connection|do not have access to)[^.,?!]*", re.I),
    # When its years end, which dates no figure: "(fiscal years ended January 31)".
    re.compile(
        r"\((?:(?:for|its|the) )*(?:fiscal )?years? (?:ended|ending|ends?) (?:(?:in|on) )?"
        rf"(?:{MONTH_NAMES}) ?\d{{0,2}}\)",
        re.I,
    ),
    re.compile(
        rf"\((?:using|based on|as shown|(?:per|from) {SOURCE}|in (?:units|usd|millions|billions|thousands))[^()]*\)",
        re.I,
    ),
)
# A sentence ends at its mark; "U.S. revenue" ends none. What follows "the question is:" begins another.
_SENTENCE_END = re.compile(
    r"(?<!\bU\.S)(?<!\bvs)(?<!\bInc)(?<!\bCorp)(?<!\bCo)[.?!]+(?=\s+[A-Z\"“(])|[.?!]+\s*$"
    r"|:(?=\s+(?:what|how|which|who|is|are|was|were|did|does|do|has|have|compute|calculate)\b)",
    re.I,
)
_OPENS = re.compile(
    r"\b(?:what|how|which|who|whose|is|are|was|were|did|does|do|has|have|had|can|could|will|would|compute|calculate|"
    r"determine|find|tell|give|provide|state|report)\b",
    re.I,
)
# How a question of its own begins.
_ASKS = re.compile(
    r"(?:(?:and|but|if (?:so|not|yes|no)|also|then),? )*(?:(?:in|by|to|from|of|for|at) )?"
    r"(?:what|how|which|who|whom|whose|why|when|where|is|are|was|were|did|does|do|has|have|had|can|could|will|would)\b",
    re.I,
)
# Words by which a sentence that names no figure may still change the one that is asked for.
_CHANGES = re.compile(
    r"\b(?:ignor\w*|omit\w*|leav\w+ out|add(?:ing|ed)? back|deduct\w*|subtract\w*|instead|unless|tax[-"
    r" ]effect\w*|hypothetical\w*|"
    r"tax rate|inflat\w*|convert\w*)\b",
    re.I,
)


# The balance sheet's long-term debt is less what is due within a year; to say so changes nothing.
_NONCURRENT = re.compile(
    r"\blong[- ]term (?:debt|borrowings|obligations)(?P<said>[,(\s]+(?:excluding|exclusive of|less|net of|"
    r"not including)(?: the| its| any)?(?: current (?:portion|maturities|installments)(?: of (?:long[- ]term )?debt)?|"
    r" (?:debt|amounts?|borrowings|portions?) (?:maturing|due|payable) within (?:one|1|a|12) (?:year|months))\)?)",
    re.I,
)


def without_asides(text: str, definitions: Sequence[Definition] = ()) -> str:
    """The asking words alone, at the same length.

    Blanked out are the definitions given, roles, "if it is not useful …", statements named as the source, the days on
    which fiscal years end, how a negative result is to be signed, what long-term debt excludes anyway, glosses of a
    figure in parentheses ("capex (purchases of property and equipment)"), and sentences that name no figure beside one
    that does, such as those about units, rounding and sources. Where nothing is left, the text is kept whole.
    """
    kept, sources = _plainer(text, definitions)
    kept = blanked(kept, _frames(kept, _sentences(text, kept), sources))
    return kept if re.search(r"\w{3}", kept) else text


def remarks(text: str, definitions: Sequence[Definition] = ()) -> str:
    """The sentences beside the asking one, which name no figure, at the same length: they may still say that another
    figure is meant ("Give it per employee."), and so may what follows a semicolon. A second question that opens as one
    asks for more, not for another figure. Definitions, roles and sources are blanked out in them."""
    kept, _ = _plainer(text, definitions)
    named = [mention.start for mention in mentions(kept)]
    asking = []
    for start, end in _sentences(text, kept):
        figures = [place for place in named if start <= place < end]
        if figures:
            after = kept.find(";", figures[-1], end)
            asking.append((start, after if after >= 0 else end))
        elif kept[start:end].rstrip().endswith("?") and _ASKS.match(kept[start:end].strip()):
            asking.append((start, end))
    return blanked(kept, asking) if named or definitions else ""


def _plainer(text: str, definitions: Sequence[Definition]) -> tuple[str, list[int]]:
    """The text without definitions, roles, sources and glosses, at the same length, and where the sources stood."""
    kept = blanked(text, [(definition.start, definition.end) for definition in definitions])
    kept = blanked(kept, [found.span() for pattern in _ASIDES for found in pattern.finditer(text)])
    kept = blanked(kept, [found.span("said") for found in _NONCURRENT.finditer(text)])
    sources = [
        found.span()
        for statement, pattern in STATEMENT_WORDS
        for found in pattern.finditer(text)
        if not re.search(r"\bon (?:the |its )?$", text[: found.start()], re.I) or statement is not Statement.BALANCE
    ]
    kept = blanked(kept, sources)
    return blanked(kept, _glosses(kept)), [start for start, _ in sources]


def _sentences(text: str, kept: str) -> list[tuple[int, int]]:
    """The sentences of a text of which something is kept."""
    edges = [0, *(end.end() for end in _SENTENCE_END.finditer(text)), len(text)]
    return [(start, end) for start, end in pairwise(edges) if kept[start:end].strip(" .")]


def _frames(text: str, sentences: Sequence[tuple[int, int]], sources: Sequence[int]) -> list[tuple[int, int]]:
    """The sentences that name no figure, and in the others the opening clauses that only say where to look.

    Nothing is a frame where no sentence names a figure, or where its words may change the figure that is asked for.
    """
    named = [mention.start for mention in mentions(text)]
    if len(sentences) > 1 and named:
        spans = [
            (start, end)
            for start, end in sentences
            if not any(start <= place < end for place in named)
            and not text[start:end].rstrip().endswith("?")
            and _harmless(text[start:end])
        ]
    else:
        spans = []
    for start, end in sentences:
        if (start, end) not in spans:
            spans += _opening_clauses(text, start, end, named, sources)
    return spans


def _opening_clauses(
    text: str, start: int, end: int, named: Sequence[int], sources: Sequence[int]
) -> list[tuple[int, int]]:
    """Clauses before the one that asks, which name a statement as the source and no figure."""
    spans, at = [], start
    for comma in re.finditer(r", (?=\w)", text[start:end]):
        here = start + comma.end()
        clause = text[at:here]
        asks = _OPENS.match(clause.strip())
        told = any(at <= place < here for place in sources)
        if asks or not told or any(at <= place < here for place in named) or not _harmless(clause):
            break
        spans.append((at, start + comma.start()))
        at = here
    return spans


def _harmless(words: str) -> bool:
    return not (qualified(words) or broken_down(words) or _CHANGES.search(words))


def _glosses(text: str) -> list[tuple[int, int]]:
    """Parentheses right after a figure that name it again: "return on assets (ROA)", "net PP&E (fixed assets)"."""
    found = mentions(text)
    spans = []
    for group in re.finditer(r"\(([^()]+)\)", text):
        before = [m for m in found if m.end <= group.start() and not text[m.end : group.start()].strip()]
        within = [m for m in found if group.start() < m.start < group.end()]
        if before and within and all(_same(before[-1], m) for m in within) and not qualified(group[1]):
            spans.append(group.span())
    return spans


def _same(one: Mention, other: Mention) -> bool:
    return (one.kind, one.name) == (other.kind, other.name)
