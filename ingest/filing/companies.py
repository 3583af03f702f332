"""Company names: cleaned for display, and reduced to the keys by which a question's company meets a document's."""

import re
from collections import Counter
from functools import lru_cache

__all__ = ["company_keys", "display_name", "name_key"]

_SUFFIX = (
    r"(?:incorporated|inc|corporation|corp|company|companies|co|limited|ltd|plc|llc|llp|lp|l\.p|n\.v|nv|s\.a|sa|s\.p\.a|spa|ag|"
    r"se|a/s|asa|ab|oyj|gmbh|holdings?|group|trust|the)"
)
_TRAILING = re.compile(rf"(?:[\s,]+(?:&\s*)?{_SUFFIX}\.?)+$", re.IGNORECASE)
_EDGAR_STATE = re.compile(r"\s*/\s*[A-Z]{2,3}\s*/?\s*$|\s*\\\s*[A-Z]{2}\s*\\?\s*$")
_FORMS = {
    "inc": "Inc",
    "corp": "Corp",
    "co": "Co",
    "ltd": "Ltd",
    "plc": "plc",
    "llc": "LLC",
    "llp": "LLP",
    "lp": "LP",
    "nv": "NV",
    "sa": "SA",
    "ag": "AG",
    "se": "SE",
    "usa": "USA",
    "us": "US",
}
_SMALL = {"of", "and", "the", "for", "in", "on", "at", "de", "du", "la", "an", "a"}
# Words that many companies' names have: no one is known by them alone.
_COMMON_WORDS = (
    "advanced air allied american applied associated atlantic bank best black blue brands business "
    "capital central chemical city coast communications community consolidated data digital dollar east "
    "eastern electric energy enterprise enterprises entertainment financial first food foods foundation "
    "franklin general global gold golden great green health healthcare home host industrial industries "
    "information innovative insurance international investment investors land liberty life manufacturing "
    "marine market materials media medical micro motor motors mutual national natural new north northern "
    "oil old pacific paper partners petroleum pharmaceutical pharmaceuticals pioneer power premier "
    "products progressive properties public pure real realty red regional republic research resorts "
    "resources retail royal science sciences security service services silver smart software solutions "
    "south southern southwest standard star state steel sun systems technologies technology texas tractor "
    "trade travel trust union united universal us usa water west western white works world worldwide "
)
_COMMON = frozenset(_COMMON_WORDS.split())


def display_name(name: str, text: str = "") -> str:
    """A company's name as to be shown: "3M Company", "Amcor plc", "Amazon.com, Inc.".

    A name in capitals takes the spelling that the document's running `text` uses most, else title case.
    """
    name = re.sub(r"\s+", " ", _EDGAR_STATE.sub("", name)).strip(" ,*_-–—")
    if not name or name != name.upper() or not any(char.isalpha() for char in name):
        return name
    core = _TRAILING.sub("", name) or name
    rest = name[len(core) :]
    return (_spelling(core, text) or _titled(core)) + _titled(rest)


def _spelling(core: str, text: str) -> str | None:
    """How running text spells a name: only where a lower-case word stands beside it, for headings are capitals."""
    pattern = re.compile(r"\s+".join(re.escape(word) for word in core.split()), re.IGNORECASE)
    found: Counter[str] = Counter()
    for match in pattern.finditer(text[:2_000_000]):
        # Only a neighbour on the same line counts.
        before = text[max(0, match.start() - 12) : match.start()].rpartition("\n")[2]
        after = text[match.end() : match.end() + 12].partition("\n")[0]
        around = f"{before} {after}"
        if re.search(r"\b[a-z]{2,}\b", around) and not re.search(r"[@/]", around):
            found[re.sub(r"\s+", " ", match[0])] += 1
    spelt = [(count, spelling) for spelling, count in found.items() if spelling != spelling.lower()]
    return max(spelt)[1] if spelt else None


def _titled(name: str) -> str:
    words = []
    for position, word in enumerate(name.split(" ")):
        plain = re.sub(r"[^a-z]", "", word.lower())
        if plain in _FORMS:
            words.append(re.sub(r"[A-Za-z]+", _FORMS[plain], word, count=1) if "." not in word[:-1] else word)
        elif plain in _SMALL and position:
            words.append(word.lower())
        elif any(char.isdigit() for char in word) or (len(plain) <= 3 and not re.search(r"[aeiouy]", plain)):
            words.append(word)
        else:
            titled = re.sub(r"[A-Za-z]+(?:['’][A-Za-z]+)?", lambda part: part[0].capitalize(), word)
            words.append(re.sub(r"\.Com\b", ".com", titled))
    return " ".join(words)


def name_key(name: str) -> str:
    """A name reduced for comparison: lower case, no legal form, "&" as "and", letters and digits with single spaces."""
    name = _EDGAR_STATE.sub("", name)
    name = re.sub(r"(?i)^the\s+", "", name.strip())
    name = _TRAILING.sub("", name) or name
    name = re.sub(r"(?i)\.com\b", "", name)
    name = name.lower().replace("&", " and ").replace("’", "'").replace("'s", "s")
    # Hyphens and dots join ("Coca-Cola", "U.S."): both the joined and the parted form are tried by company_keys.
    name = re.sub(r"[.']", "", name)
    return re.sub(r"[^a-z0-9]+", " ", name).strip()


@lru_cache(maxsize=1 << 16)  # every question looks at the names of all documents
def company_keys(company: str | None, ticker: str | None = None) -> frozenset[str]:
    """The normalised names by which a document's company may be asked for.

    The name without its legal form, also without blanks ("coca cola", "cocacola"), the first words where they are
    distinctive ("walmart", "foot locker"), the initials of three or more words ("amd"), and the ticker.
    """
    keys: set[str] = set()
    if ticker:
        keys.add(ticker.lower())
    if not company:
        return frozenset(keys)
    full = name_key(company)
    words = [word for word in full.split() if word != "and"]
    if not words:
        return frozenset(keys)
    keys |= {full, full.replace(" ", "")}
    keys.add(name_key(re.sub(r"[^\w\s]", " ", _TRAILING.sub("", company))))
    if len(words) >= 2:
        keys |= {" ".join(words[:2]), "".join(words[:2])}
    if words[0] not in _COMMON and len(words[0]) > 2:
        keys.add(words[0])
    every = [word for word in re.findall(r"[a-z0-9]+", company.lower()) if word not in ("and", "the")]
    named = [word for word in every if not re.fullmatch(_SUFFIX, word)]
    if len(named) >= 3:
        keys.add("".join(word[0] for word in named))
    return frozenset(key for key in keys if len(key) > 1 or (key and key == (ticker or "").lower()))
