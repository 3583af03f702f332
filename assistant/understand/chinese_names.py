"""Chinese names of companies that file in the United States, so that a question in Chinese finds their filings."""

import re

__all__ = ["with_english_names"]

_TEXT = """
    苹果公司 Apple; 苹果 Apple; 微软 Microsoft; 亚马逊 Amazon; 谷歌 Google; 字母表 Alphabet; 脸书 Facebook
    英伟达 Nvidia; 特斯拉 Tesla; 英特尔 Intel; 超威半导体 Advanced Micro Devices; 高通 Qualcomm; 博通 Broadcom
    美光 Micron; 德州仪器 Texas Instruments; 甲骨文 Oracle; 思科 Cisco; 国际商业机器 IBM; 奥多比 Adobe
    赛富时 Salesforce; 奈飞 Netflix; 网飞 Netflix; 贝宝 PayPal; 惠普 HP; 戴尔 Dell; 优步 Uber; 爱彼迎 Airbnb
    迪士尼 Disney; 康卡斯特 Comcast; 威瑞森 Verizon; 美国电话电报 AT&T; 沃尔玛 Walmart; 好市多 Costco
    开市客 Costco; 塔吉特 Target; 家得宝 Home Depot; 劳氏 Lowe's; 百思买 Best Buy; 克罗格 Kroger
    星巴克 Starbucks; 麦当劳 McDonald's; 可口可乐 Coca-Cola; 百事 PepsiCo; 宝洁 Procter & Gamble
    通用磨坊 General Mills; 卡夫亨氏 Kraft Heinz; 亿滋 Mondelez; 菲利普莫里斯 Philip Morris; 耐克 Nike
    雅诗兰黛 Estee Lauder; 高露洁 Colgate; 强生 Johnson & Johnson; 辉瑞 Pfizer; 默沙东 Merck; 礼来 Eli Lilly
    艾伯维 AbbVie; 雅培 Abbott; 安进 Amgen; 吉利德 Gilead; 联合健康 UnitedHealth; 西维斯 CVS; 波音 Boeing
    洛克希德马丁 Lockheed Martin; 雷神 Raytheon; 通用电气 General Electric; 通用汽车 General Motors
    福特汽车 Ford; 卡特彼勒 Caterpillar; 迪尔 Deere; 霍尼韦尔 Honeywell; 康宁 Corning; 安姆科 Amcor
    联合包裹 UPS; 联邦快递 FedEx; 埃克森美孚 Exxon Mobil; 雪佛龙 Chevron; 摩根大通 JPMorgan
    美国银行 Bank of America; 花旗 Citigroup; 富国银行 Wells Fargo; 高盛 Goldman Sachs
    摩根士丹利 Morgan Stanley; 美国运通 American Express; 维萨 Visa; 万事达 Mastercard
    伯克希尔 Berkshire Hathaway; 贝莱德 BlackRock; 美高梅 MGM; 万豪 Marriott; 希尔顿 Hilton; 动视暴雪 Activision
"""
_NAMES = {
    chinese: english.strip()
    for entry in _TEXT.replace("\n", ";").split(";")
    if entry.strip()
    for chinese, _, english in [entry.strip().partition(" ")]
}
_KNOWN = re.compile("|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True)))
_SEAM = re.compile(r"(?<=[\u3400-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9.&])(?=[\u3400-\u9fff])")


def with_english_names(text: str) -> str:
    """The text with the Chinese names in it replaced by the English ones, and a space where the scripts meet."""
    if text.isascii():
        return text
    return _SEAM.sub(" ", _KNOWN.sub(lambda found: f" {_NAMES[found[0]]} ", text))
