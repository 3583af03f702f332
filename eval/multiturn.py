"""Conversations whose later turns make sense only after the earlier ones, over filings with known answers.

A conversation (invented), as the file `conversations.jsonl` may hold it, one a line, and as tagged filings give it:

    {"id": "larkspur-1", "turns": [
       {"question": "What was Larkspur's revenue in fiscal 2021?", "answer": "$1,204 million"},
       {"question": "And the year before?", "answer": "$1,122 million"},
       {"question": "By what percentage did it change?", "answer": "7.3%"}]}

An answer of null says that the filings hold none: the turn is not asked, but stands in the history of the later ones,
with "said" as its answer there. Every turn is one example whose history holds the earlier questions with their gold
answers, so that a turn is judged by itself and one slip does not fail the rest. The first turns are counted too (kind
"turn 1"): the fall from there is what the conversation costs.
"""

import random
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from assistant.answer import Answer
from eval.benchmark import Example, Judged, Place
from eval.errors import MalformedData
from eval.jsonl import read_jsonl, require
from eval.run import file_hash
from eval.score import score
from eval.xbrl import XBRL
from eval.xbrl_questions import Asker, Key, Known, gold_text, known_values, year_before
from ingest.errors import UnreadableFile
from ingest.filing.concepts import concept
from ingest.parse import parse_file

__all__ = ["FILE", "MultiTurn"]

FILE = "conversations.jsonl"
LINES = ("revenue", "net_income", "operating_income", "r_and_d", "operating_cash_flow", "total_assets", "gross_profit")
MARGINS = {
    "net_income": "net margin",
    "operating_income": "operating margin",
    "gross_profit": "gross margin",
}
PER_FILING = 5
FILINGS = (".pdf", ".htm", ".html", ".xhtml")
Turn = tuple[str, Any, tuple[Place, ...]]
"""A question, its gold (None where the filings do not answer it) and where the answer stands."""


class MultiTurn:
    """The benchmark over a folder that holds `conversations.jsonl`, or inline XBRL filings to make conversations of."""

    name = "multiturn"
    uses_index = True

    def __init__(self, data: Path, seed: int = 0) -> None:
        self.data = data
        self.seed = seed
        self._tagged = XBRL(data)

    @property
    def scripted(self) -> bool:
        """Whether the folder holds conversations that somebody wrote."""
        return (self.data / FILE).is_file()

    @property
    def filings(self) -> list[Path]:
        """The filings that the folder holds, by name.

        Raises:
            MalformedData: it holds none.
        """
        if not self.scripted:
            return self._tagged.filings
        found = sorted(path for path in self.data.iterdir() if path.suffix.lower() in FILINGS)
        if not found:
            raise MalformedData(f"{self.data} holds {FILE} but no filing: put them there, or name an --index of them")
        return found

    def settings(self) -> Mapping[str, Any]:
        """The hash of the conversations or of the filings."""
        data = file_hash(self.data / FILE) if self.scripted else self._tagged.settings()["data"]
        return {"data": data, "seed": self.seed}

    def files(self) -> Mapping[str, Path]:
        """The filings in the folder, by name without ending."""
        return {path.stem: path for path in self.data.iterdir() if path.suffix.lower() in FILINGS}

    def examples(self) -> Sequence[Example]:
        """Every turn of every conversation, in order."""
        return self._examples

    @cached_property
    def _examples(self) -> list[Example]:
        found = list(self._read() if self.scripted else self._make())
        if not found:
            raise MalformedData(f"{self.data} gives no conversation; it needs {FILE} or tagged filings over two years")
        return found

    def judge(self, example: Example, answer: Answer) -> Judged:
        """By value, direction and refusal (see eval.score)."""
        refused = answer.refused
        return Judged(score(example.question, example.gold, answer.text, refused=refused))

    def _read(self) -> Iterator[Example]:
        path = self.data / FILE
        for place, row in enumerate(read_jsonl(path, ("id", "turns")), 1):
            where = f"{path} line {place}"
            turns = [require(turn, ("question", "answer"), where) for turn in row["turns"]]
            said = [turn["answer"] if turn["answer"] is not None else turn.get("said", NOT_THERE) for turn in turns]
            found: list[Turn] = [
                (
                    str(turn["question"]),
                    turn["answer"],
                    tuple(
                        Place(str(item["document"]), int(item["page"]))
                        for item in (
                            require(item, ("document", "page"), f"{where}, evidence")
                            for item in turn.get("evidence", ())
                        )
                    ),
                )
                for turn in turns
            ]
            yield from _turns(str(row["id"]), found, [str(text) for text in said])

    def _make(self) -> Iterator[Example]:
        """Conversations about each filing, and one a filing that goes on to the next company."""
        read: list[_Filing] = []
        for path in self._tagged.filings:
            try:
                parsed = parse_file(path)
            except UnreadableFile:
                continue
            plain = known_values(f for f in parsed.facts if f.origin == "xbrl" and not f.dimensions and f.page)
            if parsed.identity.company:
                rng = random.Random(f"{self.seed} {path.stem}")
                read.append(_Filing(path.stem, plain, Asker(parsed.identity, rng), rng))
        for filing in read:
            yield from _within(filing)
        for one, other in pairwise([*read, *read[:1]]):
            yield from _across(one, other)


@dataclass(frozen=True, slots=True)
class _Filing:
    """A filing to talk about: its name, its known values, who words the questions, and chance."""

    name: str
    plain: dict[Key, Known]
    asker: Asker
    rng: random.Random

    def latest(self, lines: Collection[str] = LINES) -> list[Key]:
        """The values of the filing's own period, in chance order."""
        found = [k for k in sorted(self.plain, key=str) if k[0] in lines and k[2] == self.asker.identity.period_end]
        self.rng.shuffle(found)
        return found

    def places(self, *values: Known) -> tuple[Place, ...]:
        """The pages where values stand."""
        return tuple(Place(self.name, page) for page in sorted({page for value in values for page in value.pages}))


def _within(filing: _Filing) -> Iterator[Example]:
    """A value, the same a year before, the change between the two, another line; or a margin built turn by turn."""
    asker, rng, plain = filing.asker, filing.rng, filing.plain
    latest = filing.latest()
    made = 0
    for line, start, end in latest:
        known, before = plain[line, start, end], year_before(plain, line, start, end)
        if before is None or before[1].value <= 0 or known.value <= 0 or made == PER_FILING - 1:
            continue
        made += 1
        earlier = before[1]
        change = (known.value - earlier.value) / earlier.value * 100
        first = asker.value(line, known, start, end)
        then = rng.choice(["And the year before?", "What was it a year earlier?", "How about the prior year?"])
        compared = rng.choice(["By what percentage did it change between the two?", "So what was the percent change?"])
        turns: list[Turn] = [
            (first.text, first.gold, filing.places(known)),
            (then, gold_text(earlier), filing.places(earlier)),
            (f"{compared} Round to one decimal place.", f"{change:.1f}%", filing.places(known, earlier)),
        ]
        other = next((key for key in latest if key[0] != line and key[1:] == (start, end)), None)
        if other:
            asked = f"And its {concept(other[0]).names[0]} {asker.when(start, end)}?"
            turns.append((asked, gold_text(plain[other]), filing.places(plain[other])))
        yield from _turns(f"{filing.name}-{made}", turns)
    for line, start, end in filing.latest(MARGINS):
        whole = plain.get(("revenue", start, end))
        part = plain[line, start, end]
        if whole and whole.value > 0 and part.value > 0:
            first = asker.value("revenue", whole, start, end)
            turns = [
                (first.text, first.gold, filing.places(whole)),
                (
                    rng.choice([f"And the {concept(line).names[0]}?", f"What about {concept(line).names[0]}?"]),
                    gold_text(part),
                    filing.places(part),
                ),
                (
                    f"So what was the {MARGINS[line]}? Answer in percent with one decimal place.",
                    f"{part.value / whole.value * 100:.1f}%",
                    filing.places(part, whole),
                ),
            ]
            yield from _turns(f"{filing.name}-{made + 1}", turns)
            return


def _across(one: _Filing, other: _Filing) -> Iterator[Example]:
    """A value, then the same line of another company, named with its own period."""
    if one.name == other.name or one.asker.identity.company == other.asker.identity.company:
        return
    theirs = {key[0]: key for key in other.latest()}
    for line, start, end in one.latest():
        if line in theirs:
            known, key = one.plain[line, start, end], theirs[line]
            first = one.asker.value(line, known, start, end)
            company, when = other.asker.company(), other.asker.when(key[1], key[2])
            turns: list[Turn] = [
                (first.text, first.gold, one.places(known)),
                (f"And {company}'s {when}?", gold_text(other.plain[key]), other.places(other.plain[key])),
            ]
            yield from _turns(f"{one.name}-other", turns)
            return


NOT_THERE = "The filings do not say."
"""What the history holds as the answer to a turn that the filings do not answer."""


def _turns(name: str, turns: Sequence[Turn], said: Sequence[str] | None = None) -> Iterator[Example]:
    """The turns of a conversation that have an answer, each with all before it; `said` are the answers as history."""
    told = said or [str(gold) for _, gold, _ in turns]
    for place, (question, gold, places) in enumerate(turns):
        if gold is None:
            continue
        yield Example(
            id=f"{name}.{place + 1}",
            question=question,
            gold=gold,
            kind=f"turn {place + 1}",
            history=tuple((turns[before][0], told[before]) for before in range(place)),
            documents=tuple(dict.fromkeys(p.document for p in places)),
            evidence=places,
        )
