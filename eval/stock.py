"""The stock baseline: the plain LangChain chain most people would write, over the same index and the same model.

The five nearest chunks by embedding, stuffed into a prompt, one call of the chat model, its text as the answer. What
ours gains over it is what this project adds. The call goes through `LLM.complete`, LangChain's ChatOpenAI with its
errors turned into ours.
"""

from collections.abc import Sequence
from typing import Any

from langchain_core.prompts import ChatPromptTemplate

from assistant.answer import Answer, Status
from assistant.llm import LLM
from eval.benchmark import Example, Reply
from eval.errors import EvalError
from eval.systems import OnContext, OverIndex, context_text
from ingest.document import Passage

__all__ = ["Stock", "StockContext"]

CHUNKS = 5
PROMPT = ChatPromptTemplate.from_messages(
    [
        (
            "system",
            "Answer the question from the context below. If the context does not hold the answer, say that you do not "
            "know. Keep the answer short.\n\n{context}",
        ),
        ("human", "{question}"),
    ]
)


def _ask(llm: LLM | None, example: Example, context: str, passages: Sequence[Passage]) -> Reply:
    """One call of the model.

    Raises:
        LLMError: the model gave no answer.
        EvalError: there is no model.
    """
    if llm is None:
        raise EvalError("the stock chain needs a language model: leave --no-llm out, start one with `footnote serve`")
    messages = PROMPT.format_messages(context=context, question=example.question)
    text = llm.complete(messages).strip()
    prompt = "\n\n".join(f"{message.type}: {message.content}" for message in messages)
    answer = Answer(example.question, text, Status.ANSWERED, passages=tuple(passages), model=llm.model)
    return Reply(answer, prompt, text)


class Stock(OverIndex):
    """Dense search and one prompt, over an index."""

    name = "stock"

    def settings(self) -> dict[str, Any]:
        """The model, the index and the number of chunks."""
        return {**super().settings(), "chunks_in_prompt": CHUNKS}

    def retrieve(self, example: Example, k: int) -> Sequence[Passage]:
        """The nearest chunks by cosine, as Chroma gives them; a page may come twice."""
        index = self.index_for(example)
        return index.passages(index.dense_search(example.question, k))

    def answer(self, example: Example) -> Reply:
        """Stuff the nearest chunks into the prompt and take the model's word.

        Raises:
            LLMError: the model gave no answer.
            EvalError: there is no model.
        """
        passages = self.retrieve(example, CHUNKS)
        context = "\n\n".join(passage.text for passage in passages)
        return _ask(self.llm, example, context, passages)


class StockContext(OnContext):
    """One prompt with the benchmark's own context."""

    name = "stock"

    def answer(self, example: Example) -> Reply:
        """Stuff the table, as lines of cells, and the texts into the prompt.

        Raises:
            LLMError: the model gave no answer.
            EvalError: there is no model.
        """
        return _ask(self.llm, example, context_text(example), ())
