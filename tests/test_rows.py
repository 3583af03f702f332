"""A page's text with a cell a line is put back into rows and prose."""

from eval.rows import rows_and_prose

TEXT = """Larkspur Instruments, Inc.
(in millions)
Year Ended December 31,
\u00a0
2021
2020
Orchid sales
$
214.5 $
198.0
Cost of sales, lenses
and glass
(101.2)
(99.0)
Margin
52.8 %
50.0
%
Total sales 350.1 331.0
Other
—
1.5
Sales of orchids grew by 8.3% in 2021, as more of them
were sold in Norway, where the winter was mild.
"""


def test_rows_with_their_labels_and_the_prose_after_them() -> None:
    rows, prose = rows_and_prose(TEXT)
    assert rows == (
        ("Larkspur Instruments, Inc.",),
        ("(in millions)",),
        ("Year Ended December 31,", "2021", "2020"),
        ("Orchid sales", "214.5", "198.0"),
        ("Cost of sales, lenses and glass", "(101.2)", "(99.0)"),
        ("Margin", "52.8%", "50.0%"),
        ("Total sales", "350.1", "331.0"),
        ("Other", "—", "1.5"),
    )
    assert prose == (
        "Sales of orchids grew by 8.3% in 2021, as more of them were sold in Norway, where the winter was mild.",
    )


def test_prose_alone_stays_as_it_is() -> None:
    text = "The plant in Bergen was opened in May\n2021 and employs 40 people.\nIt makes lenses."
    assert rows_and_prose(text) == ((), (text,))
    assert rows_and_prose("") == ((), ("",))
