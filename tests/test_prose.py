"""A page's sentences, apart from headings and the rows of tables."""

from assistant.find.prose import page_sentences


def test_rows_and_headings_end_a_sentence_and_line_ends_do_not() -> None:
    page = (
        "Results of Operations\nAutomotive sales $ 15,787 $ 18,530 $ (2,743) (15)%\nAutomotive Segment\n"
        "Sales decreased 15% in the three\nmonths ended June 30, 2025. Costs of 3 plants rose.\n"
        "Liquidity\nCash was $2 million."
    )
    assert [sentence for sentence in page_sentences(page) if sentence] == [
        "Sales decreased 15% in the three months ended June 30, 2025.",
        "Costs of 3 plants rose.",
        "Cash was $2 million.",
    ]


def test_a_name_in_capitals_at_a_line_end_stays_in_its_sentence() -> None:
    assert page_sentences("We opened a plant in\nNew Zealand\nlast year.") == [
        "We opened a plant in New Zealand last year."
    ]
