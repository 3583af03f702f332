"""The measured systems over a real index: ours and the stock chain, over all filings or the one that is given."""

from collections.abc import Iterator

import pytest
from langchain_core.messages import HumanMessage

from assistant.assistant import Assistant
from eval.benchmark import Example
from eval.errors import EvalError
from eval.stock import Stock, StockContext
from eval.systems import Ours, RecordingLLM
from ingest.index import Index
from ingest.pipeline import ingest

TEXTS = {
    "larkspur.txt": "Larkspur Instruments. Annual report 2021.\n\nThe optics plant in Bergen was opened in May 2021.",
    "harrow.txt": "Harrow and Finch. Annual report 2021.\n\nThe paper mill in Lund was opened in June 2021.",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("systems")
    for name, text in TEXTS.items():
        (folder / name).write_text(text)
    with Index.create(folder / "index") as index:
        assert not ingest([folder / name for name in TEXTS], index).failed
    with Assistant(folder / "index", llm=False) as found:
        yield found


def example(*documents: str) -> Example:
    return Example("1", "When was the optics plant in Bergen opened?", "May 2021", documents=documents)


@pytest.mark.parametrize("system", [Ours, Stock])
def test_the_whole_index_is_searched_or_the_given_filing_alone(
    assistant: Assistant, system: type[Ours] | type[Stock]
) -> None:
    everywhere = system(assistant, None).retrieve(example("harrow"), 5)
    assert everywhere[0].source == "larkspur.txt"
    within = system(assistant, None, mode="document").retrieve(example("harrow"), 5)
    assert {p.source for p in within} == {"harrow.txt"}
    identity = next(d.id for d in assistant.documents() if d.source == "larkspur.txt")
    assert {p.source for p in system(assistant, None, mode="document").retrieve(example(identity), 5)} == {
        "larkspur.txt"
    }


@pytest.mark.parametrize("system", [Ours, Stock])
def test_a_filing_that_is_taken_out_is_not_found(assistant: Assistant, system: type[Ours] | type[Stock]) -> None:
    without = system(assistant, None, mode="removed").retrieve(example("larkspur"), 5)
    assert {p.source for p in without} == {"harrow.txt"}
    assert len(assistant.documents()) == 2  # for the others it is there still


def test_a_filing_that_is_not_indexed_is_one_clear_line(assistant: Assistant) -> None:
    with pytest.raises(EvalError, match="the index does not hold NOWHERE_2021: ingest it first"):
        Ours(assistant, None, mode="document").retrieve(example("NOWHERE_2021"), 5)


def test_settings_name_the_model_and_the_index(assistant: Assistant) -> None:
    settings = Ours(assistant, None).settings()
    assert settings["documents"] == 2
    assert settings["model"] is None
    assert settings["embedding_model"]


def test_the_stock_chain_says_that_it_needs_a_model(assistant: Assistant) -> None:
    for stock in (Stock(assistant, None), StockContext(None)):
        with pytest.raises(EvalError, match="needs a language model"):
            stock.answer(example())


def test_what_a_model_hears_and_says_is_remembered_by_question(vllm: str) -> None:
    llm = RecordingLLM(vllm)
    llm.forget()
    said = llm.complete([HumanMessage("Say the word orchid.")], max_tokens=12)
    streamed = "".join(llm.stream([HumanMessage("Say the word rose.")], max_tokens=12))
    assert llm.prompt == "human: Say the word orchid.\n-----\nhuman: Say the word rose."
    assert llm.reply == f"{said}\n-----\n{streamed}"
    llm.forget()
    assert (llm.prompt, llm.reply) == ("", "")
