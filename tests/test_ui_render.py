"""What the page shows for answers, sources and calculations, and that no text of others becomes markup."""

import re
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, Calculation, Citation, Operand, Status
from ingest.demo import Kind, questions
from ingest.demo.company import COMPANY
from ingest.document import Box, Document, Identity, Passage
from ui import evidence, frame, render
from ui.examples import examples
from ui.markup import esc, prose, squeeze
from ui.session import Place, Turn

HOSTILE = (
    "<script>steal()</script><img src=http://outside.example/a.png onerror=steal()>"
    "![x](http://outside.example/b.png) [link](javascript:steal()) {{value}} ${steal()} `x` \"quoted\" 'single' </mark>"
)
ACME = Document(
    "a" * 16, "acme.pdf", "acme.pdf", "a", Identity("Acme Corp", "10-K", 2023, None, date(2023, 12, 31)), 90
)


class Tags(HTMLParser):
    """Collects the elements and attributes of a piece of HTML, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.names: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes.extend((name, value or "") for name, value in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def cited(marker: int, quote: str = "Revenue 1,577", box: Box | None = None) -> Citation:
    return Citation(marker, ACME.id, ACME.source, 40 + marker, quote, box)


def answered(text: str, **changes: object) -> Answer:
    fields: dict[str, object] = {"citations": (cited(1), cited(2)), "verified": True} | changes
    return Answer("What?", text, Status.ANSWERED, **fields)  # type: ignore[arg-type]  # the fields vary by test


def shown(answer: Answer, number: int = 0) -> str:
    return render.turn(Turn(answer.question, answer=answer), number, {ACME.id: ACME})


def test_a_hostile_filing_question_and_model_stay_text() -> None:
    documents = {ACME.id: Document(ACME.id, HOSTILE, "x", "a", Identity(HOSTILE, HOSTILE, 2023), 3)}
    operand = Operand(HOSTILE, HOSTILE, Decimal(5), HOSTILE, HOSTILE, 1, HOSTILE)
    answer = Answer(
        HOSTILE,
        HOSTILE + " [1]",
        Status.ANSWERED,
        citations=(Citation(1, ACME.id, HOSTILE, 1, HOSTILE),),
        calculations=(Calculation(HOSTILE, HOSTILE, (operand,), Decimal(5), HOSTILE, HOSTILE),),
        passages=(Passage(ACME.id, HOSTILE, 1, 1.0, HOSTILE, HOSTILE),),
        notes=(HOSTILE,),
        model=HOSTILE,
    )
    place = Place(ACME.id, 1, 1, HOSTILE, marker=1, as_text=True)
    pieces = [
        render.turn(Turn(HOSTILE, answer=answer), 0, documents),
        render.turn(Turn(HOSTILE, answer.passages, HOSTILE, error=HOSTILE, stopped=True), 0, documents),
        render.live(Turn(HOSTILE, answer.passages, HOSTILE), 0, documents),
        frame.header(HOSTILE, 1),
        frame.filings(tuple(documents.values())),
        frame.welcome(examples(tuple(documents.values())), tuple(documents.values())),
        evidence.page(place, documents[ACME.id], lambda document, page: HOSTILE),
    ]
    for html in pieces:
        tags = Tags(html)
        assert "<script>steal()" in tags.text
        assert not {"script", "img", "a", "iframe", "link", "style"} & set(tags.names)
        assert not [name for name, _ in tags.attributes if name.startswith("on") or name in ("src", "href")]
        assert not re.search(r"\{\{|\$\{|`", html), "the browser's template engine would read this"


@given(st.text())
def test_escaped_text_reads_as_it_was(text: str) -> None:
    printable = "".join(char for char in text if char >= " " or char in "\n\t")
    tags = Tags(f'<p title="{esc(text)}">{esc(text)}</p>')
    assert tags.names == ["p"]
    assert tags.attributes == [("title", printable)]
    assert tags.text == printable


@given(st.text(max_size=300), st.integers(2, 80))
def test_squeezed_text_is_one_short_line(text: str, limit: int) -> None:
    line = squeeze(text, limit)
    assert len(line) <= limit
    assert line == " ".join(line.split())


def test_prose_makes_paragraphs_lists_and_bold() -> None:
    html = prose(
        "One **bold** word.\n\n- first [1]\n- second [7]\n\n1. a\n2. b\nend", lambda n: "<i>1</i>" if n == 1 else None
    )
    assert html == (
        "<p>One <strong>bold</strong> word.</p><ul><li>first <i>1</i></li><li>second [7]</li></ul>"
        "<ol><li>a</li><li>b</li></ol><p>end</p>"
    )


def test_markers_of_an_answer_open_their_source_and_others_stay_text() -> None:
    html = shown(answered("Revenue was $1,577 million [1][2], not [9]."), 3)
    opening = re.findall(r'class="fn-marker" data-action="source" data-turn="3" data-marker="(\d)"', html)
    assert opening == ["1", "2"]
    assert "not [9]" in Tags(html).text


def test_markers_of_unchecked_text_lead_nowhere() -> None:
    assert "data-action" not in render.live(Turn("What?", text="Revenue was 5 [1]."), 0, {})


def test_a_source_tells_document_page_quote_and_how_it_was_used() -> None:
    operand = Operand("revenue", "Net sales", Decimal(1_577_000_000), "USD", "FY2023", 1, "1,577")
    calculation = Calculation("Margin", "income / revenue", (operand,), Decimal("0.5"), "50.0%")
    text = Tags(shown(answered("Half [1] [2].", calculations=(calculation,)))).text
    assert "Acme Corp · 10-K · FY2023 page 41In the calculationRevenue 1,577acme.pdf" in text
    assert "Acme Corp · 10-K · FY2023 page 42QuotedRevenue 1,577acme.pdf" in text


def test_a_calculation_shows_expression_operands_result_and_rounding() -> None:
    operands = (
        Operand("capex", "Purchases of property", Decimal(-1_577_000_000), "USD", "FY2023", 1, "(1,577)"),
        Operand("revenue", "Net sales", Decimal(32_765_000_000), "USD", "FY2023", 2, "32,765"),
    )
    calculation = Calculation(
        "Capital intensity", "-capex / revenue", operands, Decimal(1577) / Decimal(32765), "4.8%", "Capex over revenue."
    )
    html = shown(answered("It was 4.8%.", calculations=(calculation,)))
    text = Tags(html).text
    for expected in (
        "Capital intensity",
        "Capex over revenue.",
        "−capex ÷ revenue",
        "= −−$1,577 million ÷ $32,765 million",
        "Purchases of property",
        "printed (1,577)",
        "FY2023",
        "0.04813062…",
        "4.8%",
    ):
        assert expected in text
    assert html.count('data-action="source"') == 4, "each operand and each source can be opened"
    assert "Computed from the filings, every number traced" in text


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (answered("Revenue was 5 [1]."), "Quoted from the filings, every number traced"),
        (answered("Revenue was 5 [1].", verified=False, quoted=True), "every number is printed on the pages cited"),
        (answered("Revenue was 5 [1].", verified=False), "Not every number could be traced"),
        (Answer("What?", "They do not say.", Status.ABSTAINED), "Not found in these filings"),
        (Answer("What?", "", Status.RETRIEVAL_ONLY, notes=("nothing answers",)), "No language model answered"),
    ],
)
def test_each_way_an_answer_can_end_says_so(answer: Answer, words: str) -> None:
    assert words in Tags(shown(answer)).text


def test_without_a_model_the_passages_are_open() -> None:
    passage = Passage(ACME.id, ACME.source, 7, 1.0, "The outlook is calm.")
    html = shown(Answer("What?", "", Status.RETRIEVAL_ONLY, passages=(passage,), notes=("no model answers",)))
    assert '<details class="fn-passages" open>' in html
    assert "The outlook is calm." in Tags(html).text
    assert 'data-action="passage" data-turn="0" data-index="0"' in html


def test_a_very_long_question_is_shown_short_with_its_length() -> None:
    text = Tags(render.turn(Turn("why " * 5000, error="too long"), 0, {})).text
    assert "(20,000 characters)" in text
    assert len(text) < 1000


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("1577000000", "USD", "$1,577 million"),
        ("-1577500000", "USD", "−$1,577.5 million"),
        ("1577000001", "USD", "$1,577,000,001"),
        ("8.89", "USD/share", "$8.89 per share"),
        ("602000000", "shares", "602,000,000 shares"),
        ("0.308", "%", "30.8%"),
        ("1.5", "ratio", "1.5"),
        ("0.30000", "pure", "0.3"),
        ("1200000000", "CHF", "1,200,000,000 CHF"),
    ],
)
def test_values_are_written_without_losing_a_digit(value: str, unit: str, text: str) -> None:
    assert render.exact(Decimal(value), unit) == text


def test_a_filing_that_is_not_identified_goes_by_its_file_name() -> None:
    assert render.name(Identity(), "scan.pdf") == "scan.pdf"
    assert render.name(Identity("Acme", "10-Q", 2024, 2), "q.pdf") == "Acme · 10-Q · Q2 FY2024"


def test_highlights_lie_over_the_page_in_fractions_of_it() -> None:
    marks = evidence.highlights(Box(0.25, 0.5, 0.5, 0.52), (Box(0.1, 0.5, 0.2, 0.52),))
    assert marks.count('class="fn-mark"') == 1
    assert marks.count('class="fn-mark fn-cell"') == 1
    assert "left:24.6" in marks


def test_the_text_of_a_page_keeps_lines_columns_and_the_marked_quote() -> None:
    text = "Statement\n          2024   2023\nNet sales       10      9\nCosts        4      3\n\nA sentence ends here."
    html = evidence.page(Place(ACME.id, 3, 3, "Net sales 10 | 9\nCosts"), ACME, lambda document, page: text)
    lines = re.findall(r'<p class="fn-line( fn-cells)?">(.*?)</p>', html)
    assert [Tags(line).text for _, line in lines] == text.split("\n")
    assert [bool(apart) for apart, _ in lines] == [False, True, True, True, False, False]
    assert re.findall("<mark>(.*?)</mark>", html) == ["Net sales       10      9", "Costs"]


def test_a_document_that_is_gone_and_a_page_without_text_say_so() -> None:
    place = Place(ACME.id, 1)
    assert "no longer in the index" in evidence.page(place, None, lambda document, page: "")
    assert "no text on this page" in evidence.page(place, ACME, lambda document, page: " ")


def test_an_empty_index_says_how_to_ingest() -> None:
    assert "footnote ingest" in Tags(frame.welcome((), ())).text
    assert "footnote ingest" in Tags(frame.filings(())).text


def test_examples_are_made_from_what_is_indexed() -> None:
    quarter = Document("b" * 16, "q.pdf", "q.pdf", "b", Identity("Beta Inc", "10-Q", 2024, 2), 40)
    made = examples((ACME, quarter))
    assert len(made) == len(set(made)) == 4
    assert any("Acme Corp" in each and "2023" in each for each in made)
    assert any("Beta Inc" in each and "Q2 of fiscal 2024" in each for each in made)
    nameless = Document("c" * 16, "notes.txt", "notes.txt", "c", Identity(), 1)
    assert all("notes.txt" in each for each in examples((nameless,)))
    assert examples(()) == ()


def test_the_demos_own_questions_are_shown_when_its_filings_are_indexed() -> None:
    identity = Identity(COMPANY.name, "10-K", 2025)
    demo = Document("d" * 16, "orlebeck-2025-10k.pdf", "x", "d", identity, 30)
    asked = {each.question: each for each in questions()}
    shown_first = examples((demo, ACME))
    assert [asked[each].kind for each in shown_first] == list(Kind)
    assert {asked[each].document for each in shown_first} <= {"orlebeck-2025-10k", ""}
