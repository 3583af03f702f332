"""Puts a filing together: cover, table of contents, and its items in order."""

from dataclasses import dataclass

from ingest.demo.blocks import Block, Contents, Heading, PageBreak, Paragraph
from ingest.demo.company import COMPANY
from ingest.demo.compose import compose
from ingest.demo.cover import cover
from ingest.demo.filings import Filing
from ingest.demo.prose import business, closing, discussion, notes, quarterly, risks
from ingest.demo.tables import STATEMENTS, TABLES, statement_title, statements

__all__ = ["ANNUAL", "QUARTERLY", "Item", "Part", "blocks_of"]


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a form: its number, title, the name links go to, and its text as `ingest.demo.compose` reads it.

    The item with the financial statements has `notes`, which follow the statements.
    """

    number: str
    title: str
    anchor: str
    text: str
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a form, with its items."""

    title: str
    items: tuple[Item, ...]


_DISCUSSION = (
    "Management\N{RIGHT SINGLE QUOTATION MARK}s Discussion and Analysis of Financial Condition "
    "and Results of Operations"
)
_MARKET_RISK = "Quantitative and Qualitative Disclosures About Market Risk"
ANNUAL = (
    Part(
        "PART I",
        (
            Item("Item 1.", "Business", "business", business.BUSINESS),
            Item("Item 1A.", "Risk Factors", "risks", risks.RISKS),
            Item("Item 1B.", "Unresolved Staff Comments", "comments", business.UNRESOLVED),
            Item("Item 1C.", "Cybersecurity", "cybersecurity", business.CYBERSECURITY),
            Item("Item 2.", "Properties", "properties", business.PROPERTIES),
            Item("Item 3.", "Legal Proceedings", "proceedings", business.PROCEEDINGS),
            Item("Item 4.", "Mine Safety Disclosures", "mines", business.MINE_SAFETY),
        ),
    ),
    Part(
        "PART II",
        (
            Item(
                "Item 5.",
                "Market for Registrant\N{RIGHT SINGLE QUOTATION MARK}s Common Equity, Related Stockholder Matters and "
                "Issuer Purchases of Equity Securities",
                "market",
                discussion.MARKET,
            ),
            Item("Item 6.", "[Reserved]", "reserved", discussion.RESERVED),
            Item("Item 7.", _DISCUSSION, "discussion", discussion.DISCUSSION),
            Item("Item 7A.", _MARKET_RISK, "market-risk", discussion.MARKET_RISK),
            Item("Item 8.", "Financial Statements and Supplementary Data", "statements", notes.BEFORE, notes.NOTES),
            Item(
                "Item 9.",
                "Changes in and Disagreements With Accountants on Accounting and Financial Disclosure",
                "accountants",
                closing.ACCOUNTANTS,
            ),
            Item("Item 9A.", "Controls and Procedures", "controls", closing.CONTROLS),
            Item("Item 9B.", "Other Information", "other", closing.OTHER),
            Item(
                "Item 9C.",
                "Disclosure Regarding Foreign Jurisdictions that Prevent Inspections",
                "foreign",
                closing.FOREIGN,
            ),
        ),
    ),
    Part(
        "PART III",
        (
            Item(
                "Item 10.", "Directors, Executive Officers and Corporate Governance", "governance", closing.FROM_PROXY
            ),
            Item("Item 11.", "Executive Compensation", "compensation", closing.FROM_PROXY),
            Item(
                "Item 12.",
                "Security Ownership of Certain Beneficial Owners and Management and Related Stockholder Matters",
                "ownership",
                closing.FROM_PROXY,
            ),
            Item(
                "Item 13.",
                "Certain Relationships and Related Transactions, and Director Independence",
                "relationships",
                closing.FROM_PROXY,
            ),
            Item("Item 14.", "Principal Accountant Fees and Services", "fees", closing.FROM_PROXY),
        ),
    ),
    Part(
        "PART IV",
        (
            Item("Item 15.", "Exhibits and Financial Statement Schedules", "exhibits", closing.EXHIBITS),
            Item("Item 16.", "Form 10-K Summary", "summary", closing.SUMMARY),
        ),
    ),
)
QUARTERLY = (
    Part(
        "PART I \N{EM DASH} FINANCIAL INFORMATION",
        (
            Item("Item 1.", "Financial Statements", "statements", quarterly.BEFORE, quarterly.NOTES),
            Item("Item 2.", _DISCUSSION, "discussion", quarterly.DISCUSSION),
            Item("Item 3.", _MARKET_RISK, "market-risk", quarterly.MARKET_RISK),
            Item("Item 4.", "Controls and Procedures", "controls", quarterly.CONTROLS),
        ),
    ),
    Part(
        "PART II \N{EM DASH} OTHER INFORMATION",
        (
            Item("Item 1.", "Legal Proceedings", "proceedings", quarterly.PROCEEDINGS),
            Item("Item 1A.", "Risk Factors", "risks", quarterly.RISKS),
            Item(
                "Item 2.", "Unregistered Sales of Equity Securities and Use of Proceeds", "market", quarterly.PURCHASES
            ),
            Item("Item 5.", "Other Information", "other", quarterly.OTHER),
            Item("Item 6.", "Exhibits", "exhibits", quarterly.EXHIBITS),
        ),
    ),
)
_CALENDAR = (
    f"In this report, \N{LEFT DOUBLE QUOTATION MARK}{COMPANY.short}\N{RIGHT DOUBLE QUOTATION MARK} is {COMPANY.name} "
    "and its subsidiaries. Its fiscal year ends on the last Saturday of September, and its first quarter in December."
)


def blocks_of(filing: Filing) -> tuple[Block, ...]:
    """The whole filing as blocks."""
    parts = ANNUAL if filing.annual else QUARTERLY
    blocks: list[Block] = [*cover(filing), *_contents(filing, parts), PageBreak()]
    for part in parts:
        blocks.append(Heading(part.title, 1))
        for item in part.items:
            blocks += _item(filing, item)
    return tuple(blocks)


def _contents(filing: Filing, parts: tuple[Part, ...]) -> tuple[Block, ...]:
    entries: list[tuple[str, str, str]] = []
    for part in parts:
        entries.append(("", part.title, ""))
        for item in part.items:
            entries.append((item.number, item.title, item.anchor))
            if item.notes:
                entries += [("", statement_title(filing, title), anchor) for title, anchor, _ in STATEMENTS]
    return (Heading("TABLE OF CONTENTS", 1), Contents(tuple(entries)), Paragraph((_CALENDAR,), kind="footnote"))


def _item(filing: Filing, item: Item) -> tuple[Block, ...]:
    head = Heading(f"{item.number} {item.title}", 2, item.anchor)
    before = compose(item.text, filing, TABLES)
    if not item.notes:
        return (head, *before)
    # An annual report's statements follow the auditor's report on a new page; a quarterly one opens with them.
    between = (PageBreak(),) if filing.annual else ()
    return (head, *before, *between, *statements(filing), *compose(item.notes, filing, TABLES, tags=True))
