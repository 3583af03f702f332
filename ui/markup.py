"""Turn text that came from a filing, a reader or a model into HTML that can only be text."""

import html
import re
from collections.abc import Callable

__all__ = ["esc", "prose", "squeeze"]

# Besides HTML's own five: characters that mean something to the template engine that Gradio fills in the browser.
_TEMPLATE = str.maketrans({"{": "&#123;", "}": "&#125;", "$": "&#36;", "`": "&#96;", "\\": "&#92;"})

_MARKERS = re.compile(r"\[(\d{1,3}(?:\s*,\s*\d{1,3})*)\]")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_BULLET = re.compile(r"^\s*[-*•]\s+")
_NUMBERED = re.compile(r"^\s*\d{1,2}[.)]\s+")


def esc(text: object) -> str:
    """Escape for HTML text and for a quoted attribute; control characters are dropped."""
    shown = "".join(char for char in str(text) if char >= " " or char in "\n\t")
    return html.escape(shown, quote=True).translate(_TEMPLATE)


def squeeze(text: str, limit: int) -> str:
    """One line of at most `limit` characters, cut at a word where possible."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > limit * 2 // 3 else cut).rstrip(" ,;:") + "…"


def prose(text: str, marker: Callable[[int], str | None]) -> str:
    """Paragraphs, lists and bold of a model's answer as HTML; nothing else it writes is markup.

    `marker` gives the HTML for the citation number n, or None when the answer has no such citation (the
    brackets are then left as they were written).
    """
    blocks: list[str] = []
    for block in re.split(r"\n\s*\n", text.strip()):
        blocks.extend(_block(block.splitlines(), marker))
    return "".join(blocks)


def _block(lines: list[str], marker: Callable[[int], str | None]) -> list[str]:
    """The lines between two blank lines: runs of list items and runs of plain lines."""
    out: list[str] = []
    tag, held = "", list[str]()

    def close() -> None:
        if held and tag == "p":
            out.append(f"<p>{'<br>'.join(held)}</p>")
        elif held:
            out.append(f"<{tag}>{''.join(f'<li>{item}</li>' for item in held)}</{tag}>")
        held.clear()

    for line in lines:
        kind = "ul" if _BULLET.match(line) else "ol" if _NUMBERED.match(line) else "p"
        if kind != tag:
            close()
            tag = kind
        body = line if kind == "p" else (_BULLET if kind == "ul" else _NUMBERED).sub("", line, count=1)
        held.append(_inline(body, marker))
    close()
    return out


def _inline(line: str, marker: Callable[[int], str | None]) -> str:
    """One line, escaped, with citation markers and bold."""

    def cite(match: re.Match[str]) -> str:
        shown = [marker(int(number)) for number in match[1].split(",")]
        return match[0] if None in shown else "".join(piece for piece in shown if piece)

    return _MARKERS.sub(cite, _BOLD.sub(r"<strong>\1</strong>", esc(line.strip())))
