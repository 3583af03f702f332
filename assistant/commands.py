"""The commands that answer: search and ask."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ingest.commands import index_option, json_option

if TYPE_CHECKING:
    from assistant.answer import Answer
    from ingest.document import Passage

__all__ = ["answer_json", "ask", "passage_json", "search"]


def passage_json(passage: "Passage") -> dict[str, Any]:
    """A passage as the command line prints it in JSON."""
    return {
        "document": passage.document,
        "source": passage.source,
        "page": passage.page,
        "score": passage.score,
        "text": passage.text,
        "header": passage.header,
        "kind": passage.kind,
    }


def answer_json(answer: "Answer") -> dict[str, Any]:
    """An answer as the command line prints it in JSON; `sources` are its citations."""
    return {
        "question": answer.question,
        "answer": answer.text,
        "status": answer.status,
        "value": None if answer.value is None else f"{answer.value:f}",
        "unit": answer.unit,
        "verified": answer.verified,
        "quoted": answer.quoted,
        "sources": [
            {
                "marker": c.marker,
                "document": c.document,
                "source": c.source,
                "page": c.page,
                "text": c.quote,
                "box": asdict(c.box) if c.box else None,
            }
            for c in answer.citations
        ],
        "calculations": [
            {
                "name": c.name,
                "expression": c.expression,
                "definition": c.definition,
                "result": f"{c.result:f}",
                "rounded": c.rounded,
                "operands": [
                    {
                        "name": o.name,
                        "label": o.label,
                        "value": f"{o.value:f}",
                        "unit": o.unit,
                        "period": o.period,
                        "printed": o.printed,
                        "marker": o.marker,
                    }
                    for o in c.operands
                ],
            }
            for c in answer.calculations
        ],
        "passages": [passage_json(p) for p in answer.passages],
        "notes": list(answer.notes),
        "model": answer.model,
        "timings": answer.timings,
    }


@click.command(short_help="Find the passages that speak to a question.")
@click.argument("question")
@index_option
@json_option
@click.option("-k", "count", default=10, show_default=True, type=click.IntRange(1, 100), help="How many passages.")
def search(question: str, folder: Path, as_json: bool, count: int) -> None:
    """Find the passages that speak to QUESTION: document, page and score, best first. No language model is asked.

    \b
    Example:
      footnote search "capital expenditure in fiscal 2023" --index my-index -k 5
    """
    from assistant.assistant import Assistant

    with Assistant(folder, llm=False) as assistant:
        found = assistant.search(question, count)
    if as_json:
        click.echo(json.dumps([passage_json(p) for p in found], indent=2, ensure_ascii=False))
    elif found:
        _print_passages(found)
    else:
        click.echo("Nothing found. `footnote documents` lists what is indexed.")


@click.command(short_help="Answer a question, with its sources.")
@click.argument("question")
@index_option
@json_option
@click.option("--no-llm", is_flag=True, help="Ask no language model: what facts and formulas give, else the passages.")
@click.option("--llm-url", metavar="URL", help="An OpenAI-compatible address.  [default: FOOTNOTE_LLM_URL]")
def ask(question: str, folder: Path, as_json: bool, no_llm: bool, llm_url: str | None) -> None:
    """Answer QUESTION from the indexed filings, then list the sources with their pages.

    \b
    Examples:
      footnote ask "What was Acme's FY2024 free cash flow?" --index my-index
      footnote ask "What drove Acme's margin in 2024?" --no-llm --json
    """
    from assistant.answer import Answer, Delta, Status
    from assistant.assistant import Assistant

    answer: Answer | None = None
    streamed: list[str] = []
    with Assistant(folder, llm=False if no_llm else llm_url) as assistant:
        for event in assistant.stream(question):
            if isinstance(event, Answer):
                answer = event
            elif isinstance(event, Delta) and not as_json:
                click.echo(event.text, nl=False)
                streamed.append(event.text)
    assert answer is not None
    if as_json:
        click.echo(json.dumps(answer_json(answer), indent=2, ensure_ascii=False))
        return
    if streamed:
        click.echo("\n")
    if answer.text and "".join(streamed).strip() != answer.text:
        click.echo(("Checked answer: " if streamed else "") + answer.text + "\n")
    for note in answer.notes:
        click.secho(note, fg="yellow", err=True)
    for calculation in answer.calculations:
        click.echo(f"{calculation.name} = {calculation.expression} = {calculation.rounded}")
        for o in calculation.operands:
            click.echo(f"  {o.name}: {o.label}, {o.period}: {o.printed or o.value} [{o.marker}]")
    for c in answer.citations:
        click.echo(f"[{c.marker}] {c.source}, page {c.page}: {c.quote}")
    if answer.status is not Status.ANSWERED and answer.passages:
        click.echo("The passages nearest to the question:\n")
        _print_passages(answer.passages)


def _print_passages(passages: "list[Passage] | tuple[Passage, ...]") -> None:
    for number, passage in enumerate(passages, 1):
        click.secho(f"{number}. {passage.source}, page {passage.page}  (score {passage.score:.4f})", bold=True)
        click.echo(f"   {passage.header}")
        text = " ".join(passage.text.split())
        click.echo(f"   {text[:300]}{'…' if len(text) > 300 else ''}\n")
