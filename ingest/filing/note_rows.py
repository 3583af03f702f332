"""Which period a cell of a note's table is of, from its row and its column together; None where they do not agree."""

import re
from dataclasses import dataclass
from datetime import timedelta

from ingest.filing.concepts import Kind, concept
from ingest.filing.note_columns import Meaning, Timing, has_date, heads, intro, member_of, row_period
from ingest.filing.periods import Calendar, Period, column_periods
from ingest.filing.tables import Grid

__all__ = ["Dater", "is_count", "is_not_money", "is_unfit"]

_NOT_MONEY = re.compile(
    r"\bnumber of|\bcount\b|headcount|employees\b|\bstores?\b|restaurants|clubs\b|\bsquare f|locations|customers\b"
    r"|subscribers|connections|units? (?:sold|volume|count)|\bvolumes?\b|barrels|\btons\b|gallons|\bmiles\b|megawatt"
    r"|\bin years\b|\(years\)|\blife\b|\blives\b|\bterm \(|remaining term|average term|\brates?\b|\bratios?\b"
    r"|\bturnover\b"
    r"|\bdays\b|\bmultiples?\b|\byield|volatility|\bindex\b|percent|%|\bpoints?\b|\bfactor\b|\bgranted\b|\bvested\b|forfeited"
    r"|\bexercis(?:ed|able)|nonvested|unvested|per (?:square|room|gallon|barrel|unit|day)|revpar|\badr\b|occupancy"
    r"|\barp[ua]\b|churn|\('?\s?000s?\)|‘000|comparable|\bweighted[- ]average\b|\bper (?:share|unit)\b"
    r"|contracts? (?:outstanding|held)|\bshares\b|\bwarehouses\b",
    re.IGNORECASE,
)
# Under it stand amounts, though a row be called "physical stores" or "wholesale customers".
_AMOUNTS = re.compile(r"(?:total )?(?:net )?(?:sales|revenues?)(?: by [\w ]+)?", re.IGNORECASE)
_SELLERS = re.compile(r"\b(?:stores?|restaurants|clubs|warehouses|customers|subscribers)$", re.IGNORECASE)
_FLOW = re.compile(
    r"\b(?:sales|revenues?|expenses?|costs?|charges?|provision|benefit|earnings|profit|loss(?:es)?|gains?|depreciation"
    r"|amortization|payments?|paid|purchases?|proceeds|contributions|expenditures|impairments?|compensation|dividends?"
    r"|ebitda?|net income|operating income|income before|interest income|current tax|federal|foreign"
    r"|cash (?:provided|used))\b",
    re.IGNORECASE,
)
_BALANCE = re.compile(
    r"\b(?:assets|liabilities|receivables?|payables?|debt|notes|inventor\w+|goodwill|accrued|accumulated|allowance"
    r"|securities|equity|loans?|obligations?|balances?|deposits|reserves?|raw materials|work[- ]in[- ]process"
    r"|finished goods|land|buildings|machinery|equipment|leasehold|trademarks|intangibles?|carryforwards?|carrying)\b",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"\b(?:service cost|interest cost|expected return|actual return|amortization of|payments|paid|purchases?|proceeds"
    r"|additions|contributions|settlements?|issued|issuances?|acquisitions?|acquired|charges?|charged|provision for"
    r"|translation|write-?offs?|reclassif|increases?|decreases?|reductions?|dispos|lapse|change|actuarial|transfers?"
    r"|accretion|divest|curtailment|recover)",
    re.IGNORECASE,
)
_TERM = r"(?:the )?(?:fiscal )?(?:year|period|quarter)"
_OPENING = re.compile(
    rf"\b(?:beginning|start) of {_TERM}|\b(?:beginning|opening) balance|balances?,? (?:at )?beginning"
    r"|, (?:at )?beginning$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    rf"\bend of {_TERM}|\b(?:ending|closing) balance|balances?,? (?:at )?end(?:ing)?\b"
    r"|, (?:at )?end(?:ing)?$",
    re.IGNORECASE,
)
_SUMMARY = re.compile(r"selected|summary|highlights|financial data|five[- ]year|ten[- ]year", re.IGNORECASE)
_CHANGES = re.compile(r"\bchanges? in\b", re.IGNORECASE)
_DELTA = re.compile(r"[$%]? ?change\b|[+=-]? ?$", re.IGNORECASE)
# What is not yet recognised is what was left at the end, under whatever heading.
_UNRECOGNISED = re.compile(r"unrecogni[sz]ed (?:compensation|stock|share)", re.IGNORECASE)
_DATED_BALANCE = re.compile(r"balances?\b", re.IGNORECASE)


def is_not_money(text: str) -> bool:
    """Whether a text speaks of counts, rates, years or shares, whose figures a unit line in millions does not scale."""
    return bool(_NOT_MONEY.search(text))


def is_count(label: str, heading: str) -> bool:
    """Whether a row's figures are no money, from its label and the heading it stands under ("" for none)."""
    if _AMOUNTS.fullmatch(heading):
        return is_not_money(label) and not _SELLERS.search(label)
    return is_not_money(f"{heading} {label}")


def is_unfit(label: str) -> bool:
    """Rows that are no figure of the column's period: those named by a year (maturities), dated balances, changes."""
    return (
        len(label) > 220
        or not member_of(label)
        or _DELTA.match(label) is not None
        or (_DATED_BALANCE.match(label) is not None and has_date(label))
    )


@dataclass(slots=True)
class Dater:
    """Dates the cells of one table, row by row from the top. `known` is the filing's calendar, `newest` what the filing
    calls its newest year."""

    grid: Grid
    known: Calendar
    newest: int | None
    _usual: Timing | None = None
    _rolling: bool = False
    _label: str = ""
    _parents: tuple[str, ...] = ()
    _kind: Kind | None = None
    _headed: tuple[Period | None, Timing] | None = None

    def begin(self, label: str, parents: tuple[str, ...], means: str | None) -> None:
        """Go on to a row. `means` is the concept that its label means anywhere."""
        # Between the opening and the closing balance stands what happened in the year.
        self._rolling = bool(_OPENING.search(label)) or (self._rolling and not _CLOSING.search(label))
        self._label, self._parents = label, parents
        self._kind = concept(means).kind if means else None
        self._headed = None

    def period(self, meaning: Meaning) -> Period | None:
        """The period of the row's cell in a column."""
        period, timing = meaning.period, meaning.timing
        dated = [parent for parent in self._parents if has_date(parent)]
        if dated and not meaning.own:
            if self._headed is None:
                self._headed = row_period(self.grid, self._parents, self.known, self.newest)
            period, timing = self._headed
        elif any(not member_of(parent) for parent in dated):
            return None
        if period is None:
            return None
        if timing is Timing.UNKNOWN:
            timing = self._usual = self._usual or _usual_timing(self.grid)
        if timing is Timing.DURATION:
            return self._in_duration(period)
        return self._at_instant(period) if timing is Timing.INSTANT else None

    def _in_duration(self, period: Period) -> Period | None:
        if period.start is None:
            return None
        if _OPENING.search(self._label):
            return Period(period.start - timedelta(days=1))
        if _CLOSING.search(self._label) or _UNRECOGNISED.match(self._label):
            return Period(period.end)
        if self._kind is Kind.INSTANT:
            # Selected data print balances under years; elsewhere it is the balance's change.
            summary = any(_SUMMARY.search(text) for text in (*heads(self.grid), *self._parents))
            return Period(period.end) if summary else None
        return period

    def _at_instant(self, period: Period) -> Period | None:
        opening = bool(_OPENING.search(self._label))
        if opening or self._rolling:
            year = self._year_to(period)
            if year is None or year.start is None:
                return None
            return Period(year.start - timedelta(days=1)) if opening else year
        if self._kind is Kind.DURATION or _MOVES.search(self._label):
            return None
        return None if any(_CHANGES.search(text) for text in (*self._parents, self._label)) else Period(period.end)

    def _year_to(self, period: Period) -> Period | None:
        """The fiscal year that ends on a day, where the filing is an annual one."""
        if self.known.months != 12:
            return None
        name = f"Year ended {period.end:%B} {period.end.day}, {period.end.year}"
        return column_periods([name], "", (), self.known, False)[0]


def _usual_timing(grid: Grid) -> Timing:
    """What most of a table's rows speak of, for columns that print a year alone."""
    texts = [*(row.label for row in grid.table.rows), *heads(grid)[-1:], intro(grid)]
    flows = balances = 0
    for text in texts:
        flow, balance = bool(_FLOW.search(text)), bool(_BALANCE.search(text))
        flows += flow and not balance
        balances += balance and not flow
    if flows >= 2 and flows >= 4 * balances:
        return Timing.DURATION
    return Timing.INSTANT if balances >= 2 and balances >= 4 * flows else Timing.UNKNOWN
