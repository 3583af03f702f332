"""The benchmark made of tagged filings: questions with right answers, the same by seed, and tags that can be hidden."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from eval.demo import write_demo_conversations
from eval.errors import MalformedData
from eval.hide_tags import hide_tags, without_tags
from eval.multiturn import MultiTurn
from eval.score import score
from eval.xbrl import XBRL
from eval.xbrl_questions import Question, questions
from ingest.document import Fact, Identity
from ingest.parse import parse_bytes

IDENTITY = Identity("Larkspur Instruments, Inc.", "10-K", 2021, None, date(2021, 12, 31))
MEMBER = (("us-gaap:StatementBusinessSegmentsAxis", "lark:FieldOpticsMember"),)


def fact(standard: str, millions: str, year: int = 2021, page: int = 40, **changes: object) -> Fact:
    moment = standard in ("current_assets", "current_liabilities")
    fields: dict[str, object] = {
        "label": standard.replace("_", " "),
        "value": Decimal(millions) * 10**6,
        "unit": "USD",
        "period_end": date(year, 12, 31),
        "period_start": None if moment else date(year, 1, 1),
        "concept": f"us-gaap:{standard}",
        "standard": standard,
        "page": page,
        "scale": 6,
        "origin": "xbrl",
    }
    return Fact(**{**fields, **changes})  # type: ignore[arg-type]  # one table of defaults for every field


FACTS = (
    fact("revenue", "1200"),
    fact("revenue", "1000", 2020),
    fact("net_income", "150", page=41),
    fact("current_assets", "300", page=42),
    fact("current_liabilities", "200", page=42),
    fact("revenue", "700", page=55, dimensions=MEMBER, label="Field Optics"),
)


def ask(*facts: Fact, identity: Identity = IDENTITY) -> dict[str, list[Question]]:
    found: dict[str, list[Question]] = {}
    for seed in range(12):
        for question in questions(identity, facts, 40, seed):
            found.setdefault(question.kind, []).append(question)
    return found


def test_answers_by_hand() -> None:
    found = ask(*FACTS)
    assert {q.gold for q in found["segment"]} <= {"$700 million"}
    assert {q.gold for q in found["change"]} == {"20.0%", "$200 million"}
    assert {q.gold for q in found["ratio"]} == {"12.5%", "1.50"}
    assert {q.gold for q in found["value"]} >= {"$1,200 million", "$150 million", "$1.20 billion"}
    assert {q.pages for q in found["ratio"]} == {(40, 41), (42,)}
    assert all("Larkspur" in q.text for group in found.values() for q in group)
    assert all("Field Optics" in q.text for q in found["segment"])


def test_wording_varies_and_is_the_same_by_seed() -> None:
    found = ask(*FACTS)
    assert len({q.text for q in found["value"]}) > 12
    assert questions(IDENTITY, FACTS, 40, 3) == questions(IDENTITY, FACTS, 40, 3)
    assert len(questions(IDENTITY, FACTS, 3, 3)) == 3


def test_both_periods_of_a_change_are_named_in_one_manner() -> None:
    for question in ask(*FACTS)["change"]:
        dated, fiscal = question.text.count("ended December 31"), question.text.count("fiscal 20")
        assert (dated, fiscal, question.text.count("FY20")) in {(2, 0, 0), (0, 2, 0), (0, 0, 2)}, question.text


@pytest.mark.parametrize(
    ("member", "label", "row"),
    [
        ("lark:IPadMember", "iPad (1)", "iPad"),
        ("lark:FieldOpticsSegmentMember", "Total", "Field Optics"),
        ("country:US", "United States", ""),
        ("lark:OtherNonSegmentMember", "Other", ""),
    ],
)
def test_a_segment_is_called_as_the_filing_prints_it(member: str, label: str, row: str) -> None:
    dimension = (("us-gaap:StatementBusinessSegmentsAxis", member),)
    found = ask(fact("revenue", "700", dimensions=dimension, label=label)).get("segment", [])
    assert bool(found) == bool(row)
    assert all(row in question.text for question in found)


def test_a_row_that_names_the_figure_is_asked_for_as_it_is_and_a_deduction_is_not() -> None:
    named = ask(fact("revenue", "700", dimensions=MEMBER, label="Field Optics sales"))["segment"]
    assert not any("revenue" in question.text for question in named)
    assert {q.text for q in named if q.text.startswith("What were Larkspur Instruments's Field Optics sales in")}
    assert "segment" not in ask(fact("revenue", "-700", dimensions=MEMBER, label="Field Optics"))


def test_a_fact_with_two_values_is_not_asked_for() -> None:
    assert "value" not in ask(fact("revenue", "1200"), fact("revenue", "1300", page=60))
    rounded = ask(fact("revenue", "1200"), fact("revenue", "1200.4", page=60, scale=5))
    assert {q.pages for q in rounded["value"]} == {(40, 60)}


def test_facts_from_tables_and_filings_of_nobody_are_not_asked_for() -> None:
    assert ask(fact("revenue", "1200", origin="table")) == {}
    assert ask(*FACTS, identity=Identity()) == {}


TAGGED = b"""<html><body><div style="display:none"><ix:header><ix:hidden><ix:nonNumeric name="dei:Name"
contextRef="c">Larkspur</ix:nonNumeric></ix:hidden></ix:header></div><table><tr><td>Revenue</td><td>$<ix:nonFraction
name="us-gaap:Revenues" contextRef="c" unitRef="usd" scale="6" format="ixt:num-dot-decimal">1,200</ix:nonFraction></td>
</tr></table><p><ix:nonNumeric name="us-gaap:Note" contextRef="c" escape="true">Words &gt; tags.</ix:nonNumeric></p>
</body></html>"""


def test_hiding_tags_keeps_what_a_reader_sees(tmp_path: Path) -> None:
    plain = without_tags(TAGGED)
    assert b"ix:" not in plain
    assert b"<td>$1,200</td>" in plain.replace(b"\n", b"")
    assert b"Words &gt; tags." in plain
    assert b"Larkspur" not in plain
    path = tmp_path / "a.html"
    path.write_bytes(TAGGED)
    [copy] = hide_tags([path], tmp_path / "plain")
    assert copy.read_bytes() == plain
    assert path.read_bytes() == TAGGED


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (None, b"", "holds no .htm or .html filing"),
        ("a.html", b"<html><p>Nothing is tagged.</p></html>", "inline XBRL"),
    ],
)
def test_a_folder_without_tagged_filings_is_one_clear_line(
    tmp_path: Path, name: str | None, content: bytes, message: str
) -> None:
    if name:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(MalformedData, match=message):
        XBRL(tmp_path).examples()
    with pytest.raises(MalformedData, match="is no folder"):
        XBRL(tmp_path / "none").examples()


def test_real_filings_give_questions_of_every_kind_with_right_pages(shared: Path, tmp_path: Path) -> None:
    source = shared / "data" / "edgar-html" / "aapl-10-q-2025-08-01.html"
    (tmp_path / source.name).write_bytes(source.read_bytes())
    examples = XBRL(tmp_path).examples()
    assert {e.kind for e in examples} == {"value", "change", "ratio", "segment"}
    assert len(examples) == 40
    assert all(score(e.question, e.gold, e.gold).correct for e in examples)
    pages = {page.number: page.text for page in parse_bytes(source.read_bytes(), source.name).pages}
    for example in examples:
        digits = example.gold.split()[0].strip("-$%")
        if example.kind in ("value", "segment") and "," in digits and "billion" not in example.gold:
            printed = digits.replace(".", ",")  # shares are printed in thousands
            assert any(digits in pages[p.page] or printed in pages[p.page] for p in example.evidence), example
    untagged = parse_bytes(without_tags(source.read_bytes()), source.name)
    assert [page.text for page in untagged.pages] == list(pages.values())
    assert all(f.origin == "table" for f in untagged.facts)


def test_conversations_carry_their_earlier_turns(shared: Path, tmp_path: Path) -> None:
    source = shared / "data" / "edgar-html" / "unp-10-k-2025-02-07.html"
    (tmp_path / source.name).write_bytes(source.read_bytes())
    examples = MultiTurn(tmp_path).examples()
    second = next(e for e in examples if e.kind == "turn 2")
    first = next(e for e in examples if e.id == second.id[:-1] + "1")
    assert second.history == ((first.question, first.gold),)
    assert "Union Pacific" in first.question
    assert "Union Pacific" not in second.question


def test_conversations_go_on_to_a_margin_and_to_another_company(shared: Path, tmp_path: Path) -> None:
    for name in ("unp-10-k-2025-02-07.html", "nvda-10-q-2025-08-27.html"):
        (tmp_path / name).write_bytes((shared / "data" / "edgar-html" / name).read_bytes())
    examples = {e.id: e for e in MultiTurn(tmp_path).examples()}
    margin = next(e for e in examples.values() if "margin?" in e.question)
    assert [score(q, gold, gold).correct for q, gold in margin.history] == [True, True]
    across = examples["unp-10-k-2025-02-07-other.2"]
    assert "NVIDIA" in across.question
    assert "Union Pacific" in across.history[0][0]
    assert across.documents == ("nvda-10-q-2025-08-27",)


def test_the_demo_gives_scripted_conversations_whose_pages_print_the_answer(tmp_path: Path) -> None:
    folder = write_demo_conversations(tmp_path / "demo")
    benchmark = MultiTurn(folder)
    assert benchmark.scripted
    assert {path.suffix for path in benchmark.filings} == {".pdf"}
    examples = benchmark.examples()
    assert len(examples) >= 12
    assert all(example.evidence and example.gold for example in examples)
    leaning = [example for example in examples if example.history]
    assert not any("Orlebeck" in example.question for example in leaning)
    # A turn that the filings do not answer is not asked, but later ones follow on it.
    assert any("advertising" in example.history[0][0] for example in leaning)
    pages = {path.stem: parse_bytes(path.read_bytes(), path.name).pages for path in benchmark.filings}
    for example in examples:
        if example.gold.startswith("$"):
            digits = example.gold.strip("$").split()[0]
            texts = [pages[p.document][p.page - 1].text for p in example.evidence]
            printed = all(digits in text for text in texts)
            assert printed or "free cash flow" in example.question, example


def test_scripted_conversations_are_read(tmp_path: Path) -> None:
    path = tmp_path / "conversations.jsonl"
    path.write_text(
        '{"id": "c", "turns": [{"question": "What was revenue?", "answer": "$3 million", '
        '"evidence": [{"document": "a", "page": 2}]}, {"question": "And before?", "answer": "$2 million"}]}\n'
    )
    first, second = MultiTurn(tmp_path).examples()
    assert (first.id, first.evidence[0].page, first.history) == ("c.1", 2, ())
    assert second.history == (("What was revenue?", "$3 million"),)
    path.write_text('{"id": "c", "turns": [{"question": "What?"}]}\n')
    with pytest.raises(MalformedData, match="line 1 lacks answer"):
        MultiTurn(tmp_path).examples()
