"""What a question says of its figures that the formula taken for it leaves out: then the formula does not answer."""

import re
from collections.abc import Sequence

from assistant.compute.calculate import Term, parse
from assistant.compute.metrics import ALTERNATIVES
from assistant.understand.definitions import Definition
from assistant.understand.formula import Formula, meaning
from assistant.understand.narrowing import is_loose, qualified
from assistant.understand.vocabulary import flatten, mentions
from ingest.filing.concepts import concept

__all__ = ["at_odds", "beside_given", "beside_line", "not_defined", "own_formula"]


def at_odds(formula: Formula, unread: Sequence[Definition]) -> tuple[str, ...]:
    """The definitions given that could not be read and may not be the formula taken: they name other figures."""
    if formula.expression is None:
        return ()
    needed = {term.name for term in parse(formula.expression).terms if isinstance(term, Term)}
    known = needed | {term.name for name in needed for way in ALTERNATIVES.get(name, ()) for term in parse(way).terms}
    odd = []
    for definition in unread:
        said = {
            term.name
            for mention in mentions(definition.words)
            for term in parse(meaning(mention)).terms
            if isinstance(term, Term)
        }
        per_share = re.search(r"(?i)\bper (?:\w+ ){0,2}share\b", definition.words)
        if per_share and not any(concept(name).unit in ("per_share", "shares") for name in needed):
            said.add("")  # a figure of one share, which could not be read
        # Of a sum of several ratios, a remark on one of them may make it another.
        whole = needed <= said or (definition.name == "" and formula.expression.count("/") < 2)
        if not said <= known or not whole or qualified(definition.words):
            odd.append(f"{definition.name or 'its own definition'}: {definition.words}"[:80])
    return tuple(odd)


def not_defined(words: Sequence[str], formula: Formula, definitions: Sequence[Definition]) -> list[str]:
    """Those of some words that the question does not itself define: "core working capital is receivables plus …"."""
    defined = {word for one in definitions for word in flatten(one.name).split()} if formula.given else set()
    return [word for word in words if not set(flatten(word).split()) <= defined]


_OF_ANOTHER = re.compile(
    r"\b(?:what|which) (?:fraction|share|portion|proportion|percentage|percent|multiple) of\b"
    r"|\bfor (?:each|every) dollar\b",
    re.I,
)


def beside_given(ask: str, formula: Formula, definitions: Sequence[Definition]) -> tuple[str, ...]:
    """Figures that the asking words name besides what the question defines and its parts: the formula that it gives is
    then a part of what is asked for, and not known is how."""
    expression = formula.expression or ""
    parts = _parts(expression)
    titles = {mention.name for definition in definitions for mention in mentions(definition.name)}
    odd = []
    for mention in mentions(ask):
        needs = {term.name for term in parse(meaning(mention)).terms}
        known = mention.name == formula.metric or mention.name in titles or needs <= parts
        if not known and not is_loose(ask, mention):
            odd.append(mention.words)
    if "/" not in expression and (of := _OF_ANOTHER.search(ask)):
        odd.append(of[0])
    return tuple(odd)


_BRACKETED = re.compile(r"\(([^()]*[+/*×÷][^()]*)\)|(?:divided by|÷|×)")


def own_formula(ask: str, formula: Formula) -> tuple[str, ...]:
    """What looks like arithmetic of the question's own, where another formula than its own is taken."""
    if formula.expression is None or formula.joined:
        return ()
    told = [found for found in _BRACKETED.finditer(ask) if found[1] is None or len(mentions(found[1])) > 1]
    return tuple(f"its own formula: {found[0]}"[:80] for found in told[:1])


def beside_line(ask: str, formula: Formula) -> tuple[str, ...]:
    """Figures that a question names beside the one line or metric it was taken for, of which they are no part: how they
    belong together is not known."""
    if formula.expression is None or not (formula.metric or formula.expression.isidentifier()):
        return ()
    found = [mention for mention in mentions(ask) if mention.name != formula.metric and not is_loose(ask, mention)]
    parts = _parts(formula.expression)
    return tuple(
        mention.words for mention in found if not {term.name for term in parse(meaning(mention)).terms} <= parts
    )


def _parts(expression: str) -> set[str]:
    """The lines of a formula, and those that each may stand for."""
    terms = {term.name for term in parse(expression).terms}
    return terms | {term.name for name in terms for way in ALTERNATIVES.get(name, ()) for term in parse(way).terms}
