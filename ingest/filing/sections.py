"""Find the items of 10-K and 10-Q filings and their numbered notes, and say which a page falls under."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Page

__all__ = ["Heading", "find_headings", "with_sections"]

# Words that the titles of the items begin with (Form 10-K and Form 10-Q, general instructions), by item number.
_TITLES = {
    "1": "business|financial statements|condensed|consolidated|legal proceedings|unaudited|index|general",
    "1A": "risk",
    "1B": "unresolved",
    "1C": "cybersecurity",
    "2": "properties|management|unregistered|description",
    "3": "legal|quantitative|defaults",
    "4": "mine|controls|submission|disclosure controls|\\(?removed|reserved|\\[reserved",
    "5": "market|other information",
    "6": "selected|exhibits|\\[?\\(?reserved",
    "7": "management",
    "7A": "quantitative|qualitative|disclosures about",
    "8": "financial|consolidated",
    "9": "changes",
    "9A": "controls|evaluation",
    "9B": "other",
    "9C": "disclosure",
    "10": "directors",
    "11": "executive|compensation",
    "12": "security|stock ownership",
    "13": "certain|related",
    "14": "principal|fees",
    "15": "exhibit|financial statement",
    "16": "form 10-?k|summary",
}
_ORDER = {item: place for place, item in enumerate(_TITLES)}
_PART = re.compile(r"^\W*part\s+(i{1,3}|iv)\b(?!\s*,)[\s.:,–—-]*(.{0,60})$", re.IGNORECASE)
_ITEM = re.compile(r"^\W*items?\s+(\d{1,2}[abc]?)\s*[.:\-–—]*\s*(?:and\s+\d\w?\.?\s*)?(.*)$", re.IGNORECASE)
_NOTE = re.compile(r"^\W*(?:note|NOTE|Note)\s+(\d{1,2})\s*[.:\-–—|]*\s*([A-Z(].{2,150}?)?\s*(\((?i:continued)\))?$")
# Some filers number their notes without the word: "6. Leases", "(6) Leases".
_BARE_NOTE = re.compile(r"^(?:(\d{1,2})[.:]?|\((\d{1,2})\))\s*[–—-]?\s+([A-Z][^.;:?!]{3,110})$")
_FEWEST_NOTES = 5
_LEADERS = re.compile(r"(?:[\s.…_]{3,}|\s)\d{1,3}(?:\s*[-–]\s*\d{1,3})?$")
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's beginning: its title as printed, the index of its page, how far down the page (0 to 1), and its
    place in the order of the form (part, item, note)."""

    title: str
    page: int
    depth: float
    order: tuple[int, int, int]


def with_sections(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages, each with the heading it falls under: the one that begins in its upper half, or else the one that
    goes on from before. Pages that have a section already keep it."""
    headings = find_headings(pages)
    found: list[Page] = []
    item = note = ""
    waiting = iter(headings)
    upcoming = next(waiting, None)
    for index, page in enumerate(pages):
        section = " · ".join(filter(None, (item, note)))
        while upcoming is not None and upcoming.page == index:
            if upcoming.order[2]:
                note = upcoming.title
            else:
                item, note = upcoming.title, ""
            if upcoming.depth < 0.5 or not section:
                section = " · ".join(filter(None, (item, note)))
            upcoming = next(waiting, None)
        found.append(page if page.section or not section else replace(page, section=section))
    return tuple(found)


def find_headings(pages: Sequence[Page]) -> list[Heading]:
    """The items and notes in reading order, tables of contents and cross-references left out."""
    items: list[Heading] = []
    notes: list[Heading] = []
    bare: list[Heading] = []
    part = 0
    for index, page in enumerate(pages):
        lines = [line.strip() for line in page.text.split("\n")]
        on_page: list[Heading] = []
        for number, line in enumerate(lines):
            if not line or len(line) > _LONGEST:
                continue
            following = next((text for text in lines[number + 1 : number + 3] if text), "")[:_LONGEST]
            depth = number / len(lines)
            if match := _PART.match(line):
                part = {"i": 1, "ii": 2, "iii": 3, "iv": 4}[match[1].lower()]
            elif match := _ITEM.match(line):
                title = _item_title(match[1].upper(), match[2], following)
                if title is not None:
                    on_page.append(Heading(title, index, depth, (part, _ORDER[match[1].upper()], 0)))
            elif match := _NOTE.match(line):
                title = _note_title(match, following)
                if title is not None:
                    notes.append(Heading(title, index, depth, (0, 0, int(match[1]))))
            elif (match := _BARE_NOTE.match(line)) and _is_title(match[3]):
                note = match[1] or match[2]
                bare.append(Heading(f"Note {note}. {match[3].strip()}", index, depth, (0, 0, int(note))))
        items.extend(on_page)
    items = _in_order(_without_contents(items))
    numbered = _numbered(notes)
    if len(numbered) < _FEWEST_NOTES:
        statements = [heading.page for heading in items if "financial statements" in heading.title.lower()]
        without_word = _numbered([heading for heading in bare if heading.page >= min(statements, default=0)])
        numbered = without_word if len(without_word) >= _FEWEST_NOTES else numbered
    return sorted((*items, *numbered), key=lambda heading: (heading.page, heading.depth))


def _item_title(item: str, rest: str, following: str) -> str | None:
    """The heading's text when its title is one the form gives the item; None for a mere mention."""
    words = _TITLES.get(item)
    if words is None or _LEADERS.search(rest):
        return None
    title = rest.strip() or following
    if (
        not re.match(rf"[\W_]*(?:{words})", title, re.IGNORECASE)
        or title.endswith((",", ";"))
        or _LEADERS.search(title)
    ):
        return None
    if re.search(r"\b(?:of|in) (?:this|our|the) (?:annual|quarterly|form)|\bsee\b|[”\"]\s", title, re.IGNORECASE):
        return None
    return f"Item {item}. {' '.join(title.split()).strip(' .')}"


def _note_title(match: re.Match[str], following: str) -> str | None:
    title = match[2] or (following if re.match(r"[A-Z]", following) and len(following) < 90 else "")
    sentence = title.endswith((".", ",", ";", ":")) or re.search(
        r"\b(?:is|are|was|were|see|for further|of the)\b", title
    )
    if not title or sentence or _LEADERS.search(title):
        return None
    return f"Note {match[1]}. {title.strip()}"


def _without_contents(items: list[Heading]) -> list[Heading]:
    """Less the pages that only list the items: four or more of which most come again later."""
    kept: list[Heading] = []
    for page in sorted({heading.page for heading in items}):
        here = [heading for heading in items if heading.page == page]
        later = {heading.order[1] for heading in items if heading.page > page}
        if len(here) >= 4 and sum(heading.order[1] in later for heading in here) * 2 > len(here):
            continue
        kept.extend(here)
    return kept


def _in_order(items: list[Heading]) -> list[Heading]:
    """The longest run of headings in the form's order, so that a stray mention cannot break the sequence."""
    ends: list[tuple[int, int]] = []  # last order of the best run of each length
    runs: list[list[Heading]] = []
    for heading in items:
        # Strictly increasing: a repeated heading (a "continued" line) starts nothing new.
        place = bisect_left(ends, heading.order[:2])
        run = [*(runs[place - 1] if place else []), heading]
        if place == len(ends):
            ends.append(heading.order[:2])
            runs.append(run)
        else:
            ends[place], runs[place] = heading.order[:2], run
    return runs[-1] if runs else []


def _is_title(text: str) -> bool:
    """Whether a line reads as a title: nearly all its longer words are capitalised, and it holds no figures."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    return bool(words) and not re.search(r"\d", text) and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _numbered(notes: list[Heading]) -> list[Heading]:
    """The longest run of notes that follow one another by number, few left out; of runs as long, the latest.

    A sentence that begins with "Note 7" and a table of contents can so not break or replace the sequence.
    """
    runs: list[list[Heading]] = []
    for place, heading in enumerate(notes):
        number = heading.order[2]
        before = [run for run, other in zip(runs, notes[:place], strict=True) if 0 < number - other.order[2] <= 3]
        best = max(reversed(before), key=len, default=[])
        runs.append([*best, heading] if best or number <= 3 else [])
    return max(reversed(runs), key=len, default=[])
