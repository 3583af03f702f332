"""The evidence given: its pages cut out of filings, asked alone, and cited by the pages of the whole filing."""

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from assistant.assistant import Assistant
from eval.benchmark import Example, Place
from eval.errors import EvalError
from eval.oracle import Oracle, cut_evidence
from eval.systems import RecordingLLM
from ingest.index import Index
from ingest.pipeline import ingest
from tests.scripted_llm import ScriptedLLM

PAGES = (
    "Larkspur Instruments, Inc. Annual report 2021.",
    "The optics plant in Bergen was opened in May 2021.",
    "The glass furnace in Lund was closed in August 2021.",
    "The head office moved to Oslo in December 2021.",
)
QUESTION = "When did Larkspur close its glass furnace?"


def filing(folder: Path) -> Path:
    path = folder / "LARKSPUR_2021_10K.pdf"
    canvas = Canvas(str(path))
    for text in PAGES:
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return path


def example(name: str, *pages: int) -> Example:
    return Example(name, QUESTION, "August 2021", evidence=tuple(Place("lark", page) for page in pages))


def test_the_evidence_pages_and_the_first_are_cut_out_once(tmp_path: Path) -> None:
    path = filing(tmp_path)
    examples = [example("q1", 3), example("q2", 1, 4), Example("q3", "?", 1, evidence=(Place("none", 1),))]
    found = cut_evidence(examples, {"lark": path}, tmp_path / "cut")
    assert set(found) == {"q1", "q2"}
    [excerpt] = found["q1"]
    assert excerpt.path == tmp_path / "cut" / "q1" / path.name
    assert [place.page for place in excerpt.places] == [1, 3]
    assert [place.page for place in found["q2"][0].places] == [1, 4]
    before = excerpt.path.stat().st_mtime_ns
    assert cut_evidence(examples, {"lark": path}, tmp_path / "cut") == found
    assert excerpt.path.stat().st_mtime_ns == before


def test_a_question_sees_its_own_pages_and_cites_the_whole_filing_s(tmp_path: Path) -> None:
    path = filing(tmp_path)
    examples = [example("q1", 3), example("q2", 2)]
    excerpts = cut_evidence(examples, {"lark": path}, tmp_path / "cut")
    with Index.create(tmp_path / "index") as index:
        assert not ingest([e.path for group in excerpts.values() for e in group], index).failed
    reply = "The glass furnace in Lund was closed in August 2021 [1]."
    with ScriptedLLM([reply]) as server:
        llm = RecordingLLM(server.url)
        with Assistant(tmp_path / "index", llm=llm) as assistant:
            system = Oracle(assistant, llm, excerpts)
            assert system.retrieve(examples[0], 5) == ()
            given = system.answer(examples[0])
            with pytest.raises(EvalError, match="the index does not hold"):
                system.answer(example("q9", 3))
    assert "furnace" in given.prompt
    assert "Bergen" not in given.prompt
    assert "Oslo" not in given.prompt
    assert given.answer.passages == ()
    assert {(c.document, c.page, c.source) for c in given.answer.citations} == {("lark", 3, path.name)}
