"""A benchmark made from your own filings: a folder of inline XBRL filings, known answers, no annotator.

A tagged fact such as (invented, of the form that EDGAR serves)

    <ix:nonFraction name="us-gaap:Revenues" contextRef="fy2021" unitRef="usd" scale="6">1,204</ix:nonFraction>

becomes questions like these, each with the page where the number stands:

    What was Larkspur Instruments's revenue in fiscal 2021?                              gold: $1,204 million
    By what percentage did Larkspur's revenue change in FY2021 compared with fiscal 2020?  gold: 7.3%
    What was Larkspur's net margin in fiscal 2021, that is net income divided by revenue?  gold: 11.8%
    What was Larkspur's revenue from Optics in fiscal 2021?                              gold: $804 million

With `hide_tags` the filings are indexed without their tags, so that what is measured is the reading of tables.
"""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from assistant.answer import Answer
from eval.benchmark import Example, Judged, Place
from eval.errors import MalformedData
from eval.score import score
from eval.xbrl_questions import questions
from ingest.errors import UnreadableFile
from ingest.parse import parse_file

__all__ = ["XBRL"]

SUFFIXES = (".htm", ".html", ".xhtml")


class XBRL:
    """The benchmark over a folder of filings.

    Args:
        data: the folder.
        hidden: whether the filings are indexed without their tags.
        per_filing: the most questions about one filing.
        seed: chooses the questions and their wording.
    """

    name = "xbrl"
    uses_index = True

    def __init__(self, data: Path, hidden: bool = False, per_filing: int = 40, seed: int = 0) -> None:
        self.data = data
        self.hidden = hidden
        self.per_filing = per_filing
        self.seed = seed

    @cached_property
    def filings(self) -> list[Path]:
        """The HTML files of the folder, by name.

        Raises:
            MalformedData: the folder is missing or holds none.
        """
        if not self.data.is_dir():
            raise MalformedData(
                f"{self.data} is no folder; --data must name one with inline XBRL filings (.htm, .html)"
            )
        found = sorted(path for path in self.data.iterdir() if path.suffix.lower() in SUFFIXES)
        if not found:
            raise MalformedData(f"{self.data} holds no .htm or .html filing; --data must name a folder that does")
        return found

    def settings(self) -> Mapping[str, Any]:
        """The hash of the filings, and how questions are made of them."""
        digest = hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in self.filings))
        return {
            "data": digest.hexdigest()[:16],
            "hide_tags": self.hidden,
            "per_filing": self.per_filing,
            "seed": self.seed,
        }

    def files(self) -> Mapping[str, Path]:
        """The filings by name without ending, as evidence names them: hidden tags change the bytes and so the id."""
        return {path.stem: path for path in self.filings}

    def examples(self) -> Sequence[Example]:
        """Questions about every filing that has tags, filing by filing."""
        return self._examples

    @cached_property
    def _examples(self) -> list[Example]:
        found: list[Example] = []
        for path in self.filings:
            try:
                parsed = parse_file(path)
            except UnreadableFile:
                continue  # not a filing; the ingestion names it
            for place, question in enumerate(questions(parsed.identity, parsed.facts, self.per_filing, self.seed), 1):
                found.append(
                    Example(
                        id=f"{path.stem}-{place:03d}",
                        question=question.text,
                        gold=question.gold,
                        kind=question.kind,
                        documents=(path.stem,),
                        evidence=tuple(Place(path.stem, page) for page in question.pages),
                    )
                )
        if not found:
            raise MalformedData(
                f"no filing in {self.data} carries inline XBRL facts to ask about; choose tagged filings"
            )
        return found

    def judge(self, example: Example, answer: Answer) -> Judged:
        """By value (see eval.score)."""
        refused = answer.refused
        return Judged(score(example.question, example.gold, answer.text, refused=refused))
