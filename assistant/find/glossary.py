"""English words of filings for the Chinese words of a question: widens the search of English filings alone."""

__all__ = ["english_words"]

_TEXT = """
    诉讼 legal proceedings litigation; 官司 legal proceedings litigation; 法律 legal; 风险 risk factors risks
    风险因素 risk factors; 收购 acquisition acquired business combination; 并购 mergers acquisitions
    剥离 divestiture; 出售 sale disposal; 分拆 spin-off separation; 重组 restructuring
    裁员 severance layoffs employees; 员工 employees human capital; 高管 executive officers
    首席执行官 chief executive officer; 首席财务官 chief financial officer; 董事 directors board
    审计 auditor independent registered public accounting firm; 会计政策 accounting policies; 客户 customers
    供应商 suppliers; 竞争 competition competitors; 产品 products; 服务 services; 业务 business overview
    主营 principal business; 行业 industry; 市场 market; 分部 segments; 地区 geographic regions
    国际 international; 中国 China; 股息 dividends; 分红 dividends; 回购 share repurchases
    股东 shareholders stockholders; 股权激励 stock compensation; 债务 debt borrowings; 债券 notes bonds
    信贷 credit facility; 到期 maturities due; 利率 interest rate; 汇率 foreign currency exchange
    对冲 hedging derivatives; 衍生品 derivative instruments; 税率 effective tax rate; 税 income taxes
    养老金 pension plans; 商誉 goodwill impairment; 减值 impairment; 存货 inventories; 应收 receivables
    应付 payables; 资本支出 capital expenditures; 研发 research and development
    专利 patents intellectual property; 监管 regulation regulatory; 环境 environmental; 气候 climate
    网络安全 cybersecurity; 数据泄露 data breach; 疫情 COVID-19 pandemic; 通胀 inflation; 供应链 supply chain
    关税 tariffs; 毛利率 gross margin gross profit; 营业利润率 operating margin; 收入 revenue net sales
    营收 revenue net sales; 利润 income profit; 净利润 net income; 现金流 cash flows; 流动性 liquidity
    成本 cost; 费用 expenses; 增长 increase growth; 下降 decrease decline; 原因 primarily due to driven by
    为什么 primarily due to driven by; 驱动 driven by; 影响 impact; 展望 outlook; 指引 guidance outlook
    战略 strategy; 租赁 leases; 或有 contingencies; 担保 guarantees; 关联交易 related party transactions
    内部控制 internal control; 工厂 plant factory facility works; 门店 stores; 召回 recall; 许可 license
    保险 insurance; 资产负债表 balance sheet; 停产 stopped shutdown; 停工 stopped shutdown; 关闭 closed closure
    搬迁 moved relocation
"""
_WORDS = {
    chinese: english.strip()
    for entry in _TEXT.replace("\n", ";").split(";")
    if entry.strip()
    for chinese, _, english in [entry.strip().partition(" ")]
}


def english_words(text: str) -> str:
    """What English filings print for the Chinese words in `text`; "" when it has none that are known."""
    return " ".join(dict.fromkeys(english for chinese, english in _WORDS.items() if chinese in text))
