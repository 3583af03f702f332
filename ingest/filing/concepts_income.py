"""Standard concepts of the income statement: printed labels, XBRL elements and everyday names.

Labels are regular expressions over `ingest.filing.concepts.normal_label`, which has dropped case, punctuation,
parentheses ("(loss)", "(used in)") and tails ("net of allowance …" becomes "net"). To add a concept, add one entry.
"""

from ingest.document import Statement
from ingest.filing.concept_types import Concept, Kind, Sign, entry

__all__ = ["INCOME"]

_IS = (Statement.INCOME, Statement.COMPREHENSIVE)
_CF = (Statement.CASH_FLOW,)

# Pieces that many labels share.
_INC = r"(?:income|profit|earnings|loss|losses|income loss|loss income)"
_SHARE = r"(?:common |ordinary |capital )?(?:shares?|stock)"
_NCI = (
    r"(?:redeemable |nonredeemable |redeemable and )?noncontrolling (?:interests?|shareholders?)"
    r"(?: and (?:redeemable )?noncontrolling interests?)?(?: in .+)?"
)
_WHOLE = r"(?!.*(?:continuing|discontinued|pro forma|adjusted))"
_NOT_PART = r"(?!.*(?:noncontrolling|discontinued|continuing|participating|preferred|per |percent|before))"


_D = Kind.DURATION
_ABS = Sign.MAGNITUDE

INCOME: tuple[Concept, ...] = (
    entry(
        "revenue",
        (*_IS, Statement.SEGMENTS),
        _D,
        r"""
        - total (?:net )?(?:operating )?revenues?(?: net)?(?: and other income)?
        - total (?:net )?sales(?: and (?:other )?(?:operating )?revenues?)?
        - (?:total )?(?:net )?revenues? net of interest expense
        - (?:net )?(?:operating )?revenues?(?: net)?
        - (?:net )?sales(?: and (?:other )?(?:operating )?revenues?)?|sales net
        - (?:sales|revenues?) (?:to|from) (?:external )?(?:customers|contracts with customers)
        - consolidated (?:net )?(?:sales|revenues?)|turnover|net turnover
        - (?:net |operating |net operating )?(?:revenues?|sales) > (?:total)?
        """,
        """
        Revenues RevenueFromContractWithCustomerExcludingAssessedTax SalesRevenueNet
        RevenuesNetOfInterestExpense RevenueFromContractWithCustomerIncludingAssessedTax
        RegulatedAndUnregulatedOperatingRevenue SalesRevenueGoodsNet SalesRevenueServicesNet Revenue
        """,
        """
        revenue; revenues; total revenue; total revenues; net sales; sales; net revenue; net revenues; turnover;
        top line; topline; total net sales; net operating revenues; operating revenues; 营业收入; 收入; 营收;
        销售额; 总收入
        """,
    ),
    entry(
        "cost_of_revenue",
        _IS,
        _D,
        r"""
        - total costs? of (?:net )?(?:revenues?|sales|goods sold|products? sold|products and services sold)
        - costs? of (?:net )?(?:revenues?|sales|goods sold|products? sold|products and services sold|
          goods and services sold)
        - costs? of (?:goods sold|sales|products sold|revenues?) (?:exclusive|excluding|including|and|
          buying) .*
        - merchandise costs|costs? of merchandise sold
        - costs? of (?:revenues?|sales|goods sold) > total
        """,
        """
        CostOfRevenue CostOfGoodsAndServicesSold CostOfSales
        CostOfGoodsAndServiceExcludingDepreciationDepletionAndAmortization
        """,
        """
        cost of revenue; COGS; cost of goods sold; cost of sales; cost of products sold; costs of goods sold;
        cost of revenues; total cost of revenue; total cost of sales; merchandise costs; cost of merchandise sold;
        营业成本; 销售成本
        """,
        _ABS,
    ),
    entry(
        "cost_of_products",
        _IS,
        _D,
        r"""
        - costs? of (?:\w+ )?(?:products?|goods|equipment|hardware|product (?:sales|revenues?))(?: exclusive .*)?
        - (?:costs? of (?:sales|revenues?|goods sold)|costs?) > (?:products?|hardware|equipment)(?: and other)?
        """,
        """
        CostOfGoodsSold
        """,
        """
        cost of products; cost of product revenue; product cost of sales; cost of equipment
        """,
        _ABS,
    ),
    entry(
        "cost_of_services",
        _IS,
        _D,
        r"""
        - costs? of (?:\w+ )?(?:services?|service (?:sales|revenues?)|subscriptions?|subscription revenues?)
          (?: exclusive .*)?
        - (?:costs? of (?:sales|revenues?|goods sold)|costs?) > (?:services?|subscriptions?)(?: and other)?
        """,
        """
        CostOfServices
        """,
        """
        cost of services; cost of service revenue; service cost of sales
        """,
        _ABS,
    ),
    entry(
        "gross_profit",
        (*_IS, Statement.SEGMENTS),
        _D,
        r"""
        - gross profit(?: on sales)?|total gross profit
        - gross margin|total gross margin
        """,
        """
        GrossProfit
        """,
        """
        gross profit; gross margin dollars; gross income; 毛利; 毛利润
        """,
    ),
    entry(
        "r_and_d",
        _IS,
        _D,
        r"""
        - (?:total )?research (?:and )?development(?: and (?:related expenses?|engineering))?
          (?: expenses?| costs?)?(?: net)?
        - research development and (?:related expenses|engineering)(?: expenses?)?
        - product development|technology and development
        """,
        """
        ResearchAndDevelopmentExpense ResearchAndDevelopmentExpenseExcludingAcquiredInProcessCost
        ResearchAndDevelopmentExpenseSoftwareExcludingAcquiredInProcessCost
        """,
        """
        research and development; R&D; research and development expense; R&D expense; research & development;
        研发费用; 研发支出; 研发投入
        """,
        _ABS,
    ),
    entry(
        "sga",
        _IS,
        _D,
        r"""
        - (?:operating )?selling(?: informational)? general and administrative(?: expenses?| costs?)?(?: net)?
        - selling (?:informational|marketing) and administrative(?: expenses?)?|
          (?:total )?selling and administrative(?: expenses?)?
        - operating selling general and administrative(?: expenses?)?
        - sales general and administrative(?: expenses?)?|
          marketing selling general and administrative(?: expenses?)?
        - marketing general and administrative(?: expenses?)?|
          general administrative and selling(?: expenses?)?
        - selling general and administrative expenses exclusive .*
        """,
        """
        SellingGeneralAndAdministrativeExpense
        """,
        """
        SG&A; selling, general and administrative expenses; selling, general and administrative; SGA;
        SG&A expense; selling general & administrative; 销售及管理费用; 销售、一般及管理费用
        """,
        _ABS,
    ),
    entry(
        "selling_marketing",
        _IS,
        _D,
        r"""
        - (?:sales|selling|marketing) and (?:marketing|sales|advertising|promotion|distribution)
          (?: expenses?)?
        - selling(?: expenses?)
        - marketing(?: expenses?)?
        """,
        """
        SellingAndMarketingExpense MarketingExpense SellingExpense MarketingAndAdvertisingExpense
        """,
        """
        sales and marketing; marketing expense; sales and marketing expense; selling expense; 销售费用; 市场费用
        """,
        _ABS,
    ),
    entry(
        "general_administrative",
        _IS,
        _D,
        r"""
        - general and administrative(?: expenses?)?
        """,
        """
        GeneralAndAdministrativeExpense
        """,
        """
        general and administrative; G&A; general and administrative expense; 管理费用
        """,
        _ABS,
    ),
    entry(
        "depreciation_amortization",
        (*_CF, *_IS, Statement.SEGMENTS),
        _D,
        r"""
        - depreciation and amortization(?: expenses?)?(?: net)?
        - depreciation(?: depletion)? and amortization(?: expenses?)?|depreciation amortization and (?:other|
          accretion|depletion|impairments?)(?: charges)?
        - depreciation amortization and other(?: net)?|total depreciation and amortization|
          depreciation amortization
        - depreciation of (?:property|fixed).* amortization.*|depreciation (?:and )?amortization of .*
        """,
        """
        DepreciationDepletionAndAmortization DepreciationAndAmortization
        DepreciationAmortizationAndAccretionNet OtherDepreciationAndAmortization
        """,
        """
        depreciation and amortization; D&A; depreciation & amortization; depreciation and amortization expense;
        DNA; 折旧与摊销; 折旧及摊销; 折旧摊销
        """,
        _ABS,
    ),
    entry(
        "depreciation",
        (*_CF, *_IS),
        _D,
        r"""
        - depreciation(?: expenses?| charges?)?(?: (?:on|of) property(?: plant)? and equipment)?
        """,
        """
        Depreciation
        """,
        """
        depreciation; depreciation expense; 折旧
        """,
        _ABS,
    ),
    entry(
        "amortization_intangibles",
        (*_CF, *_IS),
        _D,
        r"""
        - amortization(?: expense)?(?: (?:of|on) (?:(?:acquired|acquisition related|purchased|other|
          finite lived|definite lived|identifiable) )*intangibles?(?: assets)?)?
        - (?:amortization of )?acquisition related amortization
        """,
        """
        AmortizationOfIntangibleAssets
        """,
        """
        amortization of intangible assets; amortization; intangible amortization; 无形资产摊销; 摊销
        """,
        _ABS,
    ),
    entry(
        "restructuring",
        _IS,
        _D,
        r"""
        - restructuring(?: and other)?(?: special)?(?: charges?| costs?| expenses?)?(?: net)?
        - restructuring (?:and|impairment|asset).*
        """,
        """
        RestructuringCharges RestructuringSettlementAndImpairmentProvisions
        RestructuringCostsAndAssetImpairmentCharges
        """,
        """
        restructuring charges; restructuring costs; restructuring expense; restructuring; 重组费用
        """,
        Sign.MAGNITUDE,
    ),
    entry(
        "impairment",
        (*_IS, *_CF),
        _D,
        r"""
        - (?:goodwill |asset |intangible asset |long lived asset |goodwill and intangible asset |
          store )*impairments?(?: charges?| losses| loss| expense)?
        - (?:asset write ?offs and|write ?downs? and) impairments?|impairment of .*
        """,
        """
        AssetImpairmentCharges GoodwillImpairmentLoss GoodwillAndIntangibleAssetImpairment
        """,
        """
        impairment; impairment charges; impairments; goodwill impairment; asset impairment; 减值损失; 资产减值
        """,
        _ABS,
    ),
    entry(
        "operating_expenses",
        _IS,
        _D,
        r"""
        - total operating expenses|operating expenses > total|total operating expenses net|
          total other operating expenses|total operating expense
        """,
        """
        OperatingExpenses
        """,
        """
        operating expenses; total operating expenses; opex; 营业费用; 运营费用
        """,
        _ABS,
    ),
    entry(
        "costs_and_expenses",
        _IS,
        _D,
        r"""
        - total (?:operating )?costs and (?:operating )?expenses|total (?:costs|expenses|operating costs)|
          total noninterest expenses?
        - total (?:costs|expenses) and other deductions|total benefits and expenses|
          total benefits losses and expenses
        - (?:costs and )?expenses > (?:total)?
        """,
        """
        CostsAndExpenses BenefitsLossesAndExpenses NoninterestExpense
        """,
        """
        total costs and expenses; costs and expenses; total expenses; noninterest expense; 总成本; 总费用
        """,
        _ABS,
    ),
    entry(
        "operating_income",
        (*_IS, Statement.SEGMENTS),
        _D,
        rf"""
        - (?:total )?operating {_INC}(?: net)?|(?:total )?operating (?:income|profit) or loss
        - {_INC} from operations|(?:total )?{_INC} from operations net|operating result|
          results? from operations
        - operating earnings|earnings from operations|total segment operating (?:income|profit|earnings)|
          consolidated operating (?:income|profit)
        """,
        """
        OperatingIncomeLoss ProfitLossFromOperatingActivities
        """,
        """
        operating income; operating profit; income from operations; operating earnings; EBIT (unadjusted);
        unadjusted operating income; operating loss; 营业利润; 经营利润; 营业利益
        """,
    ),
    entry(
        "interest_expense",
        _IS,
        _D,
        r"""
        - (?:total )?interest expenses?(?: net of (?:amounts capitalized|capitalized interest|portion capitalized))?|
          interest expense on debt
        - interest expenses?(?: and (?:related (?:charges|financing costs)|other|debt expense|
          other (?:financing (?:costs|charges)|financial charges)|amortization.*))?
        - interest (?:on long term debt|and (?:other )?debt expense|charges)|total interest (?:charges|cost)|
          finance costs
        - interest expense(?: net)
        - interest expense > total
        """,
        """
        InterestExpense InterestExpenseNonoperating InterestAndDebtExpense InterestExpenseDebt
        InterestExpenseOperating FinanceCosts
        """,
        """
        interest expense; interest expenses; interest cost; gross interest expense; 利息费用; 利息支出; 财务费用
        """,
        _ABS,
    ),
    entry(
        "interest_income",
        _IS,
        _D,
        r"""
        - (?:total )?interest income|interest and dividend income|interest(?: and (?:investment|
          dividend))? income
        - investment income(?: net)?|interest income > total
        """,
        """
        InvestmentIncomeInterest InterestAndDividendIncomeOperating InvestmentIncomeInterestAndDividend
        InterestIncomeOther
        """,
        """
        interest income; interest and dividend income; investment income; 利息收入
        """,
        Sign.INCOME,
    ),
    entry(
        "interest_net",
        _IS,
        _D,
        r"""
        - interest net|net interest expense|interest expense income net|
          interest income expense net|interest expense net of interest income
        """,
        """
        InterestIncomeExpenseNonoperatingNet InterestIncomeExpenseNet
        """,
        """
        net interest expense; interest, net; 净利息费用
        """,
        _ABS,
    ),
    entry(
        "other_income_expense",
        _IS,
        _D,
        r"""
        - (?:total )?other (?:nonoperating )?(?:income|expense|expenses|income expense|expense income|
          income and expense)(?: net)?
        - other net|total (?:other|nonoperating) (?:income|expense|income expense)(?: net)?|
          nonoperating (?:income|expense)(?: net)?
        """,
        """
        OtherNonoperatingIncomeExpense NonoperatingIncomeExpense
        """,
        """
        other income (expense); other income; other expense; nonoperating income; non-operating income; 其他收益;
        营业外收支
        """,
        Sign.INCOME,
    ),
    entry(
        "pretax_income",
        _IS,
        _D,
        rf"""
        - (?:consolidated )?(?:net )?{_INC}(?: from continuing operations)? before (?:provision for |
          benefit from |provision |benefit )*(?:(?:federal )?income tax(?:es)?|taxes on income|taxes|tax)
          (?: expense| provision| benefit)?
        - pretax {_INC}|{_INC} before tax|total pretax income
        - (?:consolidated )?{_INC}(?: from continuing operations)? before (?:provision |benefit )?(?:for |
          from )?(?:income tax(?:es)?|taxes).*(?:noncontrolling|equity|joint ventures|affiliates|
          other items).*
        """,
        """
        IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest
        IncomeLossFromContinuingOperationsBeforeIncomeTaxesMinorityInterestAndIncomeLossFromEquityMethodInvestments
        IncomeLossIncludingPortionAttributableToNoncontrollingInterest ProfitLossBeforeTax
        """,
        """
        pretax income; income before taxes; income before income taxes; earnings before tax; EBT; pre-tax income;
        earnings before income taxes; profit before tax; 税前利润; 利润总额
        """,
    ),
    entry(
        "income_tax",
        _IS,
        _D,
        r"""
        - (?:total )?(?:provision|benefit|provision benefit)(?: for)? (?:for |from )?(?:income tax(?:es)?|
          taxes on income|taxes)(?: on income)?
        - (?:total )?income tax(?:es)? (?:expense|provision|benefit|expense benefit|provision benefit|charge)
          (?: on income)?|income tax(?:es)?(?: from continuing operations)?
        - taxes on income|income taxes expense|(?:total )?tax (?:expense|provision)|
          income taxes (?:currently payable|net)
        """,
        """
        IncomeTaxExpenseBenefit IncomeTaxExpenseContinuingOperations
        """,
        """
        income tax expense; income taxes; provision for income taxes; tax expense; income tax; tax provision;
        所得税; 所得税费用
        """,
        Sign.TAX,
    ),
    entry(
        "income_continuing",
        _IS,
        _D,
        rf"""
        - (?:net )?{_INC} from continuing operations(?: net of (?:tax|income taxes))?(?: after (?:tax|
          income taxes))?
        """,
        """
        IncomeLossFromContinuingOperations
        IncomeLossFromContinuingOperationsIncludingPortionAttributableToNoncontrollingInterest
        """,
        """
        income from continuing operations; earnings from continuing operations;
        net income from continuing operations; 持续经营利润
        """,
    ),
    entry(
        "income_discontinued",
        _IS,
        _D,
        rf"""
        - (?:total )?(?:net )?{_INC}(?: and gain on sale)? from discontinued operations(?: net)?(?: of (?:tax|
          taxes|income taxes).*)?|discontinued operations(?: net)?(?: of tax(?:es)?)?
        """,
        """
        IncomeLossFromDiscontinuedOperationsNetOfTax
        IncomeLossFromDiscontinuedOperationsNetOfTaxAttributableToReportingEntity
        """,
        """
        income from discontinued operations; discontinued operations; loss from discontinued operations;
        终止经营利润
        """,
    ),
    entry(
        "net_income",
        (*_IS, *_CF),
        _D,
        rf"""
        - (?:consolidated )?net {_INC} attributable to {_NOT_PART}.+
        - {_INC} (?:for the (?:year|period) )?attributable to {_NOT_PART}(?:common )?
          (?:shareholders|owners|equity holders).*
        - net {_INC}(?: net)?|{_INC} for the (?:year|period)|net {_INC} for the (?:year|period)
        - net {_INC}(?: available)? (?:applicable|available|allocated|allocable)?(?: to) {_NOT_PART}.+
        """,
        """
        NetIncomeLoss NetIncomeLossAvailableToCommonStockholdersBasic ProfitLossAttributableToOwnersOfParent
        """,
        """
        net income; net earnings; net income attributable to shareholders; net profit; profit; bottom line;
        net loss; earnings; net income attributable to common shareholders; 净利润; 归母净利润; 纯利; 净收益
        """,
    ),
    entry(
        "net_income_including_noncontrolling",
        (*_IS, *_CF),
        _D,
        rf"""
        - (?:consolidated )?net {_INC}(?: loss)? including (?:{_INC} attributable to )?
          (?:redeemable and )?noncontrolling interests?|consolidated net {_INC}|consolidated (?:profit|
          earnings|income)
        - net {_INC} (?:before (?:allocation to |attribution (?:of|to) )?|
          including (?:earnings |income )?(?:attributable|allocated) to ){_NCI}
        - net {_INC} of consolidated group|profit of consolidated and affiliated companies
        """,
        """
        ProfitLoss
        """,
        """
        net income including noncontrolling interests; consolidated net income; 合并净利润
        """,
    ),
    entry(
        "net_income_noncontrolling",
        (*_IS,),
        _D,
        rf"""
        - (?:less )?(?:consolidated )?(?:net )?{_INC} (?:attributable|allocated|allocable|
          applicable) to (?:the )?{_NCI}|(?:less )?noncontrolling interests?(?: in (?:net )?{_INC}.*)?
        """,
        """
        NetIncomeLossAttributableToNoncontrollingInterest ProfitLossAttributableToNoncontrollingInterests
        """,
        """
        net income attributable to noncontrolling interests; minority interest in earnings; 少数股东损益
        """,
        Sign.INCOME,
    ),
    entry(
        "preferred_dividends",
        (*_IS, *_CF),
        _D,
        r"""
        - (?:less )?(?:preferred (?:stock|share) dividends(?: and other)?|dividends on preferred (?:stock|
          shares)|dividends paid on preferred (?:stock|shares))
        """,
        """
        PreferredStockDividendsIncomeStatementImpact DividendsPreferredStock
        PaymentsOfDividendsPreferredStockAndPreferenceStock
        """,
        """
        preferred dividends; preferred stock dividends; 优先股股利
        """,
        _ABS,
    ),
    entry(
        "comprehensive_income",
        (Statement.COMPREHENSIVE, Statement.INCOME),
        _D,
        rf"""
        - (?:total |consolidated )?comprehensive {_INC}(?: net of tax(?:es)?)?|
          comprehensive {_INC} attributable to {_NOT_PART}.+
        """,
        """
        ComprehensiveIncomeNetOfTax
        ComprehensiveIncomeNetOfTaxIncludingPortionAttributableToNoncontrollingInterest
        """,
        """
        comprehensive income; total comprehensive income; 综合收益
        """,
    ),
    entry(
        "eps_basic",
        _IS,
        _D,
        rf"""
        - (?:net )?(?:{_INC} )?per {_SHARE} ?basic|{_WHOLE}basic (?:net )?{_INC} per (?:share of )?{_SHARE}.*|
          basic eps
        - (?:net )?{_INC} per (?:share of )?{_SHARE} (?:attributable .*)?basic
        - {_WHOLE}(?:.* > )?(?:basic )?(?:net )?{_INC}(?: per)? (?:share of )?{_SHARE}.* > (?:total )?basic
          (?: net {_INC})?(?: per {_SHARE})?
        - {_WHOLE}(?:.* > )?(?:basic and diluted )?(?:net )?{_INC} per (?:share of )?{_SHARE}.* > (?:total )?basic
        - (?:.* > )?(?:basic (?:net )?{_INC} per (?:share of )?{_SHARE}|
          (?:net )?{_INC} per (?:share of )?{_SHARE} basic) > net {_INC}(?: attributable to {_NOT_PART}.+)?
        """,
        """
        EarningsPerShareBasic BasicEarningsLossPerShare
        """,
        """
        basic EPS; basic earnings per share; earnings per share basic; basic net income per share;
        basic earnings per common share; basic net income per common share; 基本每股收益
        """,
        unit="per_share",
    ),
    entry(
        "eps_diluted",
        _IS,
        _D,
        rf"""
        - (?:net )?(?:{_INC} )?per {_SHARE} ?(?:assuming dilution|diluted)|
          {_WHOLE}diluted (?:net )?{_INC} per (?:share of )?{_SHARE}.*|diluted eps
        - (?:net )?{_INC} per (?:share of )?{_SHARE} (?:attributable .*)?(?:assuming dilution|diluted)
        - {_WHOLE}(?:.* > )?(?:diluted )?(?:net )?{_INC}(?: per)? (?:share of )?{_SHARE}.* > (?:total )?
          (?:diluted|assuming dilution)(?: net {_INC})?(?: per {_SHARE})?
        - {_WHOLE}(?:.* > )?(?:basic and diluted )?(?:net )?{_INC} per (?:share of )?{_SHARE}.* > (?:total )?diluted
        - (?:.* > )?(?:diluted (?:net )?{_INC} per (?:share of )?{_SHARE}|
          (?:net )?{_INC} per (?:share of )?{_SHARE} (?:diluted|assuming dilution)) > net {_INC}
          (?: attributable to {_NOT_PART}.+)?
        """,
        """
        EarningsPerShareDiluted EarningsPerShareBasicAndDiluted DilutedEarningsLossPerShare
        """,
        """
        EPS; diluted EPS; earnings per share; diluted earnings per share; diluted net income per share; 每股收益;
        earnings per common share; diluted earnings per common share; diluted net income per common share;
        net income per diluted share; diluted net earnings per share; net income per share; net income per common share;
        稀释每股收益; 摊薄每股收益
        """,
        unit="per_share",
    ),
    entry(
        "shares_basic",
        _IS,
        _D,
        r"""
        - (?:weighted )?(?:average|avg) (?:number of )?(?:basic )?(?:common |
          ordinary )?shares (?:outstanding )?basic|(?:weighted )?average basic (?:common |ordinary )?shares
          (?: outstanding)?|basic (?:weighted )?average (?:common |ordinary )?shares(?: outstanding)?
        - (?:.* > )?.*(?:weighted )?(?:average|number of|shares used).*shares.* > basic(?: shares)?
        - (?:.* > )?shares used in .* > basic|
          (?:weighted average )?shares used (?:to compute|to calculate|in computing|in computation of) basic .*
        """,
        """
        WeightedAverageNumberOfSharesOutstandingBasic WeightedAverageShares
        """,
        """
        basic shares; weighted average basic shares; basic weighted average shares outstanding; 基本加权平均股数
        """,
        unit="shares",
    ),
    entry(
        "shares_diluted",
        _IS,
        _D,
        r"""
        - (?:weighted )?(?:average|avg) (?:number of )?(?:diluted )?(?:common |
          ordinary )?shares (?:outstanding )?(?:diluted|assuming dilution)|
          (?:weighted )?average diluted (?:common |ordinary )?shares(?: outstanding)?|
          diluted (?:weighted )?average (?:common |ordinary )?shares(?: outstanding)?
        - (?:.* > )?.*(?:weighted )?(?:average|number of|shares used).*shares.* > (?:diluted|
          assuming dilution)(?: shares)?
        - (?:.* > )?shares used in .* > diluted|
          (?:weighted average )?shares used (?:to compute|to calculate|in computing|in computation of) diluted .*
        """,
        """
        WeightedAverageNumberOfDilutedSharesOutstanding AdjustedWeightedAverageShares
        """,
        """
        diluted shares; weighted average diluted shares; diluted weighted average shares outstanding;
        稀释加权平均股数
        """,
        unit="shares",
    ),
    entry(
        "dividends_per_share",
        (*_IS, Statement.EQUITY),
        _D,
        rf"""
        - (?:cash )?dividends?(?: declared| paid)?(?: and paid)? per (?:share of )?{_SHARE}
          (?: declared| paid)?|cash dividends?(?: declared)? per {_SHARE}|dividends per {_SHARE}
        """,
        """
        CommonStockDividendsPerShareDeclared CommonStockDividendsPerShareCashPaid
        """,
        """
        dividends per share; dividend per share; DPS; cash dividends declared per share; 每股股利; 每股股息;
        dividends declared per share; dividends declared per common share; cash dividends declared per common share;
        dividends per common share; cash dividends per share; dividends paid per share; dividend declared per share
        """,
        unit="per_share",
    ),
    # Banks and insurers.
    entry(
        "net_interest_income",
        _IS,
        _D,
        r"""
        - (?:total )?net interest income
        """,
        """
        InterestIncomeExpenseAfterProvisionForLoanLoss InterestIncomeExpenseOperatingNet NetInterestIncome
        """,
        """
        net interest income; NII; 净利息收入
        """,
    ),
    entry(
        "noninterest_income",
        _IS,
        _D,
        r"""
        - total noninterest (?:income|revenues?)|noninterest (?:income|revenues?)
        """,
        """
        NoninterestIncome
        """,
        """
        noninterest income; non-interest income; noninterest revenue; 非利息收入
        """,
    ),
    entry(
        "provision_credit_losses",
        (*_IS, *_CF),
        _D,
        r"""
        - (?:total )?provisions? for (?:credit|loan|loan and lease|doubtful|loan and credit) (?:losses|
          accounts)
        """,
        """
        ProvisionForLoanLeaseAndOtherLosses ProvisionForLoanAndLeaseLosses ProvisionForDoubtfulAccounts
        ProvisionForCreditLosses
        """,
        """
        provision for credit losses; provision for loan losses; provisions for credit losses;
        loan loss provision; 信用减值损失; 贷款损失准备
        """,
    ),
    entry(
        "premiums",
        _IS,
        _D,
        r"""
        - (?:total )?(?:net )?premiums(?: earned| written)?(?: net)?|earned premiums|insurance premiums
        """,
        """
        PremiumsEarnedNet PremiumsEarnedNetPropertyAndCasualty
        """,
        """
        premiums; premiums earned; net premiums earned; earned premiums; 保费收入; 已赚保费
        """,
    ),
    entry(
        "policy_benefits",
        _IS,
        _D,
        r"""
        - (?:total )?(?:policyholder |insurance |medical )?(?:benefits|benefit costs?|claims)(?: and (?:claims|
          losses|loss adjustment expenses|policyholder benefits|claims incurred))?(?: incurred)?|
          losses and loss adjustment expenses|medical costs?|health care costs
        """,
        """
        PolicyholderBenefitsAndClaimsIncurredNet PolicyholderBenefitsAndClaimsIncurredHealthCare
        LiabilityForUnpaidClaimsAndClaimsAdjustmentExpenseIncurredClaims1
        """,
        """
        benefits and claims; claims incurred; losses and loss adjustment expenses; medical costs; benefit costs;
        赔付支出
        """,
        _ABS,
    ),
    entry(
        "compensation_expense",
        _IS,
        _D,
        r"""
        - (?:total )?(?:compensation|salaries|personnel)(?: (?:and|wages|
          salaries) .*benefits?)?(?: expenses?)?|employee compensation and benefits|
          salaries and (?:employee )?benefits
        """,
        """
        LaborAndRelatedExpense EmployeeBenefitsAndShareBasedCompensationNoncash SalariesAndWages
        """,
        """
        compensation expense; salaries and employee benefits; compensation and benefits; personnel expense;
        员工薪酬
        """,
        _ABS,
    ),
    entry(
        "equity_method_income",
        (*_IS, *_CF),
        _D,
        rf"""
        - (?:equity|{_INC}|share of {_INC}|equity in (?:net )?{_INC}|after tax earnings)(?: net)?
          (?: in| from| of) (?:equity method investments?|(?:unconsolidated )?affiliates|
          unconsolidated (?:businesses|subsidiaries|affiliates)|affiliated companies|joint ventures|
          equity (?:affiliates|investees)|associates)(?: net of tax)?|equity (?:income|earnings)(?: net)?
        """,
        """
        IncomeLossFromEquityMethodInvestments
        """,
        """
        equity method income; equity in earnings of affiliates; income from unconsolidated affiliates; 投资收益
        """,
    ),
)
