"""Standard concepts of the cash flow statement: printed labels, XBRL elements and everyday names.

Labels are regular expressions over `ingest.filing.concepts.normal_label`. To add a concept, add one entry.
"""

from ingest.document import Statement
from ingest.filing.concept_types import Concept, Kind, Sign, entry

__all__ = ["CASH"]

_CF = (Statement.CASH_FLOW,)
_D = Kind.DURATION
_OUT = Sign.MAGNITUDE
_CASH = Sign.CASH_EFFECT

_NET = (
    r"(?:total )?(?:net )?cash(?: flows?)?"
    r"(?: (?:provided|generated|used|flows?|inflows?|outflows?|from|by|in|for|required|derived))*"
)
_CHANGE = r"(?:(?:net )?(?:change|changes|increase|decrease|increase decrease|decrease increase)(?: in| of)? )?"
_FIXED = (
    r"(?:property(?: plant)? and (?:other )?equipment(?: and .*)?|land buildings and equipment|"
    r"premises(?: and)? equipment(?: and .*)?|"
    r"fixed assets|property plant equipment(?: and .*)?|properties(?: and equipment| plants and equipment)?|equipment|"
    r"productive assets|capital assets|tangible assets|buildings and equipment|plant and equipment|pp and e)"
)
_BUSINESS = r"(?:business(?:es)?|compan(?:y|ies)|subsidiar(?:y|ies)|investments? and businesses)"

CASH: tuple[Concept, ...] = (
    entry(
        "operating_cash_flow",
        _CF,
        _D,
        rf"""
        - {_NET} (?:continuing )?operating activities
        - {_NET} operating activities (?:from )?continuing operations|{_NET} operations
        - operating activities > (?:total|net cash .*)
        """,
        """
        NetCashProvidedByUsedInOperatingActivities CashFlowsFromUsedInOperatingActivities
        NetCashProvidedByUsedInOperatingActivitiesContinuingOperations
        """,
        """
        operating cash flow; cash from operations; cash flow from operations; CFO;
        net cash from operating activities; cash flow from operating activities;
        cash provided by operating activities; operating cash flows; net cash provided by operating activities;
        cash from operating activities; OCF; cash flows from operating activities; 经营现金流; 经营活动现金流;
        经营活动现金流量净额; 经营性现金流
        """,
    ),
    entry(
        "investing_cash_flow",
        _CF,
        _D,
        rf"""
        - {_NET} investing(?: activities)?|{_NET} investing activities (?:from )?continuing operations
        """,
        """
        NetCashProvidedByUsedInInvestingActivities CashFlowsFromUsedInInvestingActivities
        NetCashProvidedByUsedInInvestingActivitiesContinuingOperations
        """,
        """
        investing cash flow; cash from investing; cash flow from investing activities;
        net cash used in investing activities; cash from investing activities;
        cash flows from investing activities; 投资活动现金流; 投资现金流
        """,
    ),
    entry(
        "financing_cash_flow",
        _CF,
        _D,
        rf"""
        - {_NET} financing(?: activities)?|{_NET} financing activities (?:from )?continuing operations
        """,
        """
        NetCashProvidedByUsedInFinancingActivities CashFlowsFromUsedInFinancingActivities
        NetCashProvidedByUsedInFinancingActivitiesContinuingOperations
        """,
        """
        financing cash flow; cash from financing; cash flow from financing activities;
        net cash used in financing activities; cash from financing activities;
        cash flows from financing activities; 筹资活动现金流; 融资现金流
        """,
    ),
    entry(
        "capex",
        (*_CF, Statement.SEGMENTS),
        _D,
        rf"""
        - (?:cash )?(?:purchases?|payments?|additions?|expenditures?|acquisitions?|investments?|cash paid)
          (?: of| for| to| in| on| to acquire| related to)*(?: the)?(?: (?:purchases?|acquisitions?) of)?
          (?: {_FIXED})(?: net)?(?: of .*)?
        - (?:payments? for )?(?:utility )?capital expenditures?(?: and other)?|(?:property|plant) additions|
          construction expenditures|capitalized software and (?:purchases|additions) (?:of|to) {_FIXED}
        - (?:total )?capital (?:expenditures?|spending|investments?)(?: net)?(?: of .*)?|
          capital expenditures for {_FIXED}
        - {_FIXED} (?:additions|expenditures|purchases)|capital expenditures including .*|
          capital and technology expenditures?|
          purchases of {_FIXED} (?!.*(?:accrued|unpaid|not paid|not yet|accounts payable)).*
        """,
        """
        PaymentsToAcquirePropertyPlantAndEquipment PaymentsToAcquireProductiveAssets
        PaymentsForCapitalImprovements PurchaseOfPropertyPlantAndEquipmentClassifiedAsInvestingActivities
        """,
        """
        capex; capital expenditure; capital expenditures; CAPEX spend; capital spending;
        purchases of property, plant and equipment; purchases of property and equipment;
        capital expenditure amount; additions to property, plant and equipment; additions to property and equipment;
        gross purchases of property and equipment; gross purchases of property, plant and equipment;
        purchases of PP&E; additions to PP&E; acquisitions of property, plant and equipment; property additions;
        investment in property, plant and equipment; 资本支出; 资本开支; 资本性支出
        """,
        _OUT,
    ),
    entry(
        "acquisitions",
        _CF,
        _D,
        rf"""
        - (?:cash paid for |payments? for |payments? to acquire |cash used for )?
          (?:{_BUSINESS} )?acquisitions?(?: of {_BUSINESS})?(?: net)?(?: of cash)?(?: (?:and .*)?acquired)?
          (?: and other| and purchases of .*)?|(?:purchases?|acquisitions?|cash paid for|
          payments? for) (?:of |for )?(?:the acquisition of )?{_BUSINESS}
          (?: net of cash(?: and .*)? acquired)?(?: net)?(?: and .*)?|(?:business acquisitions|
          acquisitions of .*) net of cash acquired(?: and .*)?|
          investment and business acquisitions net of cash acquired|businesses acquired(?: net of cash.*)?|
          business combinations?(?: net of cash.*)?
        """,
        """
        PaymentsToAcquireBusinessesNetOfCashAcquired PaymentsToAcquireBusinessesGross
        PaymentsToAcquireBusinessesAndInterestInAffiliates
        """,
        """
        acquisitions; cash paid for acquisitions; acquisitions, net of cash acquired; business acquisitions;
        收购支出
        """,
        _OUT,
    ),
    entry(
        "purchases_investments",
        _CF,
        _D,
        r"""
        - (?:purchases?|acquisitions?) of (?:(?:short term|long term|marketable|investment|available for sale|
          debt|equity|other) )*(?:investments|securities)(?: and .*)?
        """,
        """
        PaymentsToAcquireInvestments PaymentsToAcquireAvailableForSaleSecuritiesDebt
        PaymentsToAcquireMarketableSecurities
        """,
        """
        purchases of investments; purchases of marketable securities; 购买投资
        """,
        _OUT,
    ),
    entry(
        "dividends_paid",
        _CF,
        _D,
        r"""
        - (?:payments? of )?(?:cash )?dividends?(?: paid)?(?: to| on| of)?(?: (?:common|ordinary))?
          (?: (?:shareholders|shares|stock|shareholders of .*))?(?: paid)?|
          dividends paid(?: to .*)?(?<!noncontrolling interests)(?<!noncontrolling interest)|
          common (?:stock|shares?) (?:cash )?dividends(?: paid)?|dividends common and preferred|
          (?:payments? (?:for|of) )?dividends and dividend equivalents(?: paid)?
        - (?:cash )?(?:dividend )?payments?(?: of)? dividends?(?: to (?:common )?shareholders)?|
          cash dividend payments?|payments? of cash dividends?(?: .*)?
        """,
        """
        PaymentsOfDividends PaymentsOfDividendsCommonStock PaymentsOfOrdinaryDividends
        DividendsPaidClassifiedAsFinancingActivities
        """,
        """
        dividends paid; cash dividends; cash dividends paid; total cash dividends paid; dividends;
        dividend payments; cash dividends paid out; total cash dividends paid out; 支付股利; 现金股利; 分红;
        股息
        """,
        _OUT,
    ),
    entry(
        "share_repurchases",
        _CF,
        _D,
        r"""
        - (?:payments? (?:for|related to) |cash paid for )?(?:re)?purchases? of (?:company |our |the companys )?
          (?:class [a-c] )?(?:common |ordinary |treasury |outstanding )?(?:stock|shares)
          (?: for treasury| under .*| and retirement.*| including excise.*)?|(?:common |treasury |
          ordinary )?(?:stock|share) (?:re)?purchases?(?: programs?)?(?: net)?|(?:acquisitions?|
          purchases?) of treasury (?:stock|shares)|treasury (?:stock|shares) (?:purchased|purchases|acquired)|
          (?:common )?(?:stock|shares) (?:repurchased|acquired)|share buybacks?|buyback of shares|
          repurchases? of (?:common )?(?:stock|shares).*|
          repurchases? of (?:[a-z]+ ){1,3}common (?:stock|shares)|repurchase and retirement of (?:common )?(?:stock|
          shares)
        """,
        """
        PaymentsForRepurchaseOfCommonStock PaymentsForRepurchaseOfEquity
        PaymentsToAcquireOrRedeemEntitysShares
        """,
        """
        share repurchases; stock repurchases; buybacks; common share repurchases; common stock repurchases;
        share buybacks; repurchases of common stock;
        repurchases of stock; repurchasing common stock; repurchasing stock; buying back stock;
        buying back common stock;
        repurchases of shares; repurchasing shares; buying back shares;
        stock buybacks; stock buyback; purchases of treasury stock; 股票回购; 回购
        """,
        _OUT,
    ),
    entry(
        "shares_issued",
        _CF,
        _D,
        r"""
        - (?:proceeds from )?(?:the )?(?:issuances?|exercise|sales?)(?: of)? (?:common |ordinary |treasury )?
          (?:stock|shares)(?: options?| for .*| under .*| issued .*| net)*|
          (?:proceeds from )?(?:common )?stock issued(?: .*)?|
          proceeds from (?:exercises? of )?(?:employee )?stock options?(?: exercised)?(?: .*)?|
          proceeds from (?:employee stock|stock based).*
        """,
        """
        ProceedsFromIssuanceOfCommonStock ProceedsFromStockOptionsExercised
        ProceedsFromIssuanceOfSharesUnderIncentiveAndShareBasedCompensationPlansIncludingStockOptions
        """,
        """
        proceeds from issuance of common stock; stock issued; share issuance; 发行股票所得
        """,
        _OUT,
    ),
    entry(
        "debt_issued",
        _CF,
        _D,
        r"""
        - (?:net )?(?:proceeds from |issuances? of )(?:the )?(?:issuances? of |borrowings? of )?(?:long term |
          new |senior |term )*(?:debt|borrowings?|notes|bonds|loans?)
          (?: and other| maturities greater.*| net| borrowings| issuances?)*(?: net of .*)?|
          additions to long term debt|new borrowings|debt issued|issuance of long term (?:debt|borrowings)|
          long term debt (?:issued|issuances)
        """,
        """
        ProceedsFromIssuanceOfLongTermDebt ProceedsFromIssuanceOfDebt ProceedsFromDebtNetOfIssuanceCosts
        ProceedsFromIssuanceOfSeniorLongTermDebt
        """,
        """
        debt issued; proceeds from debt; debt issuance; proceeds from issuance of long-term debt;
        proceeds from long-term debt; 发行债务所得
        """,
        _OUT,
    ),
    entry(
        "debt_repaid",
        _CF,
        _D,
        r"""
        - (?:principal )?(?:re)?payments? (?:of|on) (?:long term |senior |term )*(?:debt|borrowings?|notes|
          bonds|loans?|obligations)(?: and (?:other|finance lease obligations|capital lease obligations|
          other debt))?(?: net)?|retirements? of (?:long term debt|senior notes|debt)|
          principal payments on long term debt(?: .*)?|reductions? of long term (?:debt|borrowings)|
          repayments of long term debt .*|payments of debt|debt repa(?:yments?|id)
        """,
        """
        RepaymentsOfLongTermDebt RepaymentsOfDebt RepaymentsOfSeniorDebt
        RepaymentsOfLongTermDebtAndCapitalSecurities
        """,
        """
        debt repaid; debt repayments; repayments of long-term debt; repayment of debt; 偿还债务
        """,
        _OUT,
    ),
    entry(
        "short_term_debt_change",
        _CF,
        _D,
        r"""
        - (?:net )?(?:change|increase|decrease|proceeds|borrowings?|repayments?)(?: \w+)? (?:in|from|
          of) (?:short term (?:debt|borrowings|obligations)|notes payable|commercial paper)(?: .*)?|
          net short term (?:borrowings|debt)(?: .*)?|change in short term debt net
        """,
        """
        ProceedsFromRepaymentsOfShortTermDebt ProceedsFromRepaymentsOfCommercialPaper
        ProceedsFromRepaymentsOfShortTermDebtMaturingInThreeMonthsOrLess
        """,
        """
        change in short-term debt; net short-term borrowings; 短期借款变动
        """,
    ),
    entry(
        "stock_compensation",
        _CF,
        _D,
        r"""
        - (?:noncash )?(?:stock based|stock|employee stock|
          share) (?:award )?compensation(?: (?:expenses?|costs?))?(?: and other)?(?: net)?|stock based (?:awards?|
          payments?|plans?)(?: (?:expense|costs?))?|
          compensation expense (?:for|from) stock.*|stock based compensation .*expense
        """,
        """
        ShareBasedCompensation StockBasedCompensation AdjustmentsForSharebasedPayments
        """,
        """
        stock-based compensation; share-based compensation; stock compensation; SBC;
        stock-based compensation expense; 股份支付; 股权激励费用; 股权激励
        """,
        _OUT,
    ),
    entry(
        "deferred_taxes",
        _CF,
        _D,
        r"""
        - (?:provision for |benefit from |benefit for )?deferred (?:income )?tax(?:es)?
          (?: expense| benefit| provision| net| and .*| from continuing operations)*|
          deferred and other income taxes
        """,
        """
        DeferredIncomeTaxExpenseBenefit DeferredIncomeTaxesAndTaxCredits
        """,
        """
        deferred income taxes; deferred taxes; deferred tax expense; 递延所得税费用; 递延所得税
        """,
    ),
    entry(
        "change_receivables",
        _CF,
        _D,
        rf"""
        - {_CHANGE}(?:net )?(?:trade )?(?:accounts |customer )?(?:and notes )?receivables?(?: net| trade)*
          (?: and (?:other|unbilled revenues?|other assets))?|{_CHANGE}trade accounts receivable|
          {_CHANGE}receivables and unbilled revenues
        """,
        """
        IncreaseDecreaseInAccountsReceivable IncreaseDecreaseInReceivables
        IncreaseDecreaseInAccountsAndOtherReceivables
        """,
        """
        change in accounts receivable; change in receivables; 应收账款变动
        """,
        _CASH,
    ),
    entry(
        "change_inventories",
        _CF,
        _D,
        rf"""
        - {_CHANGE}(?:net )?inventor(?:y|ies)(?: net)?
        """,
        """
        IncreaseDecreaseInInventories IncreaseDecreaseInRetailRelatedInventories
        """,
        """
        change in inventories (cash flow); cash effect of inventories; 存货变动（现金流）
        """,
        _CASH,
    ),
    entry(
        "change_payables",
        _CF,
        _D,
        rf"""
        - {_CHANGE}(?:trade )?(?:accounts )?payables?(?: trade)?(?: and (?:accrued (?:liabilities|expenses)|
          other(?: accrued)? (?:liabilities|expenses)|other)| accrued)*(?: and other(?: current)? liabilities)?
        """,
        """
        IncreaseDecreaseInAccountsPayable IncreaseDecreaseInAccountsPayableAndAccruedLiabilities
        IncreaseDecreaseInAccountsPayableTrade
        """,
        """
        change in accounts payable; change in payables; 应付账款变动
        """,
    ),
    entry(
        "gain_on_sale",
        _CF,
        _D,
        r"""
        - (?:net )?(?:gains?|losses|loss|gain or loss|gains and losses)(?: loss| losses| gain)? on (?:the )?
          (?:sales?|disposals?|disposition|divestitures?|business divestitures)
          (?: or disposal)?(?: of .*)?(?: net)?
        """,
        """
        GainLossOnSaleOfBusiness GainLossOnDispositionOfAssets1 GainLossOnSaleOfPropertyPlantEquipment
        """,
        """
        gain on sale; gain on sale of business; loss on disposal; 处置收益
        """,
    ),
    entry(
        "proceeds_disposals",
        _CF,
        _D,
        rf"""
        - proceeds from (?:the )?(?:sales?|disposals?|dispositions?|divestitures?)(?: and .*)? of (?:{_FIXED}|
          {_BUSINESS}|assets)(?:.*)?|proceeds from (?:divestitures|dispositions)
        """,
        """
        ProceedsFromSaleOfPropertyPlantAndEquipment ProceedsFromDivestitureOfBusinesses
        ProceedsFromSaleOfProductiveAssets
        """,
        """
        proceeds from sale of assets; proceeds from disposals; proceeds from divestitures; 处置资产所得
        """,
        _OUT,
    ),
    entry(
        "fx_effect",
        _CF,
        _D,
        r"""
        - (?:effects? of |foreign currency effect |exchange rate effect )
          (?:foreign )?(?:currency )?(?:exchange )?(?:rates? )?(?:changes? )?(?:on|in) .*cash.*|
          effect of .*exchange rate.*|foreign currency effect on cash.*
        """,
        """
        EffectOfExchangeRateOnCashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents
        EffectOfExchangeRateOnCashAndCashEquivalents
        """,
        """
        effect of exchange rates on cash; FX effect on cash; 汇率变动对现金的影响
        """,
    ),
    entry(
        "net_change_cash",
        _CF,
        _D,
        r"""
        - (?:net )?(?:increase|decrease|change|increase decrease|decrease increase|increase or decrease|
          change)(?: increase| decrease)?(?: in)? (?:total )?cash(?!.*held for sale).*|net (?:increase|decrease|change)
          (?: for the (?:period|year)| during the year)?
        """,
        """
        CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalentsPeriodIncreaseDecreaseIncludingExchangeRateEffect
        CashAndCashEquivalentsPeriodIncreaseDecrease IncreaseDecreaseInCashAndCashEquivalents
        """,
        """
        net change in cash; net increase in cash; net decrease in cash; change in cash; 现金净增加额
        """,
    ),
    entry(
        "cash_end",
        _CF,
        Kind.INSTANT,
        r"""
        - (?:total )?cash.* (?:at )?(?:the )?end of (?:the )?(?:fiscal )?(?:period|year)|
          balance(?: at)? end of (?:period|year)|cash.* at end of .*|cash.*balance at end of.*|
          cash.* ending(?: balances?)?
        """,
        """
        CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents
        CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalentsIncludingDisposalGroupAndDiscontinuedOperations
        """,
        """
        cash at end of period; cash, cash equivalents and restricted cash; ending cash; 期末现金
        """,
    ),
    entry(
        "interest_paid",
        _CF,
        _D,
        r"""
        - (?:cash )?(?:paid for )?interest(?: payments(?: on (?:debt|borrowings|notes))?)?(?: paid)?(?: net)?
          (?: of (?:amounts? )?capitalized.*)?|cash (?:interest paid|paid (?:during the (?:year|
          period) )?for interest)(?: .*)?
        """,
        """
        InterestPaidNet InterestPaid InterestPaidClassifiedAsOperatingActivities
        """,
        """
        interest paid; cash paid for interest; cash interest paid; 支付的利息
        """,
        _OUT,
    ),
    entry(
        "taxes_paid",
        _CF,
        _D,
        r"""
        - (?:cash )?(?:paid for )?income taxes(?: paid)(?: net.*)?|cash (?:income )?taxes paid(?: net)?|
          cash paid (?:during the (?:year|period) )?for (?:income )?taxes(?: net.*)?|
          income tax payments(?: .*)?|(?:.* > )?cash paid .*> income taxes(?: net.*)?|
          federal state and foreign income taxes paid.*
        """,
        """
        IncomeTaxesPaidNet IncomeTaxesPaid
        """,
        """
        income taxes paid; cash paid for income taxes; cash taxes paid; 支付的税费
        """,
        _OUT,
    ),
)
