"""The tables of the note on income taxes."""

from ingest.demo.blocks import Cell, Columns, Line, Table
from ingest.demo.filings import Filing
from ingest.demo.note_tables import opening_row
from ingest.demo.table_parts import MILLIONS, dates, heading, row, years
from ingest.demo.tags import amount

__all__ = ["deferred_taxes", "pretax", "tax_provision", "tax_rates", "unrecognized"]


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
