"""A filing's text as written in `ingest.demo.prose`, turned into blocks.

The text is paragraphs parted by blank lines. A paragraph that begins with

    #, ##, ###      is a heading: item, section, section within it; "<anchor>" at its end names it for links
    *               is a bullet
    _Lead._         opens with a lead-in, printed bold and italic
    [[name]]        is the table of that name
    (1)             is a footnote
    ^               is centred
    ---             begins a new page
    @FY2025         belongs to that period's filing alone

and its `{fields}` are filled in by `ingest.demo.narrator`.
"""

import re
from collections.abc import Callable, Mapping

from ingest.demo.blocks import Block, Heading, PageBreak, Paragraph, Table, plain
from ingest.demo.filings import Filing
from ingest.demo.narrator import Narrator

__all__ = ["compose"]

_ONLY = re.compile(r"@(?P<period>(Q\d )?FY\d{4})\s+")
_HEADING = re.compile(r"(?P<marks>#{1,3}) (?P<text>.*?)(?: <(?P<anchor>[\w-]+)>)?$")
_LEAD = re.compile(r"_(?P<lead>[^_]+)_\s*")


def compose(
    text: str, filing: Filing, tables: Mapping[str, Callable[[Filing], Table]], *, tags: bool = False
) -> tuple[Block, ...]:
    """The blocks of `text`. With `tags` its numbers carry XBRL tags. Raises KeyError for an unknown table or number."""
    narrator = Narrator(filing, tags)
    blocks: list[Block] = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        words = _typeset(" ".join(paragraph.split()))
        if only := _ONLY.match(words):
            if only["period"] != filing.period.name:
                continue
            words = words[only.end() :]
        blocks += _block(words, narrator, tables)
    return tuple(blocks)


def _typeset(words: str) -> str:
    """Printers' quotation marks and dashes for the keyboard's."""
    words = re.sub(r'(^|[\s(_])"', "\\1\N{LEFT DOUBLE QUOTATION MARK}", words)
    words = words.replace('"', "\N{RIGHT DOUBLE QUOTATION MARK}").replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
    return words.replace(" -- ", "\N{EM DASH}")


def _block(words: str, narrator: Narrator, tables: Mapping[str, Callable[[Filing], Table]]) -> tuple[Block, ...]:
    if words == "---":
        return (PageBreak(),)
    if words.startswith("[[") and words.endswith("]]"):
        return (tables[words[2:-2]](narrator.filing),)
    if heading := _HEADING.fullmatch(words):
        title = plain(narrator.say(heading["text"]))
        return (Heading(title, len(heading["marks"]) + 1, heading["anchor"] or ""),)
    kind = "body"
    for mark, name in (("* ", "bullet"), ("^ ", "centre"), ("(", "footnote")):
        if words.startswith(mark) and (name != "footnote" or re.match(r"\([\da-z]\) ", words)):
            kind, words = name, words if name == "footnote" else words[len(mark) :]
    lead = ""
    if match := _LEAD.match(words):
        lead = plain(narrator.say(match["lead"]))
        words = words[match.end() :]
    return (Paragraph(narrator.say(words), lead, kind),)
