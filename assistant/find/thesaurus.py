"""Words that people ask with, and the words that filings print for the same thing: widens keyword search alone."""

import re

__all__ = ["filing_words"]

_ENTRIES: tuple[tuple[str, str], ...] = (
    (r"legal battles?|law ?suits?|sued?|court cases?", "legal proceedings litigation claims contingencies"),
    (
        r"industry|line of business|what does .* do|main products?",
        "business overview leader products customers segments",
    ),
    (
        r"acquired|acquisitions?|bought|takeovers?|merge[dr]s?|m&a",
        "acquisition acquired business combination purchase price",
    ),
    (
        r"spin(?:ning|s)?[- ]?offs?|divest\w*|sold off|dispos\w*",
        "divestiture separation spin-off disposal discontinued",
    ),
    (r"top ?line", "net sales revenues"),
    (r"bottom line", "net income earnings"),
    (r"regions?|countr(?:y|ies)|geograph\w*", "geographic region area international domestic"),
    (r"bankrupt\w*|liquidat\w*", "book value per share equity"),
    (r"retain\w*|churn", "retention rate attrition"),
    (
        r"nominees?|board members?|votes?|voted",
        "election directors votes for against withheld abstain broker non-votes",
    ),
    (
        r"ceo|chief executive|cfo|chief financial|resign\w*|appoint\w*",
        "appointed president chief executive officer director",
    ),
    (r"lay ?offs?|job cuts|headcount|work ?force", "restructuring severance employees headcount"),
    (r"buy ?backs?|repurchas\w*", "share repurchases repurchased common stock treasury"),
    (r"pension\w*|retirees?|retirement", "pension postretirement benefit payments expected plans"),
    (r"hedg\w*|derivatives?|swaps?", "derivative instruments hedging notional swaps forward contracts"),
    (r"guidance|outlook|forecast\w*|expects?|targets?", "outlook expects guidance full-year"),
    (r"risk\w*", "risk factors"),
    (r"customers? concentration|largest customers?|biggest customers?", "customers accounted for percent of net sales"),
    (r"listed|traded|ticker|exchange", "trading symbol exchange registered pursuant section securities"),
    (r"debt due|matur\w*|repay\w*", "maturities long-term debt notes due"),
    (r"credit lines?|credit facilit\w*|revolv\w*", "revolving credit facility agreement commitments"),
    (r"pay ?out|dividends?", "dividends declared per share cash dividends"),
    (
        r"exclud\w+[^.?;]{0,30}(?:m&a|mergers?|acquisitions?|divestitures?)",
        "organic sales change acquisitions divestitures translation",
    ),
    (r"organic\w*|excluding currency|constant currency|fx", "organic currency translation comparable growth"),
    (r"stores?|locations?|outlets?", "number of stores opened closed square feet"),
    (r"employees?|people work", "employees human capital full-time"),
    (r"cyber\w*|data breach\w*", "cybersecurity information security incident"),
    (r"climate|emissions?|esg", "environmental climate greenhouse gas emissions"),
    (r"tax rate|taxes", "effective tax rate income taxes provision"),
    (r"impair\w*|write-?(?:down|off)s?", "impairment charge goodwill intangible assets"),
    (r"adjusted|non-?gaap|ebitdar?", "reconciliation of non-GAAP financial measures adjusted"),
    (r"auditors?", "independent registered public accounting firm report opinion"),
)
_COMPILED = tuple((re.compile(rf"\b(?:{asked})\b", re.IGNORECASE), printed) for asked, printed in _ENTRIES)


def filing_words(text: str) -> str:
    """The words that filings print for what a question asks in others; "" when it has none such."""
    return " ".join(printed for asked, printed in _COMPILED if asked.search(text))
