"""A question in Chinese is understood, answered, refused and limited in Chinese, and its figures are checked."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from assistant import Answer, Assistant, Status
from assistant.check.numerals import chinese_number
from assistant.check.verify import claims, verify
from assistant.prompt import messages
from assistant.understand.chinese_names import with_english_names
from assistant.wording import MESSAGES, amount, remark
from ingest.document import Passage
from tests.test_llm import Server


@pytest.fixture(scope="module")
def assistant(demo_index: Path) -> Iterator[Assistant]:
    with Assistant(demo_index, llm=False) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "value", "says"),
    [
        ("Orlebeck在2025财年的资本支出是多少？", "86200000", "在2025财年的资本支出：8,620万美元。"),
        ("Orlebeck 2025年的自由现金流是多少百万美元？", "184800000", "184.8百万美元。"),
        ("Orlebeck 2025财年的毛利率是多少？", None, "%。"),
        ("2025年Orlebeck的收入增长率是多少？", None, "变为"),
        ("Orlebeck 2025财年的经营现金流是否为正？", None, "是。"),
    ],
)  # fmt: skip
def test_computed_figures_are_said_in_chinese(
    assistant: Assistant, question: str, value: str | None, says: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert answer.verified
    assert value is None or answer.value == Decimal(value)
    assert says in answer.text
    assert answer.text.endswith("。")
    assert not any(word in answer.text for word in (" for ", " of ", "from"))


@pytest.mark.parametrize(
    ("question", "status", "says"),
    [
        ("Orlebeck 2009年的收入是多少？", Status.ABSTAINED, "索引中没有"),
        ("Globex Corporation 2025年的收入是多少？", Status.ABSTAINED, "索引中没有Globex Corporation的申报文件"),
        ("什么是流动比率？", Status.ANSWERED, "流动比率"),
        ("应该买入Orlebeck的股票吗？", Status.ANSWERED, "Footnote 不提供投资建议。"),
        ("索引中有多少份申报文件？", Status.ANSWERED, "索引中有3份申报文件"),
    ],
)
def test_refusals_definitions_and_limits_are_in_chinese(
    assistant: Assistant, question: str, status: Status, says: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status is status
    assert says in answer.text
    assert "No filing" not in answer.text


def test_what_the_model_does_not_find_is_said_in_chinese(demo_index: Path) -> None:
    server = Server()
    server.pieces = ["NOT IN THE FILINGS"]
    try:
        with Assistant(demo_index, server.url) as assistant:
            answer = assistant.ask("Orlebeck的创始人支持哪支足球队？")
    finally:
        server.http.shutdown()
        server.http.server_close()
    assert isinstance(answer, Answer)
    assert answer.status is Status.ABSTAINED
    assert answer.text.startswith("检索到的申报文件没有回答这个问题")


def test_the_model_is_told_the_language_only_where_it_is_not_english() -> None:
    passage = Passage("d", "a.pdf", 1, 1.0, "Sales rose.")
    assert "请用中文回答" in str(messages("收入为何增长？", [passage])[-1].content)
    assert str(messages("Why did sales rise?", [passage])[-1].content).endswith("Question: Why did sales rise?")


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("三十二亿五千万", "3250000000"),
        ("十五点三", "15.3"),
        ("一万二千", "12000"),
        ("二〇二三", "2023"),
        ("一百零五", "105"),
        ("两千", "2000"),
        ("一万亿", "1000000000000"),
    ],
)
def test_numerals_in_characters_are_read(numeral: str, value: str) -> None:
    assert chinese_number(numeral) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("营业收入为15.77亿美元。", True),
        ("营业收入为1,577百万美元。", True),
        ("营业收入约为十五点七七亿美元。", True),
        ("营业收入为157.7亿美元。", False),
        ("营业收入为三十二亿美元。", False),
        ("毛利率为30.8%。", True),
        ("毛利率为百分之三十点八。", True),
        ("毛利率为百分之30.8。", True),
        ("毛利率为百分之四十。", False),
        ("2018财年第二季度，公司在三个地区经营，投资数百万美元。", True),
    ],
)
def test_figures_in_chinese_prose_are_checked(text: str, holds: bool) -> None:
    assert verify(text, ["Net sales 1,577 (in millions)", "Gross margin 30.8%"]).passed is holds


def test_everyday_numerals_are_no_claims() -> None:
    assert claims("公司是三家工厂之一，第一季度开工，十分重要，千方百计。") == ()


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("1577000000", "money", "15.77亿美元"),
        ("-85000000", "money", "-8,500万美元"),
        ("950", "money", "950美元"),
        ("0.308", "%", "30.8%"),
        ("45.2", "days", "45.20天"),
        ("1.234", "per_share", "每股1.23美元"),
        ("250000000", "shares", "2.5亿股"),
    ],
)
def test_amounts_are_written_as_chinese_readers_do(value: str, unit: str, said: str) -> None:
    assert amount(Decimal(value), unit, "zh") == said
    figure = claims(said)[0]
    assert figure.value == abs(Decimal(value)).quantize(figure.step)


def test_every_message_is_there_in_both_languages() -> None:
    for key, column in MESSAGES.items():
        assert set(column) == {"en", "zh"}, key


def test_remarks_are_translated_and_unknown_ones_kept() -> None:
    assert remark("no line for inventories in FY2022: taken as zero", "zh") == "FY2022没有“inventories”一项：按零计"
    assert remark("no line for inventories in FY2022: taken as zero", "en").startswith("no line")
    assert remark("something else", "zh") == "something else"


def test_names_and_scripts_are_told_apart() -> None:
    assert with_english_names("3M在2018年") == "3M 在 2018 年"
    assert "Microsoft" in with_english_names("微软2022年的收入")
    assert with_english_names("plain English") == "plain English"
