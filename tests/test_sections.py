"""Items and notes: the real headings, not the table of contents or a mention."""

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from ingest.document import Page
from ingest.filing.sections import find_headings, with_sections

CONTENTS = (
    "PART I\nItem 1. Business\nItem 1A. Risk Factors\nItem 2. Properties\nPART II\nItem 7. Management’s Discussion\n"
)
REPORT = (
    "Annual report of an invented company",
    CONTENTS,
    "PART I\nItem 1. Business\nWe make meters. See\nItem 1A. Risk Factors of this report.",
    "More of the business.",
    "ITEM 1A. RISK FACTORS\nThere are risks.",
    "Item 2.\nProperties\nWe own a plant.",
    "text\n" * 30 + "PART II\nItem 7 — Management’s Discussion and Analysis\nSales rose.",
    "Item 8. Financial Statements and Supplementary Data\nNote 1. Basis of Presentation\nAs said.",
    "Note 2: Revenue\nWe recognise it.\nNote 9 is described elsewhere.",
)


def pages(*texts: str) -> tuple[Page, ...]:
    return tuple(Page(number, text) for number, text in enumerate(texts, start=1))


def test_each_page_falls_under_its_heading() -> None:
    sections = [page.section for page in with_sections(pages(*REPORT))]
    assert sections == [
        None,
        None,
        "Item 1. Business",
        "Item 1. Business",
        "Item 1A. RISK FACTORS",
        "Item 2. Properties",
        "Item 2. Properties",
        "Item 8. Financial Statements and Supplementary Data · Note 1. Basis of Presentation",
        "Item 8. Financial Statements and Supplementary Data · Note 2. Revenue",
    ]


def test_a_heading_far_down_the_page_counts_from_the_next_page() -> None:
    found = with_sections(pages(*REPORT[:7], "More discussion."))
    assert found[-1].section == "Item 7. Management’s Discussion and Analysis"


def test_known_sections_are_kept_and_nothing_is_made_up() -> None:
    known = Page(1, "Item 1. Business", section="mine")
    assert with_sections([known])[0].section == "mine"
    assert with_sections(pages("Just prose.", "Item 4 of the list is broken."))[1].section is None
    assert with_sections(()) == ()


def test_quarterly_items_of_both_parts_are_told_apart() -> None:
    headings = find_headings(
        pages(
            "PART I\nItem 1. Financial Statements",
            "Item 2. Management’s Discussion and Analysis",
            "PART II\nItem 1. Legal Proceedings\nItem 1A. Risk Factors\nItem 6. Exhibits",
        )
    )
    assert [heading.order[:2] for heading in headings] == [(1, 0), (1, 4), (2, 0), (2, 1), (2, 8)]


@pytest.mark.parametrize("name", ["WALMART_2020_10K", "COSTCO_2021_10K", "AMCOR_2022_10K"])
def test_real_filings_have_their_items_in_order(shared: Path, name: str) -> None:
    with pdfium.PdfDocument(shared / "data" / "financebench" / "pdfs" / f"{name}.pdf") as document:
        texts = [page.get_textpage().get_text_range().replace("\r", "") for page in document]
    headings = [heading for heading in find_headings(pages(*texts)) if not heading.order[2]]
    titles = [heading.title.split(".")[0] for heading in headings]
    assert titles == sorted(titles, key=lambda title: (int(title[5:].rstrip("ABC")), title))
    assert {"Item 1", "Item 1A", "Item 7", "Item 8", "Item 15"} <= set(titles)
    assert headings[0].page < headings[-1].page


NOTES = ("Leases", "Income Taxes", "Commitments and Contingencies", "Segment Reporting", "Shareholders’ Equity")


@pytest.mark.parametrize("form", ["{n}. {title}", "({n}) {title}", "Note {n}\n{title}", "NOTE {n} | {title}"])
def test_notes_are_found_however_they_are_numbered(form: str) -> None:
    before = ("Item 7. Management’s Discussion and Analysis\nNote 7 to the financial statements says more.\n1. A list",)
    opening = ("Item 8. Financial Statements and Supplementary Data\nNotes to Consolidated Financial Statements",)
    notes = tuple(f"{form.format(n=n, title=title)}\nProse.\n3. a list of no title" for n, title in enumerate(NOTES, 1))
    found = [heading.title for heading in find_headings(pages(*before, *opening, *notes)) if heading.order[2]]
    assert found == [f"Note {n}. {title}" for n, title in enumerate(NOTES, 1)]
