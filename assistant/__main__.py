"""The command `footnote`: every command by name, each loaded only when it is asked for."""

import importlib
import json
import sys
from collections.abc import Sequence

import click

from ingest.errors import FootnoteError

__all__ = ["cli", "main"]

# Written as strings so that `footnote --help` loads nothing heavy, and so that this package, which `eval`
# and `ui` build on, does not import them.
COMMANDS = {
    "ingest": ("ingest.commands", "ingest", "Bring filings and reports into an index."),
    "search": ("assistant.commands", "search", "Find the passages that speak to a question."),
    "ask": ("assistant.commands", "ask", "Answer a question, with its sources."),
    "ui": ("ui.commands", "ui", "Open the chat page in the browser."),
    "demo": ("ui.demo", "demo", "Try it all on an invented company's filings."),
    "documents": ("ingest.commands", "documents", "List what is indexed."),
    "facts": ("ingest.commands", "facts", "List the numbers that were read from filings."),
    "remove": ("ingest.commands", "remove", "Take a document out of an index."),
    "rebuild": ("ingest.commands", "rebuild", "Mend an index whose vectors are damaged."),
    "serve": ("assistant.serving.commands", "serve", "Start vLLM with the configured model."),
    "models": ("assistant.serving.commands", "models", "List, pull and remove model weights."),
    "eval": ("eval.commands", "evaluate", "Measure the assistant on benchmarks."),
}


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, _, about) in COMMANDS.items()])


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="footnote")
def cli() -> None:
    """Ask financial filings; every number is traced to its place in a filing or computed in the open.

    \b
    The usual road:
      footnote ingest filings/ --index my-index     read PDFs and HTML filings
      footnote serve &                              start the language model
      footnote ask "What was Acme's FY2024 revenue?" --index my-index
      footnote ui --index my-index                  the same in the browser

    Settings come from options or from FOOTNOTE_… variables: FOOTNOTE_INDEX, FOOTNOTE_LLM_URL, FOOTNOTE_LLM_MODEL,
    FOOTNOTE_LLM_API_KEY, FOOTNOTE_EMBEDDING_MODEL, FOOTNOTE_HOME.
    """


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line; an error that is ours is one line, in JSON where JSON was asked for."""
    args = list(sys.argv[1:] if args is None else args)
    try:
        cli.main(args=args, prog_name="footnote")
    except FootnoteError as error:
        if "--json" in args:
            click.echo(json.dumps({"error": str(error)}, ensure_ascii=False))
        else:
            click.secho(f"Error: {error}", fg="red", err=True)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
