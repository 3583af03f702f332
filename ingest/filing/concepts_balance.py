"""Standard concepts of the balance sheet: printed labels, XBRL elements and everyday names.

Labels are regular expressions over `ingest.filing.concepts.normal_label`. To add a concept, add one entry.
"""

from ingest.document import Statement
from ingest.filing.concept_types import Concept, Kind, Sign, entry

__all__ = ["BALANCE"]

_BS = (Statement.BALANCE,)
_I = Kind.INSTANT

_PPE = (
    r"(?:(?:total )?(?:net )?(?:real estate )?property(?: plant)? and equipment|"
    r"land buildings and equipment|premises and equipment|"
    r"property (?:and )?equipment and (?:leasehold improvements|software|technology)|fixed assets|"
    r"tangible fixed assets|utility plant|"
    r"property plant equipment|(?:buildings )?properties and equipment|properties|properties plants and equipment|"
    r"property plant and equipment and software|land buildings machinery and equipment|flight equipment and property)"
)
_LTD = (
    r"(?:long term (?:debt|borrowings|obligations|notes(?: payable)?|loans)"
    r"(?: and (?:other borrowings|finance leases?(?: obligations)?|"
    r"(?:capital|finance) lease (?:obligations|liabilities)|notes payable|loans))?|"
    r"debt|senior notes|notes payable|borrowings)"
)
_NCI = r"(?:nonredeemable )?noncontrolling interests?(?: in .+)?"

BALANCE: tuple[Concept, ...] = (
    entry(
        "cash",
        _BS,
        _I,
        r"""
        - (?:total )?cash and (?:cash|temporary cash|short term cash) equivalents?(?: at .*)?
        - (?:total )?cash|cash and (?:short term investments|temporary (?:cash )?investments)
        - cash and due from banks
        """,
        """
        CashAndCashEquivalentsAtCarryingValue Cash CashAndDueFromBanks CashAndCashEquivalents
        """,
        """
        cash; cash and cash equivalents; cash & cash equivalents; cash balance; cash on hand; cash position;
        现金; 现金及现金等价物; 货币资金
        """,
    ),
    entry(
        "cash_and_investments",
        _BS,
        _I,
        r"""
        - total cash (?:and )?(?:cash equivalents )?(?:and )?(?:short term investments|marketable securities|
          investments)
        """,
        """
        CashCashEquivalentsAndShortTermInvestments
        """,
        """
        cash and short-term investments; cash, cash equivalents, and short-term investments;
        cash, cash equivalents and short-term investments; cash and investments;
        cash and marketable securities; 现金及短期投资
        """,
    ),
    entry(
        "restricted_cash",
        _BS,
        _I,
        r"""
        - restricted cash(?: and (?:cash equivalents|investments|restricted cash equivalents|funds))?|
          restricted funds
        """,
        """
        RestrictedCashCurrent RestrictedCashAndCashEquivalentsAtCarryingValue RestrictedCash
        """,
        """
        restricted cash; 受限现金
        """,
    ),
    entry(
        "short_term_investments",
        _BS,
        _I,
        r"""
        - (?:total )?short term (?:investments|marketable securities|investment securities)
        - (?:current )?marketable securities(?: current)?|current investments
        - current assets > (?:investments|marketable securities)
        """,
        """
        ShortTermInvestments MarketableSecuritiesCurrent AvailableForSaleSecuritiesCurrent
        AvailableForSaleSecuritiesDebtSecuritiesCurrent
        DebtSecuritiesAvailableForSaleExcludingAccruedInterestCurrent
        """,
        """
        short-term investments; marketable securities; short term investments; current marketable securities;
        短期投资
        """,
    ),
    entry(
        "receivables",
        _BS,
        _I,
        r"""
        - (?:net )?(?:trade )?(?:accounts )?receivables?(?: net)?(?: and other)?
        - (?:trade|customer|accounts) (?:and (?:other|notes) )?(?:accounts )?receivables?(?: net)?|
          (?:trade )?accounts (?:and notes )?receivables?(?: trade)?(?: net)?
        - (?:total )?(?:accounts|trade) receivables?(?: and (?:other|unbilled (?:receivables|
          revenues?)))?(?: net)?|receivables? (?:from customers|trade)(?: net)?|total receivables(?: net)?|
          notes and accounts receivables?(?: net)?
        """,
        """
        AccountsReceivableNetCurrent ReceivablesNetCurrent AccountsNotesAndLoansReceivableNetCurrent
        AccountsAndOtherReceivablesNetCurrent AccountsReceivableNet TradeAndOtherCurrentReceivables
        """,
        """
        accounts receivable; receivables; AR; A/R; trade receivables; net accounts receivable;
        accounts receivable, net; net AR; 应收账款; 应收款
        """,
    ),
    entry(
        "inventories",
        _BS,
        _I,
        r"""
        - (?:total )?(?:net )?(?:product )?inventor(?:y|ies)(?: net)?|materials and supplies|inventories net
        """,
        """
        InventoryNet InventoryNetOfAllowancesCustomerAdvancesAndProgressBillings Inventories
        """,
        """
        inventory; inventories; merchandise inventories; merchandise inventory; net inventory; 存货; 库存
        """,
    ),
    entry(
        "prepaid_expenses",
        _BS,
        _I,
        r"""
        - prepaid(?:s| expenses| assets)?(?: and other)?(?: current)?(?: assets| receivables)?|
          prepayments(?: and other)?(?: current assets)?|prepaid expenses and other current assets
        """,
        """
        PrepaidExpenseAndOtherAssetsCurrent PrepaidExpenseCurrent
        """,
        """
        prepaid expenses; prepaids; prepaid expenses and other current assets; 预付款项; 预付费用
        """,
    ),
    entry(
        "other_current_assets",
        _BS,
        _I,
        r"""
        - other current assets|current assets > other(?: assets)?|other(?: receivables and)? current assets
        """,
        """
        OtherAssetsCurrent
        """,
        """
        other current assets; 其他流动资产
        """,
    ),
    entry(
        "current_assets",
        _BS,
        _I,
        r"""
        - total current assets|current assets total|(?:assets > )?current assets > total
        """,
        """
        AssetsCurrent CurrentAssets
        """,
        """
        current assets; total current assets; 流动资产; 流动资产合计
        """,
    ),
    entry(
        "ppe_gross",
        _BS,
        _I,
        rf"""
        - {_PPE}(?: gross)? at cost|gross {_PPE}|{_PPE} gross|total {_PPE} gross
        """,
        """
        PropertyPlantAndEquipmentGross
        """,
        """
        gross property, plant and equipment; gross PP&E; 固定资产原值
        """,
    ),
    entry(
        "ppe_net",
        _BS,
        _I,
        rf"""
        - (?:total )?{_PPE} net(?: of .*)?|net {_PPE}|net property|property net|buildings and equipment net|
          real estate(?: and equipment)? net
        - {_PPE} net .*lease.*
        - (?:total )?{_PPE}
        """,
        """
        PropertyPlantAndEquipmentNet
        PropertyPlantAndEquipmentAndFinanceLeaseRightOfUseAssetAfterAccumulatedDepreciationAndAmortization
        PublicUtilitiesPropertyPlantAndEquipmentNet PropertyPlantAndEquipment
        """,
        """
        PP&E; net PP&E; PPNE; net PPNE; PPE; property, plant and equipment; property and equipment; fixed assets;
        plant, property and equipment; net plant, property and equipment; property and equipment, net;
        property, plant and equipment, net; net fixed assets; property, plant, and equipment;
        net property, plant and equipment; ppne, net; 固定资产;
        固定资产净额; 物业、厂房及设备
        """,
    ),
    entry(
        "accumulated_depreciation",
        _BS,
        _I,
        r"""
        - (?:less )?accumulated depreciation(?: and amortization)?(?: depletion and amortization)?
        """,
        """
        AccumulatedDepreciationDepletionAndAmortizationPropertyPlantAndEquipment
        """,
        """
        accumulated depreciation; 累计折旧
        """,
    ),
    entry(
        "operating_lease_assets",
        _BS,
        _I,
        r"""
        - (?:net )?operating lease(?:s)? (?:right of use )?(?:assets?|rou assets?)(?: net)?|
          (?:operating lease )?right of use assets?(?: net)?(?: operating)?(?: leases?)?|
          operating lease right of use|(?:noncurrent )?assets > operating leases
        """,
        """
        OperatingLeaseRightOfUseAsset RightofuseAssets
        """,
        """
        operating lease right-of-use assets; right-of-use assets; operating lease assets; ROU assets; 使用权资产
        """,
    ),
    entry(
        "goodwill",
        _BS,
        _I,
        r"""
        - (?:total )?goodwill(?: net)?
        """,
        """
        Goodwill
        """,
        """
        goodwill; 商誉
        """,
    ),
    entry(
        "intangibles",
        _BS,
        _I,
        r"""
        - (?:total )?(?:net )?(?:other |identifiable |amortizable |purchased |acquired |acquisition related |
          finite lived |definite lived )*intangibles?(?: assets)?(?: net)?(?: of .*)?|
          intangible assets net of accumulated amortization
        """,
        """
        IntangibleAssetsNetExcludingGoodwill FiniteLivedIntangibleAssetsNet OtherIntangibleAssetsNet
        IntangibleAssetsOtherThanGoodwill
        """,
        """
        intangible assets; intangibles; other intangible assets; net intangible assets; 无形资产
        """,
    ),
    entry(
        "goodwill_and_intangibles",
        _BS,
        _I,
        r"""
        - goodwill and (?:other )?(?:identifiable )?intangibles?(?: assets)?(?: net)?|
          goodwill msrs and other intangible assets
        """,
        """
        IntangibleAssetsNetIncludingGoodwill
        """,
        """
        goodwill and intangible assets; goodwill and other intangibles; 商誉及无形资产
        """,
    ),
    entry(
        "long_term_investments",
        _BS,
        _I,
        r"""
        - (?:equity and other|long term|noncurrent|equity method|other) investments?(?: securities)?|
          investments? in (?:and advances to )?(?:affiliates|unconsolidated (?:affiliates|businesses|
          subsidiaries)|affiliated companies|joint ventures)|marketable securities noncurrent|
          long term marketable securities|noncurrent assets > (?:marketable|investment) securities
        """,
        """
        LongTermInvestments MarketableSecuritiesNoncurrent EquityMethodInvestments
        """,
        """
        long-term investments; equity method investments; noncurrent marketable securities; 长期投资
        """,
    ),
    entry(
        "deferred_tax_assets",
        _BS,
        _I,
        r"""
        - (?:net )?deferred (?:income )?tax assets?(?: net)?|noncurrent deferred (?:income )?tax assets?.*
        """,
        """
        DeferredIncomeTaxAssetsNet DeferredTaxAssets
        """,
        """
        deferred tax assets; deferred income tax assets; 递延所得税资产
        """,
    ),
    entry(
        "total_assets",
        (Statement.BALANCE, Statement.SEGMENTS),
        _I,
        r"""
        - total assets|assets total|total consolidated assets|consolidated total assets|assets > total
        """,
        """
        Assets
        """,
        """
        total assets; assets; asset base; 总资产; 资产总计; 资产总额
        """,
    ),
    entry(
        "accounts_payable",
        _BS,
        _I,
        r"""
        - (?:total )?(?:trade )?(?:accounts|trades?) payables?(?: trade)?|(?:trade )?accounts payables? trade|
          payables|accounts payable principally trade|vouchers payable
        - accounts (?:payable )?and construction payables?
        - accounts payable (?:and (?:accrued (?:liabilities|expenses|charges)|
          other(?: current)?(?: accrued)? (?:liabilities|payables|accruals)|other))
          (?: and other)?(?: current)?(?: liabilities)?|trade and other payables
        """,
        """
        AccountsPayableCurrent AccountsPayableTradeCurrent AccountsPayableAndAccruedLiabilitiesCurrent
        AccountsPayableCurrentAndNoncurrent TradeAndOtherCurrentPayables
        """,
        """
        accounts payable; AP; A/P; payables; trade payables; 应付账款
        """,
    ),
    entry(
        "accrued_liabilities",
        _BS,
        _I,
        r"""
        - (?:other )?accrued (?:and other (?:current )?liabilities|liabilities|expenses|charges)
          (?: and other(?: current)?(?: liabilities)?)?(?: current)?
        """,
        """
        AccruedLiabilitiesCurrent OtherAccruedLiabilitiesCurrent AccruedLiabilitiesAndOtherLiabilities
        """,
        """
        accrued liabilities; accrued expenses; accrued expenses and other; 应计负债; 预提费用
        """,
    ),
    entry(
        "accrued_compensation",
        _BS,
        _I,
        r"""
        - accrued (?:compensation|payroll|wages|salaries|employee (?:costs|compensation)|
          salaries and benefits|compensation and (?:benefits|related items|related benefits))
          (?: and benefits| and related (?:items|expenses))?|employee compensation and benefits
        """,
        """
        EmployeeRelatedLiabilitiesCurrent
        """,
        """
        accrued compensation; accrued payroll; 应付职工薪酬
        """,
    ),
    entry(
        "deferred_revenue_current",
        _BS,
        _I,
        r"""
        - (?:short term |current )?(?:deferred|unearned) (?:revenues?|income)(?: current)?(?: and (?:advances|
          customer deposits|other))?|current (?:portion of )?deferred revenues?|
          contract liabilities(?: current)?|current liabilities > deferred revenues?|deferred membership fees|
          customer deposits and deferred revenue
        """,
        """
        ContractWithCustomerLiabilityCurrent DeferredRevenueCurrent
        """,
        """
        deferred revenue; unearned revenue; contract liabilities; short-term unearned revenue; 递延收入;
        合同负债
        """,
    ),
    entry(
        "short_term_debt",
        _BS,
        _I,
        r"""
        - (?:total )?short term (?:debt|borrowings?|notes payable|loans?)(?: and notes payable)?
        - commercial paper(?: and other short term (?:debt|borrowings))?|loans and notes payable|
          notes payable|notes and loans payable|bank overdrafts and short term borrowings|
          current liabilities > (?:notes payable|borrowings)
        """,
        """
        ShortTermBorrowings CommercialPaper OtherShortTermBorrowings NotesPayableCurrent ShorttermBorrowings
        """,
        """
        short-term debt; short-term borrowings; short term debt; commercial paper; notes payable; 短期借款;
        短期债务
        """,
    ),
    entry(
        "current_portion_long_term_debt",
        _BS,
        _I,
        rf"""
        - (?:current (?:portion|maturities|installments?|part) of (?:the )?{_LTD}(?: and .*)?|
          long term (?:debt|borrowings|obligations) (?:current(?: portion| maturities)?|due within (?:one|1) year|
          payable within one year|maturing within one year|current portion and .*))(?: net)?
        - current liabilities > (?:term debt|long term debt)
        - current maturities|
          long term debt current maturities
        """,
        """
        LongTermDebtCurrent LongTermDebtAndCapitalLeaseObligationsCurrent CurrentPortionOfLongtermBorrowings
        """,
        """
        current portion of long-term debt; current maturities of long-term debt; current portion of debt;
        一年内到期的长期借款; 一年内到期的长期债务
        """,
    ),
    entry(
        "debt_current",
        _BS,
        _I,
        r"""
        - (?:short term (?:debt|borrowings)|notes payable|commercial paper|loans payable)(?: and| including)
          (?: the)? current (?:portion|maturities|installments) of (?:long term )?(?:debt|borrowings|
          obligations)|(?:notes and )?debt (?:due|maturing|payable) within one year|current (?:debt|borrowings)|
          debt current|
          short term (?:debt|
          borrowings) including current portion of .*|
          current portion of long term debt and short term (?:debt|borrowings)
        """,
        """
        DebtCurrent
        """,
        """
        current debt; short-term borrowings and current portion of long-term debt; debt maturing within one year;
        debt due within one year; 短期有息负债
        """,
    ),
    entry(
        "operating_lease_liabilities_current",
        _BS,
        _I,
        r"""
        - (?:current )?(?:portion of )?operating lease (?:liabilities|obligations)
          (?: current(?: portion)?| due within one year)|
          current (?:portion of )?operating lease (?:liabilities|obligations)|operating leases current|
          current liabilities > operating lease liabilities
        """,
        """
        OperatingLeaseLiabilityCurrent
        """,
        """
        current operating lease liabilities; operating lease liabilities, current; 经营租赁负债（流动）
        """,
    ),
    entry(
        "income_taxes_payable",
        _BS,
        _I,
        r"""
        - (?:accrued |current )?income taxes(?: payable)?|accrued (?:income )?taxes(?: on income)?|
          taxes payable|short term income taxes
        """,
        """
        AccruedIncomeTaxesCurrent TaxesPayableCurrent
        """,
        """
        income taxes payable; accrued income taxes; taxes payable; 应交税费; 应交所得税
        """,
    ),
    entry(
        "other_current_liabilities",
        _BS,
        _I,
        r"""
        - other current liabilities|other (?:accrued and )?current liabilities|current liabilities > other
          (?: liabilities)?
        """,
        """
        OtherLiabilitiesCurrent
        """,
        """
        other current liabilities; 其他流动负债
        """,
    ),
    entry(
        "current_liabilities",
        _BS,
        _I,
        r"""
        - total current liabilities|current liabilities total|(?:liabilities.* > )?current liabilities > total
        """,
        """
        LiabilitiesCurrent CurrentLiabilities
        """,
        """
        current liabilities; total current liabilities; 流动负债; 流动负债合计
        """,
    ),
    entry(
        "long_term_debt",
        _BS,
        _I,
        rf"""
        - (?:total (?!debt|borrowings))?{_LTD}(?: net)?
          (?: (?:of|excluding|less|net of) (?:the )?(?:current |amounts due |unamortized )?
          (?:portion|maturities|installments|within one year|discount.*))?(?: net)?
        - long term debt .*(?:excluding|less|net of) (?:the )?current (?:portion|maturities|installments).*
        - (?:noncurrent|long term) liabilities > term debt|(?:long term )?debt due after one year
        - noncurrent (?:debt|borrowings)|{_LTD} noncurrent|long term debt and .*
        """,
        """
        LongTermDebtNoncurrent LongTermDebtAndCapitalLeaseObligations LongtermBorrowings
        LongTermNotesPayable
        """,
        """
        long-term debt; long term debt; noncurrent debt; long-term borrowings; debt due after one year; 长期借款;
        长期债务
        """,
    ),
    entry(
        "debt_total",
        _BS,
        _I,
        r"""
        - total (?:debt|borrowings|long term debt including current (?:portion|maturities)|
          debt and (?:finance|capital) lease obligations)
        """,
        """
        DebtLongtermAndShorttermCombinedAmount
        """,
        """
        total debt; debt; total borrowings; gross debt; 总债务; 有息负债
        """,
    ),
    entry(
        "operating_lease_liabilities_noncurrent",
        _BS,
        _I,
        r"""
        - (?:long term |noncurrent )operating lease (?:liabilities|obligations)|
          operating lease (?:liabilities|obligations)
          (?: noncurrent| long term| net of current portion| less current portion)|
          noncurrent operating lease liabilities|operating lease liabilities|
          (?:noncurrent )?liabilities > operating leases
        """,
        """
        OperatingLeaseLiabilityNoncurrent
        """,
        """
        noncurrent operating lease liabilities; long-term operating lease liabilities; 经营租赁负债（非流动）
        """,
    ),
    entry(
        "deferred_tax_liabilities",
        _BS,
        _I,
        r"""
        - (?:net )?(?:noncurrent )?deferred (?:income )?tax liabilit(?:y|ies)(?: net)?|
          noncurrent deferred (?:income )?taxes|(?:noncurrent )?liabilities > deferred income taxes
        """,
        """
        DeferredIncomeTaxLiabilitiesNet DeferredTaxLiabilitiesNoncurrent DeferredTaxLiabilities
        """,
        """
        deferred tax liabilities; deferred income tax liabilities; 递延所得税负债
        """,
    ),
    entry(
        "pension_liabilities",
        _BS,
        _I,
        r"""
        - (?:accrued )?(?:pension|postretirement|retirement|employee benefit)(?: and (?:other )?
          (?:postretirement|retirement|pension))?(?: benefits?)?(?: obligations?| liabilit(?:y|
          ies)| benefits)?
        """,
        """
        PensionAndOtherPostretirementDefinedBenefitPlansLiabilitiesNoncurrent
        DefinedBenefitPensionPlanLiabilitiesNoncurrent
        """,
        """
        pension liabilities; pension and postretirement benefits; pension obligations; 养老金负债
        """,
    ),
    entry(
        "noncurrent_liabilities",
        _BS,
        _I,
        r"""
        - total (?:noncurrent|long term) liabilities
        """,
        """
        LiabilitiesNoncurrent NoncurrentLiabilities
        """,
        """
        noncurrent liabilities; total non-current liabilities; long-term liabilities; 非流动负债; 长期负债
        """,
    ),
    entry(
        "noncurrent_assets",
        _BS,
        _I,
        r"""
        - total (?:noncurrent|long term) assets
        """,
        """
        AssetsNoncurrent NoncurrentAssets
        """,
        """
        noncurrent assets; total non-current assets; long-term assets; 非流动资产
        """,
    ),
    entry(
        "total_liabilities",
        _BS,
        _I,
        r"""
        - total liabilities|liabilities total|total consolidated liabilities
        """,
        """
        Liabilities
        """,
        """
        total liabilities; liabilities; 总负债; 负债总额; 负债合计
        """,
    ),
    entry(
        "preferred_stock",
        _BS,
        _I,
        r"""
        - (?:convertible |cumulative |redeemable |nonredeemable )*preferred (?:stock|shares)(?: value)?
        """,
        """
        PreferredStockValue PreferredStockValueOutstanding
        """,
        """
        preferred stock; preferred shares; preferred equity; 优先股
        """,
    ),
    entry(
        "paid_in_capital",
        _BS,
        _I,
        r"""
        - additional paid in capital|(?:additional )?(?:paid in|contributed) (?:capital|surplus)|capital surplus|
          capital in excess of(?: par(?: value)?)?|additional contributed capital|
          common stock and (?:additional )?paid in capital
        """,
        """
        AdditionalPaidInCapital AdditionalPaidInCapitalCommonStock
        CommonStocksIncludingAdditionalPaidInCapital
        """,
        """
        additional paid-in capital; paid-in capital; APIC; capital surplus; 资本公积
        """,
    ),
    entry(
        "retained_earnings",
        _BS,
        _I,
        r"""
        - retained earnings|(?:retained |reinvested )earnings(?: .*)?|accumulated (?:deficit|earnings|income)|
          earnings (?:retained|reinvested)(?: in (?:the )?business)?|retained deficit|
          income retained for use in the business
        """,
        """
        RetainedEarningsAccumulatedDeficit RetainedEarnings
        """,
        """
        retained earnings; accumulated deficit; reinvested earnings; 留存收益; 未分配利润
        """,
    ),
    entry(
        "aoci",
        _BS,
        _I,
        r"""
        - (?:total )?accumulated other comprehensive (?:income|loss|losses|income loss|loss income|earnings)(?: net)?
          (?: of tax(?:es)?)?
        """,
        """
        AccumulatedOtherComprehensiveIncomeLossNetOfTax
        """,
        """
        accumulated other comprehensive income; AOCI; accumulated other comprehensive loss; 其他综合收益累计额
        """,
    ),
    entry(
        "treasury_stock",
        _BS,
        _I,
        r"""
        - (?:less )?(?:common )?(?:treasury (?:stock|shares)|common stock (?:held )?in treasury|
          (?:common )?shares held in treasury)(?: shares)?
        """,
        """
        TreasuryStockValue TreasuryStockCommonValue
        """,
        """
        treasury stock; treasury shares; 库存股
        """,
        Sign.MAGNITUDE,
    ),
    entry(
        "equity",
        _BS,
        _I,
        r"""
        - total (?:common )?shareholders(?: equity| investment| deficit)(?: deficit)?|
          total (?:common )?stockholders equity
        - total (?!liabilities|other|redeemable|noncontrolling)(?:(?!and ).)+ shareholders (?:equity|deficit|
          investment)(?: deficit)?|equity attributable to (?!.*noncontrolling).+|
          total equity attributable to (?!.*noncontrolling).+
        - (?:common )?shareholders equity(?: deficit)?|shareholders equity > total
        """,
        """
        StockholdersEquity CommonStockholdersEquity EquityAttributableToOwnersOfParent
        """,
        """
        shareholders' equity; stockholders' equity; equity; total shareholders' equity;
        total stockholders' equity; common equity; book value; shareholder equity; shareowners' equity;
        equity attributable to shareowners; equity attributable to shareholders; equity attributable to stockholders;
        equity attributable to common shareholders; 股东权益; 所有者权益; 净资产
        """,
    ),
    entry(
        "noncontrolling_interest",
        _BS,
        _I,
        rf"""
        - (?:total )?{_NCI}|(?:total )?equity attributable to {_NCI}|minority interests?
        """,
        """
        MinorityInterest NoncontrollingInterests
        """,
        """
        noncontrolling interest; noncontrolling interests; minority interest; non-controlling interests;
        少数股东权益
        """,
    ),
    entry(
        "equity_including_noncontrolling",
        _BS,
        _I,
        r"""
        - total equity(?: deficit)?|total shareholders equity including noncontrolling interests?|
          total equity and noncontrolling interests?
        """,
        """
        StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest Equity
        """,
        """
        total equity; total equity including noncontrolling interests; 权益总额
        """,
    ),
    entry(
        "liabilities_and_equity",
        _BS,
        _I,
        r"""
        - total liabilities (?:and|redeemable|noncontrolling|mezzanine|temporary|preferred|convertible).*
          (?:equity|deficit|investment|shareholders|capital)(?: deficit)?|total capitalization and liabilities
        """,
        """
        LiabilitiesAndStockholdersEquity EquityAndLiabilities
        """,
        """
        total liabilities and equity; total liabilities and shareholders' equity; 负债和股东权益总计
        """,
    ),
    entry(
        "shares_outstanding",
        (Statement.BALANCE, Statement.EQUITY),
        _I,
        r"""
        - (?:common |ordinary )?shares (?:issued and )?outstanding(?: (?:december|june|september|march).*)?|
          (?:number of )?common (?:stock|shares) outstanding|common shares at period end
        """,
        """
        CommonStockSharesOutstanding EntityCommonStockSharesOutstanding SharesOutstanding
        NumberOfSharesOutstanding
        """,
        """
        shares outstanding; common shares outstanding; outstanding shares; 流通股数; 已发行股数; 总股本
        """,
        unit="shares",
    ),
    # Banks and insurers.
    entry(
        "deposits",
        _BS,
        _I,
        r"""
        - (?:total )?(?:customer )?deposits(?: liabilities)?
        """,
        """
        Deposits DepositsFromCustomers
        """,
        """
        deposits; customer deposits; total deposits; 存款; 客户存款
        """,
    ),
    entry(
        "loans_net",
        _BS,
        _I,
        r"""
        - (?:net |total )?loans(?: and leases| held for investment| receivable)?(?: net)?(?: of .*)?|
          total loans net|card member loans
        """,
        """
        LoansAndLeasesReceivableNetReportedAmount
        FinancingReceivableExcludingAccruedInterestAfterAllowanceForCreditLoss NotesReceivableNet
        """,
        """
        loans; net loans; total loans; loans, net; 贷款; 贷款净额
        """,
    ),
    entry(
        "allowance_credit_losses",
        _BS,
        _I,
        r"""
        - (?:less )?allowances? for (?:loan|credit|loan and lease|loan and credit) losses
        """,
        """
        LoansAndLeasesReceivableAllowance FinancingReceivableAllowanceForCreditLossExcludingAccruedInterest
        """,
        """
        allowance for credit losses; allowance for loan losses; 贷款损失准备余额
        """,
    ),
    entry(
        "investment_securities",
        _BS,
        _I,
        r"""
        - (?:total )?investment securities(?: net)?|(?:total )?investments|securities available for sale|
          available for sale (?:debt )?securities
        """,
        """
        Investments MarketableSecurities AvailableForSaleSecuritiesDebtSecurities
        """,
        """
        investment securities; total investments; available-for-sale securities; 证券投资
        """,
    ),
    entry(
        "policy_liabilities",
        _BS,
        _I,
        r"""
        - (?:future policy benefits|policy liabilities|unpaid (?:claims|losses)|
          losses and loss adjustment expenses|policyholder benefits|insurance (?:reserves|liabilities)|
          liability for future policy benefits|health care costs payable)(?: and .*)?
        """,
        """
        LiabilityForFuturePolicyBenefits LiabilityForClaimsAndClaimsAdjustmentExpense
        """,
        """
        policy liabilities; insurance reserves; claims payable; future policy benefits; 保险责任准备金
        """,
    ),
)
