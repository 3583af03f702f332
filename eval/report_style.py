"""The looks of a report: its style sheet, and the buttons that filter questions without any script."""

__all__ = ["FILTERS", "STYLE"]

FILTERS = "".join(
    f'<input type="radio" name="show" id="show-{key}"{" checked" if key == "all" else ""}>'
    f'<label for="show-{key}">{label}</label>'
    for key, label in (
        ("all", "all"),
        ("incorrect", "wrong"),
        ("refusal", "refused"),
        ("error", "failed"),
        ("correct", "correct"),
    )
)

STYLE = """
:root { --ink: #1f2933; --soft: #52606d; --line: #e4e7eb; --green: #2f6f5e; --red: #a83232; --amber: #8a6100;
  --back: #fbfaf7; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); font: 15px/1.5 Georgia, 'Times New Roman', serif; }
main { max-width: 70rem; margin: 0 auto; padding: 2rem 1.2rem 4rem; }
h1 { font-size: 1.9rem; margin: 0; font-weight: 600; }
h2 { font-size: 1.15rem; margin: 2.4rem 0 .6rem; border-bottom: 1px solid var(--line); padding-bottom: .3rem; }
header p, small, figcaption { color: var(--soft); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.4rem, 1fr)); gap: .7rem; margin-top: 1.4rem; }
.card { background: #fff; border: 1px solid var(--line); border-radius: .5rem; padding: .7rem .9rem; }
.card b { display: block; font-size: 1.5rem; color: var(--green); font-variant-numeric: tabular-nums; }
.card.incorrect b, .card.error b { color: var(--red); } .card.refusal b { color: var(--amber); }
.card span { display: block; line-height: 1.25; }
.card small { display: block; font-size: .78rem; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 1rem; margin-top: 1.2rem; }
figure { margin: 0; background: #fff; border: 1px solid var(--line); border-radius: .5rem; padding: .6rem; }
figure svg { width: 100%; height: auto; }
figcaption { margin: .1rem .2rem .4rem; font-size: .9rem; }
.told { display: block; font-size: .88rem; color: var(--soft); }
.told b { margin-left: .5rem; color: var(--ink); font-variant: small-caps; font-weight: 600; }
details.facts { margin: .4rem 0; } details.facts summary { cursor: pointer; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .88rem; background: #fff;
  font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .35rem .6rem; border: 1px solid var(--line); vertical-align: top; }
th { background: #f3f1ec; font-weight: 600; }
tr.ours td { background: #e8f2ee; font-weight: 600; }
details.q { background: #fff; border: 1px solid var(--line); border-left: .3rem solid var(--soft);
  margin: .4rem 0; padding: .5rem .8rem; }
details.q summary { cursor: pointer; }
details.q summary small { display: block; font-size: .78rem; }
details.q i { font-style: normal; font-variant: small-caps; margin-right: .4rem; }
details.correct { border-left-color: var(--green); } details.correct i { color: var(--green); }
details.incorrect, details.error { border-left-color: var(--red); }
details.incorrect i, details.error i { color: var(--red); }
details.refusal { border-left-color: var(--amber); } details.refusal i { color: var(--amber); }
.page { font-size: .85rem; }
dl { display: grid; grid-template-columns: 6rem 1fr; gap: .3rem .8rem; margin: .8rem 0 .2rem; font-size: .9rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; background: #f6f5f1; padding: .6rem; font-size: .8rem; max-height: 24rem; overflow: auto; }
a { color: var(--green); }
input[name=show] { position: absolute; opacity: 0; }
input[name=show] + label { cursor: pointer; border: 1px solid var(--line); background: #fff;
  border-radius: 1rem; padding: .15rem .8rem; margin-right: .4rem; font-size: .85rem; }
input[name=show]:checked + label { background: var(--green); color: #fff; border-color: var(--green); }
input[name=show]:focus-visible + label { outline: 2px solid var(--ink); }
#show-incorrect:checked ~ .questions > :not(.incorrect), #show-refusal:checked ~ .questions > :not(.refusal),
#show-error:checked ~ .questions > :not(.error), #show-correct:checked ~ .questions > :not(.correct) { display: none; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dt { margin-top: .4rem; } }
"""
