"""Read from a document itself what it is: company, form, fiscal period, dates, ticker.

The order of trust: what is given, `dei` tags, the SEC cover page, an earnings release's headline, the running text,
and last the file's name.
"""

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from ingest.document import Identity, Page
from ingest.filing.companies import display_name, name_key
from ingest.filing.cover import Cover, find_cover, registrant, signature_date, ticker_on
from ingest.filing.dates import find_date
from ingest.filing.fiscal import fiscal_year_ending, quarter_of, year_end_after
from ingest.filing.release import read_release

__all__ = ["identify"]

_LONGEST_TEXT = 2_000_000


class _Parts:
    """An Identity in the making: the first to give a part is believed."""

    def __init__(self, hints: Identity) -> None:
        self.identity = hints
        for part in _PARTS:
            if getattr(hints, part) is not None:
                self.identity.origins.setdefault(part, "given")

    def offer(self, origin: str, **values: Any) -> None:
        for part, value in values.items():
            if value is not None and getattr(self.identity, part) is None:
                origins = {**self.identity.origins, part: origin}
                self.identity = replace(self.identity, **{part: value}, origins=origins)


_PARTS = tuple(field.name for field in fields(Identity) if field.name != "origins")


def identify(pages: Sequence[Page], name: str, hints: Identity | None = None) -> Identity:
    """The identity of a document. `hints` (what a person gave, or `dei` tags) are kept as they are; the file `name` is
    read only for what nothing else told. A part that nothing tells is None.
    """
    parts = _Parts(replace(hints, origins=dict(hints.origins)) if hints else Identity())
    text = "\n".join(page.text for page in pages)[:_LONGEST_TEXT]
    cover = find_cover(pages)
    if cover is not None:
        _from_cover(parts, cover, pages, text)
    else:
        _from_release(parts, pages, text)
    _from_name(parts, name)
    identity = parts.identity
    if identity.company and identity.origins.get("company") != "given":
        identity = replace(identity, company=display_name(identity.company, text))
    return identity


def _from_cover(parts: _Parts, cover: Cover, pages: Sequence[Page], text: str) -> None:
    page = pages[cover.page]
    # A report with pages of its own before the cover is the annual report to shareholders, wrapped around the form.
    wrapped = cover.page > 2 and cover.form.startswith(("10-K", "20-F"))
    parts.offer("cover page", form="annual report" if wrapped else cover.form)
    # The SEC's register shortens names ("NVIDIA CORP"); the cover has the charter's.
    known = parts.identity
    if known.company and cover.company and known.origins.get("company") == "dei":
        same = name_key(cover.company) == name_key(known.company)
        if same:
            origins = {**known.origins, "company": "cover page"}
            parts.identity = replace(known, company=cover.company, origins=origins)
    parts.offer("cover page", company=cover.company, period_end=cover.period_end, ticker=ticker_on(page.text))
    parts.offer("text", company=registrant(pages) if parts.identity.company is None else None)
    form, ends = parts.identity.form or "", parts.identity.period_end
    signed = signature_date(pages, ends, same_day=form.startswith(("8-K", "6-K")))
    if form.startswith(("8-K", "6-K")):
        _current_report(parts, cover, pages, text)
        parts.offer("signature", filing_date=signed)
        parts.offer("cover page", filing_date=cover.report_date)
        return
    parts.offer("signature", filing_date=signed)
    if ends is None:
        return
    if form.startswith("10-Q"):
        quarter = parts.identity.fiscal_quarter or quarter_of(ends, text)
        parts.offer("statements", fiscal_quarter=quarter)
        year_end = year_end_after(ends, quarter or (ends.month - 1) // 3 + 1)
        parts.offer("period end", fiscal_year=fiscal_year_ending(year_end, text))
    elif form.startswith(("10-K", "20-F", "40-F", "annual", "11-K")):
        parts.offer("period end", fiscal_year=fiscal_year_ending(ends, text))


def _current_report(parts: _Parts, cover: Cover, pages: Sequence[Page], text: str) -> None:
    """An 8-K belongs to the period whose results it announces; otherwise to the year of its date."""
    if re.search(r"item\s+2\.02|results\s+of\s+operations\s+and\s+financial\s+condition", text[:20_000], re.IGNORECASE):
        release = read_release(pages[cover.page + 1 :])
        if release is not None and release.headline:
            parts.offer("press release", fiscal_year=release.fiscal_year, fiscal_quarter=release.fiscal_quarter)
    if cover.report_date is not None:
        parts.offer("cover page", fiscal_year=cover.report_date.year)


def _from_release(parts: _Parts, pages: Sequence[Page], text: str) -> None:
    release = read_release(pages)
    if release is None:
        return
    origin = "headline" if release.headline else "text"
    parts.offer(origin, form=release.form, company=release.company, ticker=release.ticker)
    parts.offer("text", period_end=release.period_end, filing_date=release.dated)
    parts.offer(origin, fiscal_year=release.fiscal_year, fiscal_quarter=release.fiscal_quarter)
    parts.offer("text", company=registrant(pages) if parts.identity.company is None else None)
    ends = parts.identity.period_end
    if ends is not None and release.form:
        annual = parts.identity.form == "annual report"
        quarter = parts.identity.fiscal_quarter
        if quarter is None and not annual:
            quarter = quarter_of(ends, text, annual=True)
            parts.offer("statements", fiscal_quarter=quarter)
        year_end = year_end_after(ends, quarter) if quarter else ends
        parts.offer("period end", fiscal_year=fiscal_year_ending(year_end, text))


_NAME_FORMS = (
    (re.compile(r"10-?_?k", re.IGNORECASE), "10-K"),
    (re.compile(r"10-?_?q", re.IGNORECASE), "10-Q"),
    (re.compile(r"8-?_?k", re.IGNORECASE), "8-K"),
    (re.compile(r"20-?_?f", re.IGNORECASE), "20-F"),
    (re.compile(r"(?<![a-z])6-?_?k", re.IGNORECASE), "6-K"),
    (re.compile(r"annual[-_ ]?report", re.IGNORECASE), "annual report"),
    (re.compile(r"earnings|press[-_ ]?release|results", re.IGNORECASE), "earnings release"),
)
_NAME_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_NAME_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)(?!\d)")


def _from_name(parts: _Parts, name: str) -> None:
    """Such as "WALMART_2018_10K.pdf", "AMCOR_2023Q4_EARNINGS.pdf", "aapl-10-k-2024-11-01.html"."""
    stem = re.sub(r"\.[A-Za-z0-9]{1,8}$", "", re.split(r"[/\\]", name)[-1])
    form = next(((match, form) for pattern, form in _NAME_FORMS if (match := pattern.search(stem))), None)
    if form is None:
        return  # years and names in the name of what is no filing would be guesses
    dated = _NAME_DATE.search(stem)
    undated = stem[: dated.start()] + " " * len(dated[0]) + stem[dated.end() :] if dated else stem
    year = _NAME_YEAR.search(undated)
    quarter = re.search(r"(?<![A-Za-z])Q([1-4])(?!\d)|(?<!\d)([1-4])Q", undated, re.IGNORECASE)
    start = min(match.start() for match in (form[0], dated, year, quarter) if match)
    company = re.sub(r"[-_\s]+", " ", stem[:start]).strip()
    parts.offer(
        "file name",
        form=form[1],
        company=company or None,
        fiscal_year=int(year[1]) if year else None,
        fiscal_quarter=int(quarter[1] or quarter[2]) if quarter else None,
        filing_date=find_date("-".join(dated.groups())) if dated else None,
    )
