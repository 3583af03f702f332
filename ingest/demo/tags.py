"""Which XBRL tag each number of the books carries, and how it is measured."""

from dataclasses import dataclass
from datetime import date

from ingest.demo.blocks import Amount, Context, Measure
from ingest.demo.company import GEOGRAPHIES, SEGMENTS, Period
from ingest.demo.statements import BALANCES, figure

__all__ = ["TAGS", "Tag", "amount", "context", "measure_of"]

SEGMENT_AXIS = "us-gaap:StatementBusinessSegmentsAxis"
CONSOLIDATION_AXIS = "srt:ConsolidationItemsAxis"
PRODUCT_AXIS = "srt:ProductOrServiceAxis"
PLACE_AXIS = "srt:StatementGeographicalAxis"
DEBT_AXIS = "us-gaap:DebtInstrumentAxis"
INTANGIBLE_AXIS = "us-gaap:FiniteLivedIntangibleAssetsByMajorClassAxis"
PPE_AXIS = "us-gaap:PropertyPlantAndEquipmentByTypeAxis"
RESTRUCTURING_AXIS = "us-gaap:RestructuringCostAndReserveAxis"
AWARD_AXIS = "us-gaap:AwardTypeAxis"
CUSTOMER_AXIS = "srt:MajorCustomersAxis"
EQUITY_AXIS = "us-gaap:StatementEquityComponentsAxis"
OPERATING = (CONSOLIDATION_AXIS, "us-gaap:OperatingSegmentsMember")
CORPORATE = (CONSOLIDATION_AXIS, "us-gaap:CorporateNonSegmentMember")


@dataclass(frozen=True, slots=True)
class Tag:
    """A concept, the parts of the company it is of, and whether its sign is the opposite of the books'."""

    concept: str
    members: tuple[tuple[str, str], ...] = ()
    flipped: bool = False


# key, concept; a minus sign marks a concept whose sign is the opposite of the books'.
_PLAIN = """
net_sales RevenueFromContractWithCustomerExcludingAssessedTax
cost_of_sales CostOfRevenue
gross_profit GrossProfit
sga SellingGeneralAndAdministrativeExpense
rnd ResearchAndDevelopmentExpense
amortization AmortizationOfIntangibleAssets
restructuring RestructuringCharges
operating_expenses OperatingExpenses
operating_income OperatingIncomeLoss
interest_expense InterestExpenseNonoperating
interest_income InvestmentIncomeInterest
other_income NonoperatingIncomeExpense
other_net OtherNonoperatingIncomeExpense
pretax IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest
pretax.us IncomeLossFromContinuingOperationsBeforeIncomeTaxesDomestic
pretax.foreign IncomeLossFromContinuingOperationsBeforeIncomeTaxesForeign
tax IncomeTaxExpenseBenefit
tax.federal IncomeTaxReconciliationIncomeTaxExpenseBenefitAtFederalStatutoryIncomeTaxRate
tax.state IncomeTaxReconciliationStateAndLocalIncomeTaxes
tax.foreign IncomeTaxReconciliationForeignIncomeTaxRateDifferential
tax.research -IncomeTaxReconciliationTaxCreditsResearch
tax.fdii EffectiveIncomeTaxRateReconciliationFdiiAmount
tax.stock IncomeTaxReconciliationNondeductibleExpenseShareBasedCompensationCost
tax.nondeductible IncomeTaxReconciliationNondeductibleExpenseOther
tax.other IncomeTaxReconciliationOtherReconcilingItems
tax_rate EffectiveIncomeTaxRateContinuingOperations
tax_rate.federal EffectiveIncomeTaxRateReconciliationAtFederalStatutoryIncomeTaxRate
current.federal CurrentFederalTaxExpenseBenefit
current.state CurrentStateAndLocalTaxExpenseBenefit
current.foreign CurrentForeignTaxExpenseBenefit
current CurrentIncomeTaxExpenseBenefit
deferred.federal DeferredFederalIncomeTaxExpenseBenefit
deferred.state DeferredStateAndLocalIncomeTaxExpenseBenefit
deferred.foreign DeferredForeignIncomeTaxExpenseBenefit
deferred DeferredIncomeTaxExpenseBenefit
net_income NetIncomeLoss
eps_basic EarningsPerShareBasic
eps_diluted EarningsPerShareDiluted
basic_shares WeightedAverageNumberOfSharesOutstandingBasic
diluted_shares WeightedAverageNumberOfDilutedSharesOutstanding
dilution WeightedAverageNumberDilutedSharesOutstandingAdjustment
antidilutive AntidilutiveSecuritiesExcludedFromComputationOfEarningsPerShareAmount
dividend_rate CommonStockDividendsPerShareDeclared
translation_change OtherComprehensiveIncomeLossForeignCurrencyTransactionAndTranslationAdjustmentNetOfTax
hedge_gain OtherComprehensiveIncomeLossCashFlowHedgeGainLossBeforeReclassificationAfterTax
hedge_reclassified -OtherComprehensiveIncomeLossCashFlowHedgeGainLossReclassificationAfterTax
hedge_change OtherComprehensiveIncomeLossCashFlowHedgeGainLossAfterReclassificationAndTax
other_comprehensive OtherComprehensiveIncomeLossNetOfTax
comprehensive_income ComprehensiveIncomeNetOfTax
cash CashAndCashEquivalentsAtCarryingValue
cash_opening CashAndCashEquivalentsAtCarryingValue
receivables AccountsReceivableNetCurrent
allowance AllowanceForDoubtfulAccountsReceivableCurrent
inventories InventoryNet
inventory.raw InventoryRawMaterialsNetOfReserves
inventory.wip InventoryWorkInProcessNetOfReserves
inventory.finished InventoryFinishedGoodsNetOfReserves
prepaid PrepaidExpenseAndOtherAssetsCurrent
current_assets AssetsCurrent
ppe PropertyPlantAndEquipmentNet
ppe.gross PropertyPlantAndEquipmentGross
accumulated_depreciation AccumulatedDepreciationDepletionAndAmortizationPropertyPlantAndEquipment
rou OperatingLeaseRightOfUseAsset
goodwill Goodwill
intangibles FiniteLivedIntangibleAssetsNet
intangible_gross FiniteLivedIntangibleAssetsGross
intangible_amortized FiniteLivedIntangibleAssetsAccumulatedAmortization
other_assets OtherAssetsNoncurrent
total_assets Assets
payables AccountsPayableCurrent
accrued_compensation EmployeeRelatedLiabilitiesCurrent
deferred_revenue ContractWithCustomerLiabilityCurrent
debt_current LongTermDebtCurrent
lease_current OperatingLeaseLiabilityCurrent
other_current OtherLiabilitiesCurrent
current_liabilities LiabilitiesCurrent
debt_long LongTermDebtNoncurrent
debt_gross DebtInstrumentCarryingAmount
debt_net LongTermDebt
issuance_costs UnamortizedDebtIssuanceExpense
debt_fair_value LongTermDebtFairValue
lease_long OperatingLeaseLiabilityNoncurrent
lease_total OperatingLeaseLiability
deferred_taxes DeferredIncomeTaxLiabilitiesNet
other_liabilities OtherLiabilitiesNoncurrent
total_liabilities Liabilities
common_stock CommonStocksIncludingAdditionalPaidInCapital
retained_earnings RetainedEarningsAccumulatedDeficit
accumulated_other AccumulatedOtherComprehensiveIncomeLossNetOfTax
equity StockholdersEquity
total_claims LiabilitiesAndStockholdersEquity
shares CommonStockSharesOutstanding
depreciation Depreciation
stock_compensation ShareBasedCompensation
restructuring.assets AssetImpairmentCharges
issuance_amortized AmortizationOfDebtDiscountPremium
change.receivables -IncreaseDecreaseInAccountsReceivable
change.inventories -IncreaseDecreaseInInventories
change.prepaid -IncreaseDecreaseInPrepaidDeferredExpenseAndOtherAssets
change.payables IncreaseDecreaseInAccountsPayable
change.accrued_compensation IncreaseDecreaseInEmployeeRelatedLiabilities
change.deferred_revenue IncreaseDecreaseInContractWithCustomerLiability
change.other_current IncreaseDecreaseInOtherCurrentLiabilities
change.other -IncreaseDecreaseInOtherOperatingCapitalNet
cash_operating NetCashProvidedByUsedInOperatingActivities
capex PaymentsToAcquirePropertyPlantAndEquipment
disposals ProceedsFromSaleOfPropertyPlantAndEquipment
acquisition PaymentsToAcquireBusinessesNetOfCashAcquired
cash_investing NetCashProvidedByUsedInInvestingActivities
notes_issued ProceedsFromIssuanceOfSeniorLongTermDebt
issuance_paid PaymentsOfDebtIssuanceCosts
revolver_drawn ProceedsFromLongTermLinesOfCredit
revolver_repaid RepaymentsOfLongTermLinesOfCredit
term_repaid RepaymentsOfSecuredDebt
dividends PaymentsOfDividendsCommonStock
buyback PaymentsForRepurchaseOfCommonStock
stock_plans ProceedsFromStockPlans
withheld PaymentsRelatedToTaxWithholdingForShareBasedCompensation
cash_financing NetCashProvidedByUsedInFinancingActivities
fx.cash EffectOfExchangeRateOnCashAndCashEquivalents
cash_change CashAndCashEquivalentsPeriodIncreaseDecrease
interest_paid InterestPaidNet
taxes_paid IncomeTaxesPaidNet
lease_additions RightOfUseAssetObtainedInExchangeForOperatingLeaseLiability
lease_cost OperatingLeaseCost
lease_cost_total LeaseCost
lease_short ShortTermLeaseCost
lease_variable VariableLeaseCost
lease_cash_paid OperatingLeasePayments
warranty StandardProductWarrantyAccrual
warranty_charged StandardProductWarrantyAccrualWarrantiesIssued
warranty_settled StandardProductWarrantyAccrualPayments
restructuring_accrual RestructuringReserve
restructuring_paid PaymentsForRestructuring
deferred_recognized ContractWithCustomerLiabilityRevenueRecognized
obligations RevenueRemainingPerformanceObligation
largest_customer_share ConcentrationRiskPercentage
units ShareBasedCompensationArrangementByShareBasedPaymentAwardEquityInstrumentsOtherThanOptionsNonvestedNumber
retirement_plan DefinedContributionPlanCostRecognized
unrecognized_taxes UnrecognizedTaxBenefits
dta.accruals DeferredTaxAssetsTaxDeferredExpenseReservesAndAccruals
dta.deferred_revenue DeferredTaxAssetsDeferredIncome
dta.stock DeferredTaxAssetsTaxDeferredExpenseCompensationAndBenefitsShareBasedCompensationCost
dta.research DeferredTaxAssetsInProcessResearchAndDevelopment
dta.losses DeferredTaxAssetsOperatingLossCarryforwards
dta.allowance DeferredTaxAssetsValuationAllowance
dta DeferredTaxAssetsNet
dtl.ppe DeferredTaxLiabilitiesPropertyPlantAndEquipment
dtl.intangibles DeferredTaxLiabilitiesGoodwillAndIntangibleAssets
dtl.rou DeferredTaxLiabilitiesLeasingArrangements
dtl DeferredIncomeTaxLiabilities
letters_of_credit LettersOfCreditOutstandingAmount
purchase_obligations PurchaseObligation
hedge_notional DerivativeNotionalAmount
hedge_asset DerivativeFairValueOfDerivativeAsset
hedge_liability DerivativeFairValueOfDerivativeLiability
"""
REVENUE = "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax"


def _tags() -> dict[str, Tag]:
    tags: dict[str, Tag] = {}
    for key, concept in (line.split() for line in _PLAIN.strip().splitlines()):
        tags[key] = Tag("us-gaap:" + concept.strip("-"), flipped=concept.startswith("-"))
    for part, member in (("products", "us-gaap:ProductMember"), ("services", "us-gaap:ServiceMember")):
        tags[f"sales.{part}"] = Tag(REVENUE, ((PRODUCT_AXIS, member),))
        tags[f"cost.{part}"] = Tag("us-gaap:CostOfRevenue", ((PRODUCT_AXIS, member),))
    for segment, (_, member) in SEGMENTS.items():
        whole = ((SEGMENT_AXIS, member),)
        own = (OPERATING, (SEGMENT_AXIS, member))
        tags[f"segment_sales.{segment}"] = Tag(REVENUE, own)
        tags[f"segment_cost.{segment}"] = Tag("us-gaap:CostOfRevenue", own)
        tags[f"opex.{segment}"] = Tag("us-gaap:OperatingExpenses", own)
        tags[f"income.{segment}"] = Tag("us-gaap:OperatingIncomeLoss", own)
        tags[f"depreciation.{segment}"] = Tag("us-gaap:Depreciation", own)
        tags[f"capex.{segment}"] = Tag("us-gaap:PaymentsToAcquirePropertyPlantAndEquipment", own)
        tags[f"assets.{segment}"] = Tag("us-gaap:Assets", own)
        tags[f"goodwill.{segment}"] = Tag("us-gaap:Goodwill", whole)
        tags[f"goodwill_acquired.{segment}"] = Tag("us-gaap:GoodwillAcquiredDuringPeriod", whole)
        tags[f"fx.goodwill.{segment}"] = Tag("us-gaap:GoodwillForeignCurrencyTranslationGainLoss", whole)
        for place, (_, where) in GEOGRAPHIES.items():
            tags[f"geo.{place}.{segment}"] = Tag(REVENUE, (*whole, (PLACE_AXIS, where)))
    tags["segment_income"] = Tag("us-gaap:OperatingIncomeLoss", (OPERATING,))
    tags["sga.corporate"] = Tag("us-gaap:SellingGeneralAndAdministrativeExpense", (CORPORATE,))
    tags["depreciation.corporate"] = Tag("us-gaap:Depreciation", (CORPORATE,))
    tags["capex.corporate"] = Tag("us-gaap:PaymentsToAcquirePropertyPlantAndEquipment", (CORPORATE,))
    tags["assets.corporate"] = Tag("us-gaap:Assets", (CORPORATE,))
    tags["acquired.goodwill"] = Tag("us-gaap:GoodwillAcquiredDuringPeriod")
    tags["fx.goodwill"] = Tag("us-gaap:GoodwillForeignCurrencyTranslationGainLoss")
    for place, (_, where) in GEOGRAPHIES.items():
        tags[f"geo.{place}"] = Tag(REVENUE, ((PLACE_AXIS, where),))
    for loan, member in {
        "term_loan": "orlb:TermLoanDue2028Member",
        "revolver": "us-gaap:RevolvingCreditFacilityMember",
        "notes_2026": "orlb:SeniorNotesDue2026Member",
        "notes_2034": "orlb:SeniorNotesDue2034Member",
    }.items():
        tags[loan] = Tag("us-gaap:DebtInstrumentCarryingAmount", ((DEBT_AXIS, member),))
    for kind, member in {
        "customers": "us-gaap:CustomerRelationshipsMember",
        "technology": "us-gaap:DevelopedTechnologyRightsMember",
        "trademarks": "us-gaap:TrademarksAndTradeNamesMember",
    }.items():
        members = ((INTANGIBLE_AXIS, member),)
        tags[f"intangible_gross.{kind}"] = Tag("us-gaap:FiniteLivedIntangibleAssetsGross", members)
        amortized = "us-gaap:FiniteLivedIntangibleAssetsAccumulatedAmortization"
        tags[f"intangible_amortized.{kind}"] = Tag(amortized, members)
        tags[f"intangible_net.{kind}"] = Tag("us-gaap:FiniteLivedIntangibleAssetsNet", members)
    for kind, member in {
        "land": "us-gaap:LandMember",
        "buildings": "us-gaap:BuildingAndBuildingImprovementsMember",
        "machinery": "us-gaap:MachineryAndEquipmentMember",
        "software": "us-gaap:SoftwareAndSoftwareDevelopmentCostsMember",
        "construction": "us-gaap:ConstructionInProgressMember",
    }.items():
        tags[f"ppe.{kind}"] = Tag("us-gaap:PropertyPlantAndEquipmentGross", ((PPE_AXIS, member),))
    for kind, member in {
        "severance": "us-gaap:EmployeeSeveranceMember",
        "other": "us-gaap:OtherRestructuringMember",
    }.items():
        tags[f"restructuring.{kind}"] = Tag("us-gaap:RestructuringCharges", ((RESTRUCTURING_AXIS, member),))
    for kind, member in {
        "units": "us-gaap:RestrictedStockUnitsRSUMember",
        "performance": "us-gaap:PerformanceSharesMember",
        "purchase": "us-gaap:EmployeeStockMember",
    }.items():
        tags[f"stock.{kind}"] = Tag("us-gaap:AllocatedShareBasedCompensationExpense", ((AWARD_AXIS, member),))
    tags["largest_customer_share"] = Tag(
        "us-gaap:ConcentrationRiskPercentage", ((CUSTOMER_AXIS, "orlb:LargestCustomerMember"),)
    )
    return tags


TAGS = _tags()
_SHARES = frozenset(
    {
        "shares",
        "basic_shares",
        "diluted_shares",
        "dilution",
        "antidilutive",
        "shares_issued",
        "shares_bought",
        "endpoints",
        "subscribed",
    }
)
_PER_SHARE = frozenset({"eps_basic", "eps_diluted", "dividend_rate", "buyback_price", "units_price"})
_RATIOS = ("_margin", "margin.", "_ratio", "_rate", "tax_rate.", "_share", "weight.", "_growth")


def measure_of(key: str) -> Measure:
    """How the number called `key` is printed."""
    if key in _SHARES:
        return Measure.SHARES
    if key in _PER_SHARE or key.startswith("units_price"):
        return Measure.PER_SHARE
    if key.startswith("units"):
        return Measure.THOUSANDS_OF_SHARES
    if key in ("current_ratio", "leverage") or key.startswith("days_"):
        return Measure.RATIO
    if any(part in key for part in _RATIOS):
        return Measure.PERCENT
    return Measure.MILLIONS


def context(key: str, period: Period, members: tuple[tuple[str, str], ...] = ()) -> Context:
    """When `key` holds: the last day of the period for a balance, the whole of it otherwise."""
    return Context(None if key in BALANCES else period.start, period.end, members)


# The books keep one number where two tables tag it differently: a segment's sales as a product line, or as a segment's.
_ALIASES = {"segment_sales": "sales", "segment_cost": "cost"}


def amount(period: Period, key: str, *, negate: bool = False, tag: bool = True) -> Amount:
    """The number called `key`, ready to print; `negate` prints it with the opposite sign. KeyError when unknown."""
    head, _, part = key.partition(".")
    value = figure(period, f"{_ALIASES.get(head, head)}.{part}" if part else key)
    measure = measure_of(key)
    base = value.scaleb(6) if measure in _IN_MILLIONS else value
    shown = -base if negate else base
    found = TAGS.get(key) if tag else None
    if found is None:
        return Amount(shown, measure)
    moment = context(key, period, found.members)
    if key == "cash_opening":
        # The opening balance is the cash of the day before the period begins.
        moment = Context(None, date.fromordinal(period.start.toordinal() - 1))
    return Amount(shown, measure, found.concept, moment, flipped=found.flipped != negate)


_IN_MILLIONS = frozenset({Measure.MILLIONS, Measure.SHARES, Measure.THOUSANDS_OF_SHARES})
