"""What tables of numbers are put together from: lines of the books' numbers, and column headers of periods."""

from collections.abc import Sequence
from decimal import Decimal

from ingest.demo.blocks import Amount, Columns, Context, Line, Measure, Text
from ingest.demo.company import Period, spelled
from ingest.demo.tags import amount

__all__ = [
    "MILLIONS",
    "PER_SHARE_UNIT",
    "ahead",
    "dates",
    "day_columns",
    "heading",
    "millions",
    "percent",
    "row",
    "words",
    "years",
]

PER_SHARE_UNIT = "(In millions, except per share amounts)"
MILLIONS = "(In millions)"


def row(
    label: str, key: str, periods: Sequence[Period], *, negate: bool = False, indent: int = 1, total: int = 0,
    dollar: bool = False, bold: bool = False, tag: bool = True,
) -> Line:  # fmt: skip
    """A line of a table: the number called `key` in each of `periods`."""
    cells = tuple(amount(period, key, negate=negate, tag=tag) for period in periods)
    return Line(label, cells, indent=indent, total=total, dollar=dollar, bold=bold)


def heading(label: str, indent: int = 0) -> Line:
    """A line with a label alone."""
    return Line(label, indent=indent)


def millions(value: Decimal, concept: str = "", context: Context | None = None) -> Amount:
    """So many millions of dollars as an amount."""
    return Amount(value.scaleb(6), Measure.MILLIONS, concept, context)


def percent(value: Decimal) -> Amount:
    """A fraction as a percentage."""
    return Amount(value, Measure.PERCENT)


def words(text: str) -> Text:
    """A cell of words."""
    return (text,)


def day_columns(periods: Sequence[Period], over: str = "") -> Columns:
    """Columns headed by the last day of each period, under a spanning header if there is one."""
    names = tuple(spelled(period.end).replace(", ", ",\n") for period in periods)
    return Columns(names, ((over, len(names)),) if over else ())


def years(periods: Sequence[Period], unit: str = MILLIONS) -> Columns:
    """Columns headed by fiscal years, or by the days quarters ended; `unit` stands over the labels."""
    if any(period.quarter for period in periods):
        columns = day_columns(periods)
        return Columns(columns.names, columns.spans, label=unit)
    return Columns(tuple(str(period.fiscal_year) for period in periods), label=unit)


def dates(periods: Sequence[Period], unit: str = MILLIONS) -> Columns:
    """Columns headed by balance sheet dates."""
    return Columns(day_columns(periods).names, label=unit)


def ahead(period: Period, amounts: Sequence[Decimal], key: str = "") -> list[Line]:
    """A schedule of coming fiscal years, the last line "Thereafter". A quarter's first line is the rest of its year."""
    first = period.fiscal_year if period.quarter else period.fiscal_year + 1
    labels = [str(first + offset) for offset in range(len(amounts) - 1)] + ["Thereafter"]
    if period.quarter:
        labels[0] += " (remaining nine months)"
    concepts = _SCHEDULES.get(key, ("",) * len(amounts))
    when = Context(None, period.end)
    return [
        Line(
            label,
            (millions(value, f"us-gaap:{concept}" if concept and not period.quarter else "", when),),
            dollar=not at,
        )
        for at, (label, value, concept) in enumerate(zip(labels, amounts, concepts, strict=True))
    ]


_NEXT = ("NextTwelveMonths", "YearTwo", "YearThree", "YearFour", "YearFive", "AfterYearFive")
_SCHEDULES = {
    "amortization": tuple(f"FiniteLivedIntangibleAssetsAmortizationExpense{when}" for when in _NEXT),
    "debt": tuple(
        f"LongTermDebtMaturitiesRepaymentsOfPrincipal{when}"
        for when in ("InNextTwelveMonths", "InYearTwo", "InYearThree", "InYearFour", "InYearFive", "AfterYearFive")
    ),
    "leases": tuple(
        f"LesseeOperatingLeaseLiabilityPaymentsDue{when}"
        for when in ("NextTwelveMonths", "YearTwo", "YearThree", "YearFour", "YearFive", "AfterYearFive")
    ),
}
