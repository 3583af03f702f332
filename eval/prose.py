"""Reads a reply in prose: its sentences, which of them conclude, which refuse, which way they point, their words."""

import re

__all__ = [
    "apologises",
    "concludes",
    "conclusions",
    "direction",
    "opening",
    "refusal_strength",
    "refuses",
    "sentences",
    "stems",
]

_ABBREVIATION = re.compile(
    r"\b(?:Inc|Corp|Co|Ltd|No|vs|approx|Mr|Ms|Dr|St|U\.S|U\.K|e\.g|i\.e|cf|p|pp|Fig|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.$"
)
_BREAK = re.compile(r"(?<=[.!?])[\"”’)*]*\s+(?=[\"“(*$€£]*[A-Z0-9$€£-])|\n+")


def sentences(text: str) -> list[str]:
    """Cut a reply into sentences and lines, in order, leaving abbreviations and decimals whole."""
    pieces: list[str] = []
    start = 0
    for match in _BREAK.finditer(text):
        piece = text[start : match.start()]
        if "\n" not in match[0] and _ABBREVIATION.search(piece):
            continue
        if piece.strip():
            pieces.append(piece.strip())
        start = match.end()
    if text[start:].strip():
        pieces.append(text[start:].strip())
    return pieces


_FINAL = re.compile(r"\b(?:final answer|the answer (?:is|would be)|answer\s*[:=])", re.IGNORECASE)
_THEREFORE = re.compile(
    r"\b(?:therefore|thus|hence|in conclusion|to conclude|in summary|in short|overall|consequently|accordingly|"
    r"rounded|rounding|when expressed in|when converted|expressed in|we can conclude|"
    r"based on (?:this|these|that|the above))\b|^(?:so|finally)\b,?",
    re.IGNORECASE,
)


def conclusions(text: str) -> list[str]:
    """The sentences that may state the result, the likeliest first.

    "The answer is …" beats "therefore …" beats the last equation beats the opening sentence beats the last one; of two
    of a kind the later counts, as reasoning comes before its result.
    """
    pieces = sentences(text)
    final: list[str] = []
    therefore: list[str] = []
    announced = ""
    for piece in pieces:
        if _FINAL.search(piece) or announced == "final":
            final.append(piece)
        elif _THEREFORE.search(piece) or announced == "therefore":
            therefore.append(piece)
        # "Therefore:" announces the line after it.
        announced = (
            ("final" if piece in final else "therefore" if piece in therefore else "") if piece.endswith(":") else ""
        )
    computed = [piece for piece in pieces if re.search(r"[=≈]\s*[^\w=]{0,3}\d", piece)]
    ordered = [*reversed(final), *reversed(therefore), *computed[-1:], *pieces[:1], *reversed(pieces)]
    return list(dict.fromkeys(ordered))


def concludes(piece: str) -> bool:
    """Whether a sentence is put as a result ("therefore", "the answer is", "rounded to")."""
    return bool(_FINAL.search(piece) or _THEREFORE.search(piece))


def opening(text: str) -> str:
    """The first sentence, or an empty string."""
    return next(iter(sentences(text)), "")


_NO_INFORMATION = re.compile(
    r"""\b(?:(?:do|does|did|is|are|was|were|could|have)n['’]t|can['’]t|cannot|not|no|never|unable\s+to|without|
          insufficient|lacks?)\b
        [^.!?\n]{0,120}?
        \b(?:provid\w*|includ\w*|contain\w*|mention\w*|specif\w*|disclos\w*|stat(?:e|ed|es|ing)|available|access|
           information|determin\w*|
           calculat\w*|comput\w*|answer\w*|find|found|enough|sufficient|details?|data|evidence|know|assist|context|possible|
           discuss\w*|give|given|indicat\w*|address\w*|cover\w*|hold|show\w*)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_STRONG = re.compile(
    r"""i['’]?m\s+sorry|i\s+am\s+sorry|\bapologi[sz]e\b|\bunfortunately\b|as\s+an\s+ai\b
        |\b(?:i|we)\s+(?:do\s+not|don['’]?t|did\s+not)\s+(?:have|know|find)\b
        |\b(?:i|we)\s+(?:would|will|['’]d)\s+need\b|\byou\s+(?:would|will|['’]d|['’]ll)\s+(?:typically\s+|first\s+)?need\b
        |\bif\s+you\s+(?:can\s+|could\s+)?(?:provide|share|have)\b|\bplease\s+(?:provide|refer\s+to|consult|check\s+(?:the\b|with\b|\w+['’]s\b))
        |\b(?:you|one)\s+(?:should|may|can|could|might)\s+(?:also\s+)?(?:refer|consult|check|look)\b
        |\bnot\s+(?:found|disclosed|available|stated|provided|given|mentioned|reported)\s+
          in\s+the\s+(?:filings?|documents?|context|text|passages?|evidence|information)
        |\b(?:is|are|was|were|has|have|find|found|contains?|provides?)\s+no
          \s+(?:[\w-]+\s+){0,2}?(?:information|data|answer|evidence)\b
        |\b(?:cannot|can['’]t|unable\s+to|not\s+possible\s+to|impossible\s+to|could\s+not|couldn['’]t)\s+(?:be\s+)?(?:\w+ly\s+)?
          (?:answer\w*|determin\w*|calculat\w*|comput\w*|provid\w*|find|found|say|said|confirm\w*|give|given|
          locate\w*|identif\w*|verif\w*|assist)
        |\b(?:does|do|did)(?:\s+not|n['’]t)\s+(?:explicitly\s+|specifically\s+|directly\s+)?(?:provide|include|contain|have|offer|give|hold)\s+
          (?:[\w'’-]+\s+){0,4}?(?:information|data|details?|evidence|figures?|context)\b
        |\bnot\s+possible\s+to\s+(?:\w+ly\s+)?(?:say|tell|assess|conclude|know)\b
        |\bi\s+could\s+not\s+find\b|\bdon['’]t\s+know\b|\bdo\s+not\s+know\b|\binsufficient\s+(?:information|data|context)\b""",
    re.VERBOSE | re.IGNORECASE,
)


def refuses(text: str) -> bool:
    """Whether a piece of a reply says that the answer is not there or cannot be given."""
    return bool(_STRONG.search(text) or _NO_INFORMATION.search(text))


def apologises(text: str) -> bool:
    """Whether a sentence turns the question down outright: an apology, a lack of access, a request for more data."""
    return bool(_STRONG.search(text))


def refusal_strength(text: str) -> int:
    """How many of a reply's first three and last two sentences refuse, outright refusals counted twice."""
    total = 0
    pieces = sentences(text)
    for piece in pieces if len(pieces) <= 5 else [*pieces[:3], *pieces[-2:]]:
        total += 2 if _STRONG.search(piece) else 1 if _NO_INFORMATION.search(piece) else 0
    return total


_UP = re.compile(
    r"\b(?:improv\w*|increas\w*|gr[eo]w\w*|higher|rose|rise[ns]?|rising|expand\w*|strengthen\w*|gain(?:ed|s)?|up|positive|more|better|"
    r"accelerat\w*|exceed\w*|healthy|strong(?:er)?)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:declin\w*|decreas\w*|deteriorat\w*|lower(?:ed)?|fell|fall(?:en|ing|s)?|drop(?:s|ped|ping)?|reduc\w*|"
    r"shr[aiu]nk\w*|worse\w*|weaken\w*|"
    r"down|negative|less|contract(?:ed|ing|ion)|narrow\w*|unhealthy|weak(?:er)?|slow(?:ed|er|ing)?)\b",
    re.IGNORECASE,
)
_STOP = frozenset(
    re.findall(
        r"\w+",
        """a an the of in on at to for from by with and or as is are was were be been being did does do has
        have had its it this that these those which who whom whose what when where why how if then than any
        all there their they them he she his her we you your i our us can could would should will may might
        must also into over under between about based data fy fiscal year years please state explain using
        use company companies business report reported reports information according provided s t inc corp
        corporation compared same period so because while during was most due not no yes""",
    )
)


def stems(text: str) -> list[str]:
    """Content words in order, lower case, with the commonest English endings cut ("declined" → "declin")."""
    found = []
    for word in re.findall(r"[a-z][a-z&'’-]*[a-z]|[a-z]", text.lower().replace("'s", "").replace("’s", "")):
        if word in _STOP:
            continue
        found.append(_stem(word))
    return found


def _stem(word: str) -> str:
    for ending in (
        "ations",
        "ation",
        "ments",
        "ment",
        "ities",
        "ity",
        "ings",
        "ing",
        "ies",
        "edly",
        "ed",
        "es",
        "ly",
        "s",
        "e",
        "y",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def direction(text: str) -> int:
    """+1 for up or better, -1 for down or worse, 0 when neither or both; a negation before the word turns it."""
    total = 0
    for pattern, sign in ((_UP, 1), (_DOWN, -1)):
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 40) : match.start()]
            total += -sign if re.search(r"\b(?:not|no|never|without)\b|n['’]t\b", before, re.I) else sign
    return (total > 0) - (total < 0)
