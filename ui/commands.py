"""The command that opens the chat page."""

import json
import signal
import threading
from pathlib import Path

import click

from ingest.commands import index_option, json_option

__all__ = ["ui"]


@click.command(short_help="Open the chat page in the browser.")
@index_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; 0.0.0.0 is every network.")
@click.option("--port", type=click.IntRange(1, 65535), help="Which port.  [default: the first free one from 7860]")
@click.option("--llm-url", metavar="URL", help="An OpenAI-compatible address.  [default: FOOTNOTE_LLM_URL]")
@click.option("--llm-model", metavar="NAME", help="Which of its models.  [default: FOOTNOTE_LLM_MODEL, else its first]")
@click.option("--no-llm", is_flag=True, help="Ask no language model: what facts and formulas give, else the passages.")
@json_option
def ui(
    folder: Path, host: str, port: int | None, llm_url: str | None, llm_model: str | None, no_llm: bool, as_json: bool
) -> None:
    """Open a chat page over an index and print its address; Ctrl-C ends it.

    The page shows each answer with its sources, the calculations, and the page of the filing that a source is on.
    Filings added or removed by `footnote ingest` and `footnote remove` appear while it is open. Nothing is fetched
    from elsewhere, and by default nobody but this machine can reach it: with another --host, everybody there can ask
    and can read every page of what is indexed.

    \b
    Examples:
      footnote ui --index my-index
      footnote ui --index my-index --port 8080 --llm-url http://127.0.0.1:8000/v1
    """
    from assistant import LLM, Assistant

    llm = False if no_llm else LLM(llm_url, llm_model)
    with Assistant(folder, llm=llm) as assistant:
        from ui.app import build  # Gradio takes seconds, which an index that cannot be opened need not wait for
        from ui.serve import launch

        blocks = build(assistant)
        address = launch(blocks, host=host, port=port)
        problem = assistant.llm_status()
        if as_json:
            click.echo(json.dumps({"address": address, "model_problem": problem}))
        else:
            click.echo(f"Footnote is at {address} (Ctrl-C ends it)")
        if problem and not as_json:
            click.secho(f"{problem[:1].upper()}{problem[1:]}", fg="yellow", err=True)
        ended = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: ended.set())
        try:
            ended.wait()
        except KeyboardInterrupt:
            click.echo("\nEnded.")
        finally:
            blocks.close(verbose=False)
