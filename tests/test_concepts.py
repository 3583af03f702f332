"""Standard concepts: labels of real statements, XBRL elements, and the sign of a value."""

from datetime import date
from decimal import Decimal

import pytest

from ingest.document import Fact, Statement
from ingest.filing.concepts import concepts, label_rank, standard_concept, standard_tag, standard_value
from ingest.filing.labels import normal_label

INCOME, BALANCE, CASH = Statement.INCOME, Statement.BALANCE, Statement.CASH_FLOW


@pytest.mark.parametrize(
    ("label", "statement", "parents", "expected"),
    [
        ("Total net sales", INCOME, (), "revenue"),
        ("Cost of product sold", INCOME, (), "cost_of_revenue"),
        ("Interest and other debt expense", INCOME, (), "interest_expense"),
        ("Profit attributable to common shareholders", INCOME, (), "net_income"),
        ("Net income", INCOME, ("Earnings per share - diluted",), "eps_diluted"),
        ("Net income attributable to Acme Inc. shareholders", INCOME, ("Earnings per share––basic",), "eps_basic"),
        ("Diluted earnings per share", INCOME, ("Basic earnings per share",), "eps_diluted"),
        ("Net cash used in financing", CASH, (), "financing_cash_flow"),
        ("Purchases related to property and equipment and intangible assets", CASH, (), "capex"),
        ("Payments related to repurchases of common stock", CASH, (), "share_repurchases"),
        ("Repurchase of Acme Rockets common shares", CASH, (), "share_repurchases"),
        ("Share repurchase program (Note 12)", CASH, (), "share_repurchases"),
        ("Proceeds from stock issued under equity plans", CASH, (), "shares_issued"),
        ("Debt issued", CASH, (), "debt_issued"),
        ("Debt repaid", CASH, (), "debt_repaid"),
        ("Deferred and other income taxes", CASH, (), "deferred_taxes"),
        ("Accounts payable, accrued and other liabilities", CASH, (), "change_payables"),
        ("Business combinations, net of cash acquired", CASH, (), "acquisitions"),
        ("Interest payments on debt", CASH, (), "interest_paid"),
        ("Cash, cash equivalents and restricted cash, ending balances", CASH, (), "cash_end"),
        ("Operating leases", BALANCE, (), None),
        ("Operating leases", BALANCE, ("noncurrent assets",), "operating_lease_assets"),
        ("Operating leases", BALANCE, ("liabilities",), "operating_lease_liabilities_noncurrent"),
        ("Redeemable noncontrolling interests", BALANCE, (), None),
        ("Noncontrolling interests in subsidiaries", BALANCE, (), "noncontrolling_interest"),
        ("Paid-in surplus", BALANCE, (), "paid_in_capital"),
        ("Total accumulated other comprehensive loss", BALANCE, (), "aoci"),
        ("Property, equipment and technology, net", BALANCE, (), "ppe_net"),
        (
            "Net income attributable to noncontrolling interests and redeemable noncontrolling interests",
            INCOME,
            (),
            "net_income_noncontrolling",
        ),
        ("Net cash from investing", CASH, (), "investing_cash_flow"),
        ("Common stock cash dividends paid", CASH, (), "dividends_paid"),
        ("Dividends and dividend equivalents paid", CASH, (), "dividends_paid"),
        ("Payments for capital expenditures", CASH, (), "capex"),
        ("Capitalized software and purchases of property and equipment", CASH, (), "capex"),
        ("Businesses acquired, net of cash acquired", CASH, (), "acquisitions"),
        (
            "Adjustments to reconcile net income to net cash provided by operating activities: "
            "Depreciation and amortization",
            CASH,
            (),
            "depreciation_amortization",
        ),
        ("Accounts payable, principally trade", BALANCE, (), "accounts_payable"),
        ("Trade accounts receivable, less doubtful accounts of $16", BALANCE, (), "receivables"),
        ("Inventories, at LIFO", BALANCE, (), "inventories"),
        ("Total debt", BALANCE, (), "debt_total"),
        ("Net property", BALANCE, (), "ppe_net"),
        ("Capital in excess of par value", BALANCE, (), "paid_in_capital"),
        ("NET OPERATING REVENUES", INCOME, (), "revenue"),
        ("", INCOME, ("Revenues",), "revenue"),
        ("Total revenues net of interest expense", INCOME, (), "revenue"),
        ("Cost of goods sold", INCOME, (), "cost_of_revenue"),
        ("Total cost of revenue", INCOME, (), "cost_of_revenue"),
        ("Merchandise costs", INCOME, (), "cost_of_revenue"),
        ("Operating income (loss)", INCOME, (), "operating_income"),
        ("Loss from operations", INCOME, (), "operating_income"),
        ("Operating profit", INCOME, (), "operating_income"),
        ("Benefit (provision) for income taxes", INCOME, (), "income_tax"),
        ("Provision/(benefit) for taxes on income", INCOME, (), "income_tax"),
        ("Income (loss) before income taxes", INCOME, (), "pretax_income"),
        (
            "Earnings before income taxes and after-tax earnings from joint ventures",
            INCOME,
            (),
            "pretax_income",
        ),
        ("NET INCOME ATTRIBUTABLE TO SHAREOWNERS OF THE COMPANY", INCOME, (), "net_income"),
        ("Consolidated net income attributable to Acme", INCOME, (), "net_income"),
        ("Net loss", INCOME, (), "net_income"),
        ("Consolidated net income", INCOME, (), "net_income_including_noncontrolling"),
        (
            "Less: Net (income) loss attributable to noncontrolling interests",
            INCOME,
            (),
            "net_income_noncontrolling",
        ),
        ("Interest expense, net of amounts capitalized", INCOME, (), "interest_expense"),
        ("Basic", INCOME, ("Earnings (loss) per share",), "eps_basic"),
        ("Diluted", INCOME, ("Weighted average common shares outstanding:",), "shares_diluted"),
        ("Diluted earnings per share", INCOME, (), "eps_diluted"),
        ("Total current assets", BALANCE, (), "current_assets"),
        ("Total current assets", BALANCE, ("Assets", "Current assets"), "current_assets"),
        ("Total current liabilities", BALANCE, ("LIABILITIES", "Current liabilities:"), "current_liabilities"),
        ("TOTAL ASSETS", BALANCE, (), "total_assets"),
        ("TOTAL ASSETS", BALANCE, ("ASSETS", "OTHER ASSETS"), "total_assets"),
        ("Total liabilities", BALANCE, (), "total_liabilities"),
        (
            "Total liabilities, redeemable noncontrolling interest, and equity",
            BALANCE,
            (),
            "liabilities_and_equity",
        ),
        ("Property, plant and equipment — net", BALANCE, (), "ppe_net"),
        ("Land, buildings, and equipment", BALANCE, (), "ppe_net"),
        (
            "Premises and equipment, less accumulated depreciation and amortization: 2022, $9,850",
            BALANCE,
            (),
            "ppe_net",
        ),
        (
            "Trade accounts receivable, less allowances of $477 and $466, respectively",
            BALANCE,
            (),
            "receivables",
        ),
        ("Merchandise inventories", BALANCE, (), "inventories"),
        ("Accounts payable and accrued expenses", BALANCE, (), "accounts_payable"),
        ("Long-term debt, excluding current portion", BALANCE, (), "long_term_debt"),
        ("Long-term debt", BALANCE, (), "long_term_debt"),
        ("Current maturities of long-term debt", BALANCE, (), "current_portion_long_term_debt"),
        ("Debt maturing within one year", BALANCE, (), "debt_current"),
        ("Total Acme Company shareholders’ equity", BALANCE, (), "equity"),
        ("Total equity", BALANCE, (), "equity_including_noncontrolling"),
        ("Purchases of property, plant and equipment (PP&E)", CASH, (), "capex"),
        ("Capital expenditures, net of construction payable", CASH, (), "capex"),
        ("Purchases of land, buildings, and equipment", CASH, (), "capex"),
        ("Net cash provided by (used in) operating activities", CASH, (), "operating_cash_flow"),
        ("Net cash flows used in investing activities", CASH, (), "investing_cash_flow"),
        (
            "Depreciation of property and equipment and other amortization, including capitalized content",
            CASH,
            (),
            "depreciation_amortization",
        ),
        ("Dividends paid", CASH, (), "dividends_paid"),
        ("Purchases of treasury stock", CASH, (), "share_repurchases"),
        ("Inventories", CASH, (), "change_inventories"),
        ("Inventories", BALANCE, (), "inventories"),
    ],
)
def test_labels_of_statements(label: str, statement: Statement, parents: tuple[str, ...], expected: str) -> None:
    assert standard_concept(label, statement, parents) == expected


@pytest.mark.parametrize(
    ("label", "statement"),
    [
        ("Income per share from continuing operations", INCOME),
        ("Total operating income as a percentage of net sales", INCOME),
        ("Adjusted operating income", INCOME),
        ("Operating margin", INCOME),
        ("Basic", INCOME),
        ("Total", BALANCE),
        ("Dividends paid to noncontrolling interests", CASH),
        ("Dividends received from affiliated companies", CASH),
        ("Capital expenditures acquired on account but unpaid as of year end", CASH),
        ("Purchases of property and equipment, accrued but not paid", CASH),
        ("Cash and cash equivalents at beginning of year", CASH),
        ("Proceeds from sale of property, plant and equipment and net sales growth", INCOME),
        ("Inventories", None),
        ("", BALANCE),
        ("2022", BALANCE),
    ],
)
def test_other_labels_get_no_concept(label: str, statement: Statement | None) -> None:
    assert standard_concept(label, statement) is None


def test_without_a_statement_only_a_single_meaning_counts() -> None:
    assert standard_concept("Total current assets", None) == "current_assets"
    assert standard_concept("Net sales", None) == "revenue"


def test_a_heading_decides_between_meanings() -> None:
    assert standard_concept("Basic", INCOME, ("Earnings per common share",)) == "eps_basic"
    assert standard_concept("Basic", INCOME, ("Weighted-average shares outstanding",)) == "shares_basic"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("us-gaap:Revenues", "revenue"),
        ("us-gaap_RevenueFromContractWithCustomerExcludingAssessedTax", "revenue"),
        ("us-gaap:PaymentsToAcquirePropertyPlantAndEquipment", "capex"),
        ("us-gaap:NetIncomeLoss", "net_income"),
        ("us-gaap:ProfitLoss", "net_income_including_noncontrolling"),
        ("us-gaap:StockholdersEquity", "equity"),
        ("ifrs-full:ProfitLossBeforeTax", "pretax_income"),
        ("acme:Revenues", None),
        ("us-gaap:DeferredTaxAssetsGross", None),
    ],
)
def test_tags(tag: str, expected: str | None) -> None:
    assert standard_tag(tag) == expected


def test_telling_labels_come_first() -> None:
    assert label_rank("Total revenues", "revenue") < label_rank("Net sales", "revenue")
    assert label_rank("Net income attributable to Acme", "net_income") < label_rank("Net income", "net_income")
    assert label_rank("Property, plant and equipment, net", "ppe_net") < label_rank(
        "Property, plant and equipment", "ppe_net"
    )


@pytest.mark.parametrize(
    ("label", "value", "standard", "origin", "expected"),
    [
        ("Capital expenditures", "-1577", "capex", "table", "1577"),
        ("Purchases of equipment", "1577", "capex", "xbrl", "1577"),
        ("Benefit (provision) for income taxes", "-632", "income_tax", "table", "632"),
        ("Provision (benefit) for income taxes", "-191", "income_tax", "table", "-191"),
        ("Inventories", "-509", "change_inventories", "table", "-509"),
        ("Inventories", "509", "change_inventories", "xbrl", "-509"),
        ("Operating loss", "-481", "operating_income", "table", "-481"),
        ("Treasury stock, at cost", "-7837", "treasury_stock", "table", "7837"),
        ("Net (income) loss attributable to others", "-721", "net_income_noncontrolling", "table", "721"),
        ("Other (income) expense, net", "54", "other_income_expense", "table", "-54"),
        ("Other income (expense), net", "-54", "other_income_expense", "table", "-54"),
        ("Interest income", "-483", "interest_income", "table", "483"),
        ("Investment loss", "-5", "interest_income", "table", "-5"),
    ],
)
def test_the_sign_of_a_value(label: str, value: str, standard: str, origin: str, expected: str) -> None:
    fact = Fact(
        label=label, value=Decimal(value), unit="USD", period_end=date(2022, 12, 31), standard=standard, origin=origin
    )
    assert standard_value(fact) == Decimal(expected)


def test_the_table_is_whole() -> None:
    table = concepts()
    assert len(table) >= 90
    seen: dict[str, str] = {}
    for entry in table.values():
        assert all((entry.labels, entry.tags, entry.names)), entry.name
        for name in entry.names:
            assert seen.setdefault(name.casefold(), entry.name) == entry.name, f"{name} names two concepts"
    for entry in table.values():
        for tag in entry.tags:
            assert standard_tag(f"us-gaap:{tag}") == entry.name


def test_normal_label_is_stable() -> None:
    once = normal_label("Trade receivables, net of allowance for doubtful accounts of $7 and $9 (Note 4)")
    assert once == "trade receivables net"
    assert normal_label(once) == once
