"""The tables about results: segments, taxes, earnings per share, share-based pay, and those of MD&A."""

from decimal import Decimal

from ingest.demo.blocks import Amount, Cell, Columns, Context, Line, Measure, Table
from ingest.demo.company import PERIODS, SEGMENTS, Period, spelled
from ingest.demo.drivers import REPURCHASES
from ingest.demo.filings import Filing
from ingest.demo.note_tables import maturities, opening_row
from ingest.demo.statements import figure
from ingest.demo.table_parts import MILLIONS, PER_SHARE_UNIT, dates, heading, millions, percent, row, words, years
from ingest.demo.tags import EQUITY_AXIS, amount

__all__ = [
    "adjusted_ebitda",
    "allowance",
    "aoci",
    "cash_summary",
    "deferred_taxes",
    "eps",
    "fair_value",
    "free_cash_flow",
    "income_mix",
    "obligations",
    "pretax",
    "repurchases",
    "restructuring",
    "sales_bridge",
    "segment_assets",
    "segment_mix",
    "segment_other",
    "segment_results",
    "segments",
    "stock_expense",
    "tax_provision",
    "tax_rates",
    "units",
    "unrecognized",
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


def pretax(filing: Filing) -> Table:
    """Income before taxes at home and abroad."""
    p = filing.periods
    lines = (
        row("United States", "pretax.us", p, indent=0, dollar=True),
        row("Foreign", "pretax.foreign", p, indent=0),
        row("Income before income taxes", "pretax", p, total=2, dollar=True),
    )
    return Table(years(p), lines)


def tax_provision(filing: Filing) -> Table:
    """The provision by jurisdiction, current and deferred."""
    p = filing.periods
    lines: list[Line] = []
    for title, kind in (("Current:", "current"), ("Deferred:", "deferred")):
        lines.append(heading(title))
        for place, name in (("federal", "Federal"), ("state", "State"), ("foreign", "Foreign")):
            lines.append(row(name, f"{kind}.{place}", p, dollar=kind == "current" and place == "federal"))
        lines.append(row(f"Total {kind}", kind, p, indent=2, total=1))
    lines.append(row("Provision for income taxes", "tax", p, indent=0, total=2, dollar=True))
    return Table(years(p), tuple(lines))


def tax_rates(filing: Filing) -> Table:
    """From the federal rate to the effective one, in dollars and in percent."""
    p = filing.periods
    items = {
        "federal": "Tax at U.S. federal statutory rate", "state": "State income taxes, net of federal benefit",
        "foreign": "Foreign rate differential", "research": "Research and development credits",
        "fdii": "Foreign-derived intangible income deduction", "stock": "Share-based compensation",
        "nondeductible": "Non-deductible expenses", "other": "Other, net",
    }  # fmt: skip
    lines = []
    for item, name in items.items():
        cells: list[Cell] = []
        for period in p:
            cells += [amount(period, f"tax.{item}"), amount(period, f"tax_rate.{item}")]
        lines.append(Line(name, tuple(cells), dollar=item == "federal"))
    total: list[Cell] = []
    for period in p:
        total += [amount(period, "tax"), amount(period, "tax_rate")]
    lines.append(Line("Provision and effective tax rate", tuple(total), indent=1, total=2, dollar=True))
    spans = tuple((str(period.fiscal_year), 2) for period in p)
    return Table(Columns(("Amount", "Rate") * len(p), spans, label=MILLIONS), tuple(lines), label_width=0.38)


def deferred_taxes(filing: Filing) -> Table:
    """Deferred tax assets and liabilities by what they arise from."""
    p = filing.balances
    assets = {
        "accruals": "Accrued expenses and warranties", "deferred_revenue": "Deferred revenue",
        "stock": "Share-based compensation", "research": "Capitalized research expenditures",
        "leases": "Operating lease liabilities", "losses": "Foreign loss carryforwards",
    }  # fmt: skip
    lines = [heading("Deferred tax assets:")]
    lines += [row(name, f"dta.{key}", p, dollar=key == "accruals") for key, name in assets.items()]
    lines += [
        row("Valuation allowance", "dta.allowance", p, negate=True),
        row("Total deferred tax assets", "dta", p, indent=2, total=1),
        heading("Deferred tax liabilities:"),
        row("Property, plant and equipment", "dtl.ppe", p),
        row("Goodwill and intangible assets", "dtl.intangibles", p),
        row("Operating lease right-of-use assets", "dtl.rou", p),
        row("Total deferred tax liabilities", "dtl", p, indent=2, total=1),
        row("Net deferred tax liability", "deferred_taxes", p, indent=0, total=2, dollar=True),
    ]
    return Table(dates(p), tuple(lines), label_width=0.62)


def unrecognized(filing: Filing) -> Table:
    """Unrecognized tax benefits, rolled forward."""
    p = filing.periods
    lines = (
        opening_row("Balance at beginning of year", "unrecognized_taxes", p),
        row("Additions for tax positions", "unrecognized_added", p),
        row("Settlements and lapses of statutes of limitations", "unrecognized_released", p, negate=True),
        row("Balance at end of year", "unrecognized_taxes", p, indent=0, total=2, dollar=True),
    )
    return Table(years(p), lines)


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


def restructuring(filing: Filing) -> Table:
    """Restructuring charges by kind, and the accrual."""
    p = filing.periods
    lines = (
        heading("Charges:"),
        row("Severance and related benefits", "restructuring.severance", p, dollar=True),
        row("Facility and other exit costs", "restructuring.other", p),
        row("Impairment of equipment", "restructuring.assets", p),
        row("Total restructuring charges", "restructuring", p, indent=2, total=2, dollar=True),
        heading("Accrual:"),
        opening_row("Balance at beginning of period", "restructuring_accrual", p),
        row("Charges settled in cash", "restructuring_cash", p),
        row("Payments", "restructuring_paid", p, negate=True),
        row("Balance at end of period", "restructuring_accrual", p, indent=0, total=2, dollar=True),
    )
    return Table(years(p), lines)


def fair_value(filing: Filing) -> Table:
    """Derivatives and debt at fair value."""
    p = filing.balances
    lines = (
        row("Notional amount of foreign currency forward contracts", "hedge_notional", p, indent=0, dollar=True),
        row("Derivative assets (Level 2)", "hedge_asset", p, indent=0),
        row("Derivative liabilities (Level 2)", "hedge_liability", p, indent=0),
        row("Carrying amount of debt", "debt_net", p, indent=0),
        row("Fair value of debt (Level 2)", "debt_fair_value", p, indent=0),
    )
    return Table(dates(p), lines, label_width=0.62)


def cash_summary(filing: Filing) -> Table:
    """Cash flows by activity, for MD&A."""
    p = filing.periods
    lines = (
        row("Net cash provided by operating activities", "cash_operating", p, indent=0, dollar=True, tag=False),
        row("Net cash used in investing activities", "cash_investing", p, indent=0, tag=False),
        row("Net cash provided by (used in) financing activities", "cash_financing", p, indent=0, tag=False),
        row("Effect of exchange rate changes", "fx.cash", p, indent=0, tag=False),
        row("Net increase (decrease) in cash", "cash_change", p, total=2, dollar=True, tag=False),
    )
    return Table(years(p), lines, label_width=0.55)


def free_cash_flow(filing: Filing) -> Table:
    """Free cash flow, a measure outside GAAP, from the one inside it."""
    p = filing.periods
    lines = (
        row("Net cash provided by operating activities", "cash_operating", p, indent=0, dollar=True, tag=False),
        row("Less: purchases of property, plant and equipment", "capex", p, indent=0, negate=True, tag=False),
        row("Free cash flow", "free_cash_flow", p, total=2, dollar=True, tag=False),
    )
    return Table(years(p), lines, label_width=0.55)


def adjusted_ebitda(filing: Filing) -> Table:
    """Adjusted EBITDA, a measure outside GAAP, from net income."""
    p = filing.periods
    lines = (
        row("Net income", "net_income", p, indent=0, dollar=True, tag=False),
        row("Provision for income taxes", "tax", p, tag=False),
        row("Interest expense", "interest_expense", p, tag=False),
        row("Other (income) expense, net", "other_income", p, negate=True, tag=False),
        row("Depreciation", "depreciation", p, tag=False),
        row("Amortization of intangible assets", "amortization", p, tag=False),
        row("EBITDA", "ebitda", p, indent=0, total=1, tag=False),
        row("Restructuring charges", "restructuring", p, tag=False),
        row("Share-based compensation", "stock_compensation", p, tag=False),
        row("Adjusted EBITDA", "adjusted_ebitda", p, indent=0, total=2, dollar=True, tag=False),
    )
    return Table(years(p), lines, label_width=0.55)


def obligations(filing: Filing) -> Table:
    """What the company is bound to pay, next year and later."""
    period = filing.period
    due = maturities(period)
    principal = figure(period, "debt_gross")
    bought = figure(period, "purchase_obligations")
    # Four fifths of purchase commitments are delivered within a year.
    soon = (bought * Decimal("0.8")).quantize(Decimal("0.1"))
    leases = figure(period, "lease_total")
    current = figure(period, "lease_current")
    shown = (
        ("Long-term debt, principal", principal, due[0]),
        ("Operating lease liabilities", leases, current),
        ("Purchase obligations", bought, soon),
    )
    lines = [
        Line(label, (millions(total), millions(first), millions(total - first)), dollar=not at)
        for at, (label, total, first) in enumerate(shown)
    ]
    total, first = principal + leases + bought, due[0] + current + soon
    lines.append(Line("Total", (millions(total), millions(first), millions(total - first)), 1, 2, True))
    names = ("Total", f"Due in\nfiscal {period.fiscal_year + 1}", "Due later")
    return Table(Columns(names, label=MILLIONS), tuple(lines), label_width=0.46)


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


def allowance(filing: Filing) -> Table:
    """Schedule II: the allowance for doubtful accounts."""
    lines = []
    for period in filing.periods:
        cells = (
            amount(PERIODS[period], "allowance", tag=False),
            amount(period, "allowance_charged"),
            amount(period, "allowance_written_off", negate=True),
            amount(period, "allowance", tag=False),
        )
        lines.append(Line(f"Fiscal year ended {spelled(period.end)}", cells, dollar=True))
    names = (
        "Balance at\nBeginning\nof Year",
        "Charged to\nExpense",
        "Write-offs,\nNet of\nRecoveries",
        "Balance at\nEnd of\nYear",
    )
    return Table(Columns(names, label=MILLIONS), tuple(lines), label_width=0.4)
