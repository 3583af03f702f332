"""Conversations whose later turns make sense only after the earlier ones, over filings with known answers.

A conversation (invented), as the file `conversations.jsonl` may hold it, one a line, and as tagged filings give it:

    {"id": "larkspur-1", "turns": [
       {"question": "What was Larkspur's revenue in fiscal 2021?", "answer": "$1,204 million"},
       {"question": "And the year before?", "answer": "$1,122 million"},
       {"question": "By what percentage did it change?", "answer": "7.3%"}]}

Every turn is one example whose history holds the earlier questions with their gold answers, so that a turn is judged by
itself and one slip does not fail the rest. The first turns are counted too (kind "turn 1"): the fall from there is what
the conversation costs.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.answer import Answer, Status
from eval.benchmark import Example, Judged, Place
from eval.errors import MalformedData
from eval.jsonl import read_jsonl, require
from eval.run import file_hash
from eval.score import score
from eval.xbrl import XBRL
from eval.xbrl_questions import Asker, Known, gold_text, known_values, year_before
from ingest.document import Identity
from ingest.errors import UnreadableFile
from ingest.filing.concepts import concept
from ingest.parse import parse_file

__all__ = ["FILE", "MultiTurn"]

FILE = "conversations.jsonl"
LINES = ("revenue", "net_income", "operating_income", "r_and_d", "operating_cash_flow", "total_assets", "gross_profit")
PER_FILING = 4


class MultiTurn:
    """The benchmark over a folder that holds `conversations.jsonl`, or inline XBRL filings to make conversations of."""

    name = "multiturn"
    uses_index = True

    def __init__(self, data: Path, seed: int = 0) -> None:
        self.data = data
        self.seed = seed
        self.filings = XBRL(data)

    @property
    def scripted(self) -> bool:
        """Whether the folder holds conversations that somebody wrote."""
        return (self.data / FILE).is_file()

    def settings(self) -> Mapping[str, Any]:
        """The hash of the conversations or of the filings."""
        data = file_hash(self.data / FILE) if self.scripted else self.filings.settings()["data"]
        return {"data": data, "seed": self.seed}

    def files(self) -> Mapping[str, Path]:
        """The filings, where conversations are made of them."""
        return {} if self.scripted else self.filings.files()

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
        refused = answer.status is Status.ABSTAINED
        return Judged(score(example.question, example.gold, answer.text, refused=refused))

    def _read(self) -> Iterator[Example]:
        path = self.data / FILE
        for place, row in enumerate(read_jsonl(path, ("id", "turns")), 1):
            turns = [require(turn, ("question", "answer"), f"{path} line {place}") for turn in row["turns"]]
            pairs = [(str(turn["question"]), turn["answer"]) for turn in turns]
            pages = [
                tuple(Place(str(item["document"]), int(item["page"])) for item in turn.get("evidence", ()))
                for turn in turns
            ]
            yield from _turns(str(row["id"]), pairs, pages)

    def _make(self) -> Iterator[Example]:
        for path in self.filings.filings:
            try:
                parsed = parse_file(path)
            except UnreadableFile:
                continue
            plain = known_values(f for f in parsed.facts if f.origin == "xbrl" and not f.dimensions and f.page)
            yield from _conversations(path.stem, parsed.identity, plain, self.seed)


def _conversations(name: str, identity: Identity, plain: dict[Any, Known], seed: int) -> Iterator[Example]:
    """A value, the same a year before, the change between the two, another line of the same period."""
    if not identity.company:
        return
    rng = random.Random(f"{seed} {name}")
    asker = Asker(identity, rng)
    latest = [key for key in sorted(plain, key=str) if key[0] in LINES and key[2] == identity.period_end]
    rng.shuffle(latest)
    made = 0
    for line, start, end in latest:
        known, before = plain[line, start, end], year_before(plain, line, start, end)
        if before is None or before[1].value <= 0 or known.value <= 0 or made == PER_FILING:
            continue
        made += 1
        earlier = before[1]
        change = (known.value - earlier.value) / earlier.value * 100
        first = asker.value(line, known, start, end)
        turns = [
            (first.text, first.gold),
            (rng.choice(["And the year before?", "What was it a year earlier?"]), gold_text(earlier)),
            ("By what percentage did it change between the two? Round to one decimal place.", f"{change:.1f}%"),
        ]
        pages = [known.pages, earlier.pages, tuple(sorted({*known.pages, *earlier.pages}))]
        other = next((key for key in latest if key[0] != line and key[1:] == (start, end)), None)
        if other:
            turns.append((f"And its {concept(other[0]).names[0]} {asker.when(start, end)}?", gold_text(plain[other])))
            pages.append(plain[other].pages)
        yield from _turns(f"{name}-{made}", turns, [tuple(Place(name, page) for page in group) for group in pages])


def _turns(name: str, turns: Sequence[tuple[str, Any]], evidence: Sequence[tuple[Place, ...]]) -> Iterator[Example]:
    for place, ((question, gold), places) in enumerate(zip(turns, evidence, strict=True)):
        yield Example(
            id=f"{name}.{place + 1}",
            question=question,
            gold=gold,
            kind=f"turn {place + 1}",
            history=tuple((asked, str(told)) for asked, told in turns[:place]),
            documents=tuple(dict.fromkeys(p.document for p in places)),
            evidence=places,
        )
