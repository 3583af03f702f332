"""The words primary statements are known by: their titles, the rows they hold, the row that ends them."""

import re

from ingest.document import Statement

__all__ = ["CLOSES", "OTHERS", "ROWS", "SUPPLEMENTS", "TITLES"]

_WHO = r"(?:stockholders?|shareholders?|shareowners?|owners?|members?|partners?|investors?|total)*"
# Titles are compared by their letters alone: capitals, letter-spacing and stray blanks do not matter.
TITLES = (
    (
        Statement.CASH_FLOW,
        re.compile(r"statements?of(?:consolidated|condensed)*cashflows?|cashflows?statements?|consolidatedcashflows"),
    ),
    (
        Statement.BALANCE,
        re.compile(
            r"balancesheets?|statements?of(?:consolidated|condensed)*(?:financial(?:position|condition)|condition)"
        ),
    ),
    (
        Statement.EQUITY,
        re.compile(
            r"statements?of(?:consolidated|condensed)*(?:changesin)?(?:consolidated)?(?:redeemable\w*interestsand)?"
            rf"{_WHO}"
            r"(?:deficit|equity|investment|capital)|equitystatements?"
        ),
    ),
    (
        Statement.INCOME,
        re.compile(
            r"statements?of(?:consolidated|condensed)*(?:net)?(?:income|earnings|operations|loss|profit|results)"
            r"|(?:consolidated|condensed)resultsofoperations|(?:consolidated|condensed)*(?:income|earnings)statements?"
            r"|profitandloss(?:statements?|accounts?)"
        ),
    ),
    (
        Statement.COMPREHENSIVE,
        re.compile(
            r"(?:statements?of(?:consolidated|condensed)*(?:other)?comprehensive(?:income|loss|earnings)|comprehensiveincomestatements?)"
        ),
    ),
)
ROWS: dict[Statement, tuple[re.Pattern[str], ...]] = {
    Statement.INCOME: tuple(
        re.compile(pattern)
        for pattern in (
            r"(?:net )?(?:sales|revenues?)\b|(?:total|operating) .*(?:revenues?|sales)\b",
            r"cost of (?:goods|sales|revenues?|products?|services?|merchandise)|costs of|purchased power|fuel",
            r"gross (?:profit|margin)",
            r"selling|general and administrative|marketing|research|compensation|operation and maintenance",
            r"(?:operating|(?:income|earnings) from operations).*(?:income|profit|earnings|loss|operations)",
            r"interest (?:expense|income|and)|interest, net|net interest",
            r"(?:income|earnings|profit|loss).* before",
            r"(?:provision|benefit|income tax|taxes on income|tax expense)",
            r"net (?:income|earnings|loss|\(loss\)|profit)|profit for",
            r"basic|diluted|per (?:common )?share",
            r"weighted|average .*shares",
            r"provision for (?:credit|loan)|noninterest|premiums|claims|benefits",
        )
    ),
    Statement.BALANCE: tuple(
        re.compile(pattern)
        for pattern in (
            r"total assets",
            r"total liabilities(?! and)",
            r"total (?:liabilities|capitalization|deficit|equity).* and ",
            r"cash and|cash equivalents",
            r"receivable",
            r"inventor",
            r"total current assets",
            r"goodwill|intangible",
            r"property|plant|premises|equipment",
            r"payable",
            r"total current liabilities",
            r"long-term (?:debt|borrowings|obligations)|deposits|notes",
            r"retained earnings|accumulated deficit|reinvested",
            r"total .*(?:equity|deficit|investment)",
            r"common (?:stock|shares)|ordinary|paid-in|capital",
            r"accumulated other comprehensive",
        )
    ),
    Statement.CASH_FLOW: tuple(
        re.compile(pattern)
        for pattern in (
            r"(?:net )?cash.* operat(?:ing|ions)",
            r"(?:net )?cash.* investing",
            r"(?:net )?cash.* financing",
            r"depreciation",
            r"adjustments|reconcile|noncash|non-cash",
            r"capital expenditures|purchases? of|additions to|payments? for|acquisitions? of",
            r"dividends? paid|payment of dividends|repurchase|treasury",
            r"exchange rate",
            r"beginning of|, beginning|at start",
            r"end of|, ending",
            r"(?:increase|decrease|change).* cash",
            r"proceeds from|repayments?|issuance|borrowings",
        )
    ),
    Statement.COMPREHENSIVE: tuple(
        re.compile(pattern)
        for pattern in (
            r"other comprehensive",
            r"(?:total )?comprehensive (?:income|loss|earnings)",
            r"translation|foreign currency",
            r"unrealized|hedg|derivativ|securities",
            r"pension|retirement|postretirement|benefit",
            r"net (?:income|earnings|loss)",
        )
    ),
    Statement.EQUITY: tuple(
        re.compile(pattern)
        for pattern in (
            r"balances?\b|beginning|ending",
            r"net (?:income|earnings|loss)",
            r"dividends?|distributions",
            r"repurchase|treasury|issuance|issued",
            r"stock-based|share-based|compensation|stock options?",
            r"other comprehensive",
        )
    ),
}
# Tables that look like a primary statement and are another: parent-only schedules, summaries, reconciliations.
OTHERS = re.compile(
    r"parent[- ]company|parent only|\(parent\)|registrant only|\bschedule\b|guarantor|pro[- ]forma|reconciliation"
    r"|non-gaap|segment|quarterly|supplement(?:al|ary)|selected|summar(?:y|ized)|common[- ]size|percentage of"
    r"|consolidating|discontinued|\btable of contents\b.*\bpage\b|five-year|adjusted|unconsolidated",
    re.IGNORECASE,
)
# The row that ends each statement.
CLOSES = {
    Statement.BALANCE: re.compile(r"total (?:liabilities|capitalization|deficit|equity).*(?: and |, )"),
    Statement.CASH_FLOW: re.compile(r"(?:end of|, end(?:ing)?\b|end$)"),
    Statement.INCOME: re.compile(r"net (?:income|earnings|loss|\(loss\))|per share|diluted"),
}
# Rows that follow the cash at the end of a cash flow statement.
SUPPLEMENTS = re.compile(
    r"supplement(?:al|ary)\b.*\b(?:cash|disclosure|information)|\bnon-?cash\b|\bcash paid\b|\bin exchange for\b"
    r"|^(?:interest|(?:income )?tax(?:es)?) paid\b",
    re.IGNORECASE,
)
