"""The tables about shareholders: earnings per share, share-based pay, other comprehensive loss, repurchases."""

from decimal import Decimal

from ingest.demo.blocks import Amount, Cell, Columns, Context, Line, Measure, Table
from ingest.demo.company import PERIODS, Period, spelled
from ingest.demo.drivers import REPURCHASES
from ingest.demo.filings import Filing
from ingest.demo.statements import figure
from ingest.demo.table_parts import MILLIONS, PER_SHARE_UNIT, millions, row, years
from ingest.demo.tags import EQUITY_AXIS, amount

__all__ = ["aoci", "eps", "repurchases", "stock_expense", "units"]


def eps(filing: Filing) -> Table:
    """How earnings per share are worked out."""
    p = filing.periods
    lines = (
        row("Net income", "net_income", p, indent=0, dollar=True),
        row("Weighted-average shares outstanding \N{EM DASH} basic", "basic_shares", p, indent=0),
        row("Dilutive effect of restricted and performance stock units", "dilution", p, indent=0),
        row("Weighted-average shares outstanding \N{EM DASH} diluted", "diluted_shares", p, indent=0, total=2),
        row("Basic earnings per share", "eps_basic", p, indent=0, dollar=True),
        row("Diluted earnings per share", "eps_diluted", p, indent=0, dollar=True),
        row("Units excluded because their effect would be antidilutive", "antidilutive", p, indent=0),
    )
    return Table(years(p, PER_SHARE_UNIT), lines, label_width=0.56)


def stock_expense(filing: Filing) -> Table:
    """Share-based compensation expense by kind of award."""
    p = filing.periods
    lines = (
        row("Restricted stock units", "stock.units", p, indent=0, dollar=True),
        row("Performance stock units", "stock.performance", p, indent=0),
        row("Employee stock purchase plan", "stock.purchase", p, indent=0),
        row("Total share-based compensation expense", "stock_compensation", p, total=2, dollar=True),
    )
    return Table(years(p), lines)


def units(filing: Filing) -> Table:
    """Restricted stock units, rolled forward over the latest year, with their value when granted."""
    period = filing.period
    before = PERIODS[period]
    shown = (
        (f"Outstanding at {spelled(before.end)}", "units", "units_price", before, False),
        ("Granted", "units_granted", "units_price_granted", period, False),
        ("Vested", "units_vested", "units_price_vested", period, True),
        ("Forfeited", "units_forfeited", "units_price_vested", period, True),
        (f"Outstanding at {spelled(period.end)}", "units", "units_price", period, False),
    )
    lines = [
        Line(
            label, (amount(when, key, negate=negate), amount(when, price)),
            total=2 if at == len(shown) - 1 else 0, dollar=at in (0, len(shown) - 1), indent=0 if key == "units" else 1,
        )
        for at, (label, key, price, when, negate) in enumerate(shown)
    ]  # fmt: skip
    names = ("Units", "Weighted-Average\nGrant-Date\nFair Value")
    return Table(Columns(names, label="(Units in thousands)"), tuple(lines), label_width=0.62)


def aoci(filing: Filing) -> Table:
    """Accumulated other comprehensive loss by component, rolled forward."""
    periods = tuple(reversed(filing.periods[:2])) if filing.annual else filing.periods[:1]
    first = PERIODS[periods[0]]
    lines = [_aoci_balance(first, total=0)]
    for period in periods:
        when = Context(period.start, period.end)
        concept = "us-gaap:OtherComprehensiveIncomeLossNetOfTax"
        gains = (amount(period, "translation_change", tag=False), amount(period, "hedge_gain", tag=False))
        before = figure(period, "translation_change") + figure(period, "hedge_gain")
        lines.append(Line("Before reclassifications", (*gains, millions(before)), indent=1))
        moved = amount(period, "hedge_reclassified")
        nothing = millions(Decimal("0.0"))
        plain_moved = amount(period, "hedge_reclassified", tag=False)
        lines.append(Line("Reclassified to net income", (nothing, moved, plain_moved), indent=1))
        whole = millions(figure(period, "other_comprehensive"), concept, when)
        parts = (amount(period, "translation_change"), amount(period, "hedge_change"))
        lines.append(Line("Other comprehensive income (loss)", (*parts, whole), indent=1, total=1))
        lines.append(_aoci_balance(period, total=2 if period is periods[-1] else 1))
    names = ("Foreign Currency\nTranslation", "Cash Flow\nHedges", "Total")
    return Table(Columns(names, label=MILLIONS), tuple(lines), label_width=0.46)


def _aoci_balance(period: Period, total: int) -> Line:
    when = Context(None, period.end, ((EQUITY_AXIS, "us-gaap:AccumulatedTranslationAdjustmentMember"),))
    hedged = Context(None, period.end, ((EQUITY_AXIS, "us-gaap:AccumulatedGainLossNetCashFlowHedgeParentMember"),))
    concept = "us-gaap:StockholdersEquity"
    cells = (
        millions(figure(period, "translation"), concept, when),
        millions(figure(period, "hedges"), concept, hedged),
        amount(period, "accumulated_other"),
    )
    return Line(f"Balance at {spelled(period.end)}", cells, total=total, dollar=True)


def repurchases(filing: Filing) -> Table:
    """Shares bought in the last three months of the year, by month."""
    days = ("Fiscal July", "Fiscal August", "Fiscal September")
    lines: list[Line] = []
    bought, paid = Decimal("0.0"), Decimal("0.0")
    for name, entry in zip(days, REPURCHASES[filing.period.name], strict=True):
        count, cost = (Decimal(word) for word in entry.split()) if entry != "-" else (Decimal("0.0"), Decimal("0.0"))
        bought, paid = bought + count, paid + cost
        lines.append(Line(name, _purchase(count, cost)))
    lines.append(Line("Total", _purchase(bought, paid), indent=1, total=2))
    names = ("Shares\nPurchased", "Average Price\nPaid per Share", "Amount Paid")
    unit = "(In millions, except per share amounts)"
    return Table(Columns(names, label=unit), tuple(lines), label_width=0.46)


def _purchase(count: Decimal, cost: Decimal) -> tuple[Cell, ...]:
    price = cost / count if count else Decimal(0)
    return (Amount(count.scaleb(6), Measure.SHARES), Amount(price, Measure.PER_SHARE), millions(cost))
