"""The lines that a company's own statements and notes print, as names that a question may use for figures.

The vocabulary of standard concepts holds what most companies report; "technology and content" or "wireless cost of
equipment" stands in one company's statements alone, "finished goods" in a note. Printed labels are names too, each for
its line.
"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from assistant.ledger import FactSource, Ledger
from assistant.question import Question
from assistant.vocabulary import OwnName
from ingest.document import Document
from ingest.filing.concepts import concept, concepts
from ingest.filing.labels import normal_label
from ingest.filing.lines import line_name, line_words

__all__ = ["own_names"]

FILINGS = 2  # whose statements are read: the period's own, and one beside it for a line told anew
_KINDS = ("segment", "region", "division", "business")
_Span = tuple[str, date | None, date | None]  # a document and a period
_PLAIN_TEXT = "total net other and of the in on for from to a an by with at as its all gross current"
_PLAIN = frozenset(_PLAIN_TEXT.split())
# Below a statement, what is said again of its lines: "includes stock-based compensation as follows".
_MEMO = re.compile(r"^(?:includes|including|of which|supplement|memo)")
_NOUNS = re.compile(r"\b(?:revenues?|sales|expenses?|costs?|income|earnings|loss(?:es)?|gains?|benefits?)\b")
_EARNED = re.compile(r"\b(?:revenues?|sales)\b")
_SPENT = re.compile(r"\b(?:costs?|expenses?)\b")


def own_names(
    question: Question, documents: Sequence[Document], source: FactSource, *, said: str = "", notes: bool = False
) -> tuple[OwnName, ...]:
    """What the statements of the one company asked about call their lines, in the nearest filings of the period asked
    about, as far as the words of the question and of what was `said` before it go; with `notes`, their other tables
    too.

    A line that stands twice under one label with different figures has no name.
    """
    if len(question.companies) != 1:
        return ()
    own = [document for document in documents if document.id in question.companies[0].documents]
    ledger = Ledger(own, source, question.forms)
    period = question.period or ledger.newest()
    if period is None:
        return ()
    near = ledger.nearest(period)[:FILINGS]
    asked = {
        word.removesuffix("s")
        for word in re.findall(r"[^\W_]+", f"{said} {question.text}".casefold().replace("&", " and "))
    }
    values: dict[str, dict[_Span, set[Decimal]]] = {}
    standards: dict[str, set[str | None]] = {}
    for document, fact in source.facts([document.id for document in near]):
        name = line_name(fact)
        if name is None or _MEMO.search(line_words(name)[1]):
            continue
        if name.startswith(("line_note", "line_part")) and not notes:
            continue
        span = document, fact.period_start, fact.period_end
        values.setdefault(name, {}).setdefault(span, set()).add(abs(fact.value))
        standards.setdefault(name, set()).add(fact.standard)
    names: dict[str, OwnName] = {}
    for name, meant in standards.items():
        standard = next(iter(meant)) if len(meant) == 1 and not name.startswith("line_part") else None
        if standard is None and any(len(figures) > 1 for figures in values[name].values()):
            continue  # stands twice, with different figures
        for words in _spoken_part(name, question) if name.startswith("line_part") else _spoken(name, question):
            if not {word.removesuffix("s") for word in words.split()} <= asked:
                continue
            known = names.get(words)
            if known is None:
                names[words] = OwnName(words, standard or name)
            elif known.name != (standard or name) and not _agree(values.get(known.name, {}), values[name]):
                names[words] = OwnName(words, "")  # two lines go by it
    return tuple(own_name for own_name in names.values() if own_name.name)


def _agree(one: dict[_Span, set[Decimal]], other: dict[_Span, set[Decimal]]) -> bool:
    """Whether two lines print the same figures wherever both print one: then they are one line in two tables."""
    shared = one.keys() & other.keys()
    return bool(shared) and all(one[span] == other[span] for span in shared)


def _spoken(name: str, question: Question) -> list[str]:
    """How a question may call a line: by its label, with the noun that its heading leaves to be understood; where the
    label or the heading is the figure that is named beside it ("what share of sales came from Canada"), by the other.
    """
    label, section = line_words(name)
    income = name.startswith("line_income")
    bare = re.sub(r"^(?:total|net) (?=\w+ \w+)", "", label)
    forms = [label, bare]
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


def _part_words(name: str) -> tuple[str, str]:
    """The standard concept and the part that a line of a part is of."""
    _, concept_name, member = name.split("__", 2)
    return concept_name, member.replace("_", " ")


def _spoken_part(name: str, question: Question) -> list[str]:
    """How a question may call the figure of a part: by both, or by the part alone where the figure stands beside it."""
    concept_name, member = _part_words(name)
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
