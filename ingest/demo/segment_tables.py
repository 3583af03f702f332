"""The tables about segments, and those of management's discussion that explain results."""

from decimal import Decimal

from ingest.demo.blocks import Amount, Cell, Columns, Line, Measure, Table
from ingest.demo.company import SEGMENTS, Period, spelled
from ingest.demo.filings import Filing
from ingest.demo.statements import figure
from ingest.demo.table_parts import MILLIONS, dates, heading, millions, percent, row, words, years
from ingest.demo.tags import amount

__all__ = [
    "income_mix",
    "sales_bridge",
    "segment_assets",
    "segment_mix",
    "segment_other",
    "segment_results",
    "segments",
]


def segments(filing: Filing) -> Table:
    """Segment results with their significant expenses, reconciled to income before taxes: a block of rows a period."""
    lines: list[Line] = []
    for period in filing.periods:
        title = f"Fiscal {period.fiscal_year}" if filing.annual else f"Thirteen weeks ended {spelled(period.end)}"
        lines.append(Line(title, bold=True))
        lines.append(_across("Net sales", "segment_sales", period, "net_sales", dollar=True))
        lines.append(_across("Cost of sales", "segment_cost", period, "cost_of_sales", negate=True))
        lines.append(_across("Operating expenses (a)", "opex", period, "", negate=True))
        lines.append(_across("Segment operating income", "income", period, "segment_income", total=1))
        for label, key in (
            ("Corporate expense", "sga.corporate"),
            ("Amortization of intangible assets", "amortization"),
            ("Restructuring charges", "restructuring"),
        ):
            lines.append(Line(label, (None, None, None, amount(period, key, negate=True)), indent=1))
        income = amount(period, "operating_income")
        lines.append(Line("Operating income", (None, None, None, income), indent=1, total=1))
        lines.append(
            Line("Interest expense", (None, None, None, amount(period, "interest_expense", negate=True)), indent=1)
        )
        lines.append(Line("Other income (expense), net", (None, None, None, amount(period, "other_income")), indent=1))
        pretax_cell = amount(period, "pretax")
        lines.append(
            Line("Income before income taxes", (None, None, None, pretax_cell), indent=1, total=2, dollar=True)
        )
    names = (*(name.replace(" ", "\n", 1) for name, _ in SEGMENTS.values()), "Total")
    return Table(Columns(names, label=MILLIONS), tuple(lines), label_width=0.44)


def _across(
    label: str, key: str, period: Period, whole: str, *, negate: bool = False, total: int = 0, dollar: bool = False
) -> Line:
    """A line over the segments and their sum; with no name for the sum, it is added up here and carries no tag."""
    parts = tuple(amount(period, f"{key}.{segment}", negate=negate) for segment in SEGMENTS)
    if whole:
        sum_of = amount(period, whole, negate=negate)
    else:
        sum_of = Amount(sum((part.value for part in parts), Decimal(0)), Measure.MILLIONS)
    return Line(label, (*parts, sum_of), indent=1, total=total, dollar=dollar)


def segment_other(filing: Filing) -> Table:
    """Depreciation, capital expenditures and assets of each segment."""
    p = filing.periods
    lines: list[Line] = []
    shown = (("Depreciation", "depreciation", p), ("Capital expenditures", "capex", p))
    for title, key, periods in shown:
        lines.append(heading(f"{title}:"))
        for segment, (name, _) in SEGMENTS.items():
            lines.append(row(name, f"{key}.{segment}", periods, dollar=segment == "flow"))
        lines.append(row("Corporate", f"{key}.corporate", periods))
        lines.append(row(f"Total {title.lower()}", key, periods, indent=2, total=2, dollar=True))
    return Table(years(p), tuple(lines), label_width=0.52)


def segment_assets(filing: Filing) -> Table:
    """Assets of each segment at the balance sheet dates."""
    p = filing.balances
    lines = [row(name, f"assets.{s}", p, indent=0, dollar=s == "flow") for s, (name, _) in SEGMENTS.items()]
    lines.append(row("Corporate (b)", "assets.corporate", p, indent=0))
    lines.append(row("Total assets", "total_assets", p, total=2, dollar=True))
    return Table(dates(p), tuple(lines), label_width=0.62)


def segment_mix(filing: Filing) -> Table:
    """Net sales of each segment and their part of the whole, for the description of the business."""
    p = filing.periods
    lines = []
    for segment, (name, _) in SEGMENTS.items():
        lines.append(Line(name, _pairs(p, f"sales.{segment}", f"weight.{segment}"), dollar=segment == "flow"))
    total: list[Cell] = []
    for period in p:
        total += [amount(period, "net_sales", tag=False), percent(Decimal(1))]
    lines.append(Line("Total net sales", tuple(total), indent=1, total=2, dollar=True))
    spans = tuple((f"Fiscal {period.fiscal_year}", 2) for period in p)
    return Table(Columns(("Net sales", "% of total") * len(p), spans, label=MILLIONS), tuple(lines), label_width=0.28)


def _pairs(periods: tuple[Period, ...], key: str, share: str) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for period in periods:
        cells += [amount(period, key, tag=False), amount(period, share, tag=False)]
    return tuple(cells)


def income_mix(filing: Filing) -> Table:
    """The income statement of two periods with each line's part of net sales and its change."""
    now, then = filing.periods[:2]
    shown = (
        ("Net sales", "net_sales", 0), ("Cost of sales", "cost_of_sales", 0), ("Gross profit", "gross_profit", 1),
        ("Selling, general and administrative", "sga", 0), ("Research and development", "rnd", 0),
        ("Amortization of intangible assets", "amortization", 0), ("Restructuring charges", "restructuring", 0),
        ("Operating income", "operating_income", 1), ("Interest expense", "interest_expense", 0),
        ("Other income (expense), net", "other_income", 0), ("Income before income taxes", "pretax", 1),
        ("Provision for income taxes", "tax", 0), ("Net income", "net_income", 2),
    )  # fmt: skip
    lines = []
    for label, key, total in shown:
        cells: list[Cell] = []
        for period in (now, then):
            share = figure(period, key) / figure(period, "net_sales")
            cells += [amount(period, key, tag=False), percent(share)]
        cells += _change(figure(now, key), figure(then, key))
        lines.append(Line(label, tuple(cells), total=total, dollar=key in ("net_sales", "net_income")))
    return Table(_mix_columns(filing), tuple(lines), label_width=0.31)


def _mix_columns(filing: Filing) -> Columns:
    now, then = filing.periods[:2]
    titles = (
        (f"Fiscal {now.fiscal_year}", f"Fiscal {then.fiscal_year}")
        if filing.annual
        else (f"First Quarter {now.fiscal_year}", f"First Quarter {then.fiscal_year}")
    )
    spans = ((titles[0], 2), (titles[1], 2), ("Change", 2))
    return Columns(("Amount", "% of\nsales", "Amount", "% of\nsales", "$", "%"), spans, label=MILLIONS)


def _change(now: Decimal, then: Decimal) -> list[Cell]:
    """The difference and its percentage; "n.m." where the percentage would mean nothing."""
    meaningless = then == 0 or (now < 0) != (then < 0)
    share: Cell = words("n.m.") if meaningless else percent((now - then) / abs(then))
    return [millions(now - then), share]


def segment_results(filing: Filing) -> Table:
    """Segment sales, operating income and margin of two periods, with the changes."""
    now, then = filing.periods[:2]
    lines: list[Line] = []
    for title, key in (("Net sales:", "sales"), ("Segment operating income:", "income")):
        lines.append(heading(title))
        for segment, (name, _) in SEGMENTS.items():
            values = [figure(period, f"{key}.{segment}") for period in (now, then)]
            cells = (millions(values[0]), millions(values[1]), *_change(*values))
            lines.append(Line(name, cells, indent=1, dollar=segment == "flow"))
        whole = "net_sales" if key == "sales" else "segment_income"
        values = [figure(period, whole) for period in (now, then)]
        total = "Total net sales" if key == "sales" else "Total segment operating income"
        lines.append(Line(total, (millions(values[0]), millions(values[1]), *_change(*values)), 2, 2, True))
    lines.append(heading("Segment operating margin:"))
    for segment, (name, _) in SEGMENTS.items():
        cells = tuple(amount(period, f"margin.{segment}", tag=False) for period in (now, then))
        lines.append(Line(name, cells, indent=1))
    names = (
        (str(now.fiscal_year), str(then.fiscal_year), "$ Change", "% Change")
        if filing.annual
        else (f"Q1 {now.fiscal_year}", f"Q1 {then.fiscal_year}", "$ Change", "% Change")
    )
    return Table(Columns(names, label=MILLIONS), tuple(lines), label_width=0.46)


def sales_bridge(filing: Filing) -> Table:
    """Why each segment's sales changed: volume, price, acquisition and currency."""
    period = filing.period
    effects = ("volume", "price", "acquired", "fx")
    lines = []
    for segment in (*SEGMENTS, ""):
        suffix = f".{segment}" if segment else ""
        cells = [amount(period, f"effect.{effect}{suffix}", tag=False) for effect in effects]
        change = amount(period, f"sales_change{suffix}", tag=False)
        label = SEGMENTS[segment][0] if segment else "Total change in net sales"
        first = segment == "flow" or not segment
        lines.append(Line(label, (*cells, change), 0 if segment else 1, 0 if segment else 2, first))
    names = ("Volume\nand mix", "Price", "Acquisition", "Currency", "Total")
    return Table(Columns(names, label=MILLIONS), tuple(lines), label_width=0.32)
