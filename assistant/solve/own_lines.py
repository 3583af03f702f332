"""The lines that a company's own statements and notes print, as names that a question may use for figures.

The vocabulary of standard concepts holds what most companies report; "technology and content" or "wireless cost of
equipment" stands in one company's statements alone, "finished goods" in a note. Printed labels are names too, each for
its line.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from assistant.solve.ledger import FactSource, Ledger
from assistant.understand.question import Question
from assistant.understand.vocabulary import OwnName
from ingest.document import Document
from ingest.filing.concepts import concept, concepts
from ingest.filing.labels import normal_label
from ingest.filing.lines import is_noted, line_name, line_words, part_named

__all__ = ["own_names"]

FILINGS = 2  # whose statements are read: the period's own, and one beside it for a line told anew
_KINDS = ("segment", "region", "division", "business")
_Span = tuple[str, date | None, date | None]  # a document and a period
_PLAIN_TEXT = "total net other and of the in on for from to a an by with at as its all gross current"
_PLAIN = frozenset(_PLAIN_TEXT.split())
# Below a statement, what is said again of its lines: "includes stock-based compensation as follows".
_MEMO = re.compile(r"^(?:includes|including|of which|supplement|memo)")
_NOUNS = re.compile(r"\b(?:revenues?|sales|expenses?|costs?|income|earnings|loss(?:es)?|gains?|benefits?)\b")
# What is held or owed. Among flows its line is of something that happened to it, which a heading tells: "Provisions for
# credit losses: card member loans".
_HELD = re.compile(
    r"\b(?:loans?|receivables?|payables?|deposits?|inventor(?:y|ies)|securities|borrowings|debt|notes|assets|liabilities|"
    r"investments?|cash|equity|obligations?|reserves?)$"
)
_HAPPENS = re.compile(
    r"\b(?:pay(?:ments?|ing|s)?\b|paid\b|proceed|purchas|sale|sold|issu|repay|repurchas|acqui|chang|increas|decreas|provi|income|"
    r"expens|cost|gain|loss|interest|amorti|deprec|impair|writ|collect|originat|maturit|contribut|distribut|dividend|tax|"
    r"revenue|settle|redem|additions?|invest(?:ed|ing)|return)"
)
_EARNED = re.compile(r"\b(?:revenues?|sales)\b")
_SPENT = re.compile(r"\b(?:costs?|expenses?)\b")


@dataclass(slots=True)
class _Line:
    """What a line prints in each document and period, and the standard concepts that it was read for."""

    values: dict[_Span, set[Decimal]] = field(default_factory=dict)
    standards: set[str | None] = field(default_factory=set)


def own_names(
    question: Question, documents: Sequence[Document], source: FactSource, said: str = ""
) -> tuple[tuple[OwnName, ...], tuple[OwnName, ...]]:
    """What the statements of the one company asked about call their lines, and what its statements and all its other
    tables do: in the nearest filings of the period asked about, as far as the words of the question and of what was
    `said` before it go.

    A line that stands twice under one label with different figures has no name.
    """
    lines = _lines(question, documents, source)
    spoken = f"{said} {question.text}".casefold().replace("&", " and ")
    asked = {word.removesuffix("s") for word in re.findall(r"[^\W_]+", spoken)}
    stated = {name: line for name, line in lines.items() if not is_noted(name)}
    return _names(stated, question, asked), _names(lines, question, asked)


def _lines(question: Question, documents: Sequence[Document], source: FactSource) -> dict[str, _Line]:
    """The lines that the nearest filings print, by their names."""
    if len(question.companies) != 1:
        return {}
    own = [document for document in documents if document.id in question.companies[0].documents]
    ledger = Ledger(own, source, question.forms)
    period = question.period or ledger.newest()
    if period is None:
        return {}
    lines: dict[str, _Line] = {}
    for document, fact in source.facts([document.id for document in ledger.nearest(period)[:FILINGS]]):
        name = line_name(fact)
        if name is None or _MEMO.search(line_words(name)[1]):
            continue
        line = lines.setdefault(name, _Line())
        span = document, fact.period_start, fact.period_end
        line.values.setdefault(span, set()).add(abs(fact.value))
        line.standards.add(None if part_named(name) else fact.standard)
    return lines


def _names(lines: Mapping[str, _Line], question: Question, asked: set[str]) -> tuple[OwnName, ...]:
    """How the question may call the lines, in words that it uses."""
    names: dict[str, OwnName] = {}
    for name, line in lines.items():
        standard = next(iter(line.standards)) if len(line.standards) == 1 else None
        if standard is None and any(len(figures) > 1 for figures in line.values.values()):
            continue  # stands twice, with different figures
        for words in _spoken_part(name, question) if part_named(name) else _spoken(name, question):
            if not {word.removesuffix("s") for word in words.split()} <= asked:
                continue
            known = names.get(words)
            if known is None:
                names[words] = OwnName(words, standard or name)
            elif known.name != (standard or name) and not _agree(lines.get(known.name), line):
                names[words] = OwnName(words, "")  # two lines go by it
    return tuple(own_name for own_name in names.values() if own_name.name)


def _agree(one: _Line | None, other: _Line) -> bool:
    """Whether two lines print the same figures wherever both print one: then they are one line in two tables."""
    shared = one.values.keys() & other.values.keys() if one else ()
    return bool(shared) and one is not None and all(one.values[span] == other.values[span] for span in shared)


def _spoken(name: str, question: Question) -> list[str]:
    """How a question may call a line: by its label, with the noun that its heading leaves to be understood; where the
    label or the heading is the figure that is named beside it ("what share of sales came from Canada"), by the other.
    """
    label, section = line_words(name)
    income = name.startswith("line_income")
    bare = re.sub(r"^(?:total|net) (?=\w+ \w+)", "", label)
    held = "_flow_" in name and bool(_HELD.search(label)) and not _HAPPENS.search(_HELD.sub("", label))
    forms = [] if held else [label, bare]
    if section:
        heading = normal_label(re.sub(r"^(?:total|net|operating) (?=\w)", "", section))
        for said in (heading, heading.removesuffix("s")):
            forms += [f"{bare} {said}", f"{said} {bare}", f"{said} of {bare}", f"{said} for {bare}"]
    if section and name.startswith("line_note"):
        figures = {normal_label(noun) for figure in question.concepts for noun in concept(figure).names}
        part = section if label in figures else label if section in figures else ""
        forms += [part, *(f"{part} {kind}" for kind in _KINDS)] if len(part) > 2 else []
        if part:
            return [form for form in dict.fromkeys(forms) if part in form]
    if income and not _NOUNS.search(label):
        earned = bool(_EARNED.search(section)) and not _SPENT.search(section)
        nouns = ("revenue", "revenues", "sales", "net sales") if earned else ("expense", "expenses", "cost", "costs")
        forms += [f"{one} {noun}" for noun in nouns for one in (bare, bare.removesuffix("s"))]
        forms += [f"{noun} from {bare}" for noun in nouns] if earned else [f"{noun} of {bare}" for noun in nouns]
    return [form for form in dict.fromkeys(forms) if _tells(form, label)]


def _spoken_part(name: str, question: Question) -> list[str]:
    """How a question may call the figure of a part: by both, or by the part alone where the figure stands beside it."""
    concept_name, member = part_named(name) or ("", "")
    if concept_name not in concepts() or concept_name not in question.concepts:
        return []
    part = normal_label(member).removesuffix(" segment")
    nouns = [normal_label(noun) for noun in concept(concept_name).names if len(noun) > 3]
    if len(part) < 3 or part in (*_PLAIN, *nouns):
        return []
    parts = (part, *(f"{part} {kind}" for kind in _KINDS), *(f"the {part} {kind}" for kind in _KINDS))
    forms = [f"{one} {noun}" for noun in nouns for one in parts]
    forms += [f"{noun} {joint} {one}" for noun in nouns for joint in ("of", "from", "in", "for") for one in parts]
    return [*forms, *parts]


def _tells(form: str, label: str) -> bool:
    """Whether a name says enough to be no chance words of a question: two words at least, one of them the label's."""
    words = [word for word in form.split() if word not in _PLAIN]
    return len(words) >= 2 and any(word not in _PLAIN for word in label.split())
