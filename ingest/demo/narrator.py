"""Prose with its numbers filled in from the books: a template's words, and amounts in place of its `{fields}`.

A field names a number and how to say it: `{net_sales}` is "$1,745.5 million" of the filing's period,
`{net_sales@-1}` of the comparable one before, `{cash@balance}` of the earlier balance sheet shown, and
`{cash@FY2024}` of that year. After a colon:

    bare    the digits alone: "1,745.5"
    change  the difference from the comparable period, without sign: "$83.9 million"
    growth  the same as a percentage: "5.0%"
    rose    "increased" or "decreased"
    moved   "increased $83.9 million, or 5.0%"
    rise    "an increase of $83.9 million, or 5.0%"
    points  "increased 170 basis points", for fractions
    added   "added $31.8 million" or "took away $0.9 million", by the number's own sign

Fields in capitals are words about the filing: `{YEAR}`, `{PRIOR}`, `{END}`, `{COMPANY}` and so on.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from string import Formatter

from ingest.demo.blocks import Amount, Measure, Piece, Text
from ingest.demo.company import COMPANY, PERIODS, Period, spelled
from ingest.demo.filings import Filing
from ingest.demo.statements import figure, rounded
from ingest.demo.tags import amount, measure_of

__all__ = ["Narrator", "said"]

_NAMED = {period.name: period for period in PERIODS}


def said(value: Amount) -> Text:
    """An amount as running text says it: "$86.2 million", "$3.03", "20.7%", "41.4 million"."""
    sign = "-" if value.shown < 0 else ""
    digits = Amount(abs(value.value), value.measure) if value.shown == 0 else value
    match value.measure:
        case Measure.MILLIONS:
            return (f"{sign}$", digits, " million") if value.shown else ("no amount",)
        case Measure.SHARES:
            return (digits, " million")
        case Measure.PER_SHARE:
            return (f"{sign}$", digits)
        case Measure.PERCENT:
            return (sign, digits, "%")
        case _:
            return (sign, digits)


@dataclass(frozen=True, slots=True)
class Narrator:
    """Fills in the templates of one filing. With `tags`, its amounts carry their XBRL tags."""

    filing: Filing
    tags: bool = False

    def say(self, template: str) -> Text:
        """The template's words with its numbers. Raises KeyError for a field that names no number."""
        pieces: list[Piece] = []
        for words, field, how, _ in Formatter().parse(template):
            pieces.append(words)
            if field is not None:
                pieces += self._field(field, how or "")
        return tuple(piece for piece in pieces if piece != "")

    def _field(self, field: str, how: str) -> Text:
        if field.isupper():
            return (self._words()[field],)
        key, _, when = field.partition("@")
        period = self._period(when)
        if how in ("", "bare"):
            value = amount(period, key, tag=self.tags)
            return said(value) if not how else (value,)
        if how == "added":
            value = amount(period, key, tag=False)
            return ("added " if value.shown >= 0 else "took away ", *said(replace(value, value=abs(value.value))))
        return _compared(key, figure(period, key), figure(self._before(period, key), key), how)

    def _period(self, when: str) -> Period:
        match when:
            case "":
                return self.filing.period
            case "balance":
                return self.filing.balances[1]
            case _ if when in _NAMED:
                return _NAMED[when]
            case _:
                return self.filing.periods[-int(when)]

    def _before(self, period: Period, key: str) -> Period:
        """The period that `period` is compared with: the year before, or the same quarter of it."""
        for other in PERIODS:
            if other.fiscal_year == period.fiscal_year - 1 and other.quarter == period.quarter:
                return other
        raise KeyError(f"{key}: nothing to compare {period.name} with")

    def _words(self) -> dict[str, str]:
        period, earlier = self.filing.period, self.filing.periods[1]
        return {
            "COMPANY": COMPANY.name, "SHORT": COMPANY.short, "TICKER": COMPANY.ticker, "EXCHANGE": COMPANY.exchange,
            "CITY": COMPANY.city, "STATE": COMPANY.state_code, "WEBSITE": COMPANY.website, "AUDITOR": COMPANY.auditor,
            "YEAR": f"{period.fiscal_year}", "PRIOR": f"{period.fiscal_year - 1}", "NEXT": f"{period.fiscal_year + 1}",
            "BEFORE": f"{period.fiscal_year - 2}", "END": spelled(period.end), "PRIOREND": spelled(earlier.end),
            "BALANCEEND": spelled(self.filing.balances[1].end), "WEEKS": f"{period.weeks}",
            "HEADCOUNT": f"{COMPANY.employees[period.fiscal_year]:,}" if self.filing.annual else "",
            "AUDITCITY": COMPANY.auditor_city, "AUDITNUMBER": COMPANY.auditor_number,
            "FILED": spelled(self.filing.filed),
        }  # fmt: skip


def _compared(key: str, now: Decimal, then: Decimal, how: str) -> Text:
    rise = now - then
    up = rise >= 0
    measure = measure_of(key)
    if how == "points":
        # Margins are compared as they are printed, so that the reader can check the difference.
        points = (rounded(now, 3) - rounded(then, 3)) * 10_000
        return ("increased " if points >= 0 else "decreased ", f"{abs(points):.0f} basis points")
    in_base = abs(rise).scaleb(6) if measure in (Measure.MILLIONS, Measure.SHARES) else abs(rise)
    size = said(Amount(in_base, measure))
    share: Text = (Amount(abs(rise / then), Measure.PERCENT), "%") if then else ("",)
    match how:
        case "change":
            return size
        case "growth":
            return share
        case "rose":
            return ("increased" if up else "decreased",)
        case "moved":
            return ("increased " if up else "decreased ", *size, ", or ", *share)
        case "rise":
            return ("an increase of " if up else "a decrease of ", *size, ", or ", *share)
    raise KeyError(f"{key}:{how}: no such way of saying a number")
