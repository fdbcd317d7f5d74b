"""Every figure opens: a small card with its source, release, place, formula and what went in.

A figure in a text is a link ``#f.RUN.FACT``; one script on the page opens the card. Facts reach it as data and are
written as text, so nothing in them can do anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from itertools import pairwise, zip_longest
from typing import Any

import streamlit as st

from agents.contracts import Narrative
from tools.fact import Fact, number
from ui import view
from ui.prose import link, marks, plain
from ui.turn import Turn
from ui.view import Footnotes

CSS = """
[data-testid="stCaptionContainer"] {opacity: .8 !important}
[data-testid^="stBaseButton-primary"] {color: var(--gigpath-ground, #fff) !important}
a[href^="#f."] {color: inherit !important; text-decoration: underline dotted; text-underline-offset: 3px; cursor: pointer}
a[href^="#f."]:hover, a[href^="#f."]:focus-visible {text-decoration-style: solid}
[data-testid="stChatMessage"], .st-key-notices, [class*=st-key-changed-] {scroll-margin-top: 4rem}  /* below the page's own head */
[data-testid="stVegaLiteChart"] svg {overflow: visible}  /* the last figure of an axis */
.st-key-stop {position: sticky; bottom: 7.5rem; z-index: 9; width: fit-content !important; background: var(--st-background-color)}  /* in sight while words come */
@media (max-width: 640px) {  /* all of a phone's width, and words that fit into it */
  [data-testid="stChatMessage"] {padding-left: .6rem; padding-right: .6rem}
  [data-testid="stChatMessageAvatarCustom"] {display: none}
  [data-testid="stTable"] :is(th, td) {padding: .3rem .22rem; font-size: .8rem; overflow-wrap: anywhere}
}
[data-testid="stChatMessage"]:has([class*=st-key-edit-]) {position: relative; padding-right: 3rem}
[class*=st-key-edit-] {position: absolute; top: .5rem; right: .5rem; width: auto !important}
.gigpath-unseen, [class*=st-key-edit-] [data-testid="stMarkdownContainer"] {position: absolute !important; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap}
.gigpath-skip {position: fixed; left: 1rem; top: -4rem; z-index: 1000000; padding: .6rem 1rem; border-radius: .6rem; background: #0f766e; color: #fff !important}
.gigpath-skip:focus {top: .6rem}
.gigpath-fact {position: fixed; margin: 0; max-width: min(22rem, calc(100vw - 2rem)); max-height: 70vh; overflow: auto;
  padding: .9rem 1rem; border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius);
  background: var(--st-background-color); color: var(--st-text-color); font: .9rem/1.45 var(--st-font); box-shadow: 0 6px 24px rgb(0 0 0 / .22)}
.gigpath-fact h3 {font-size: 1.15rem; margin: 0 1.6rem .1rem 0; padding: 0; font-weight: 600}
.gigpath-fact p {margin: 0 0 .6rem}
.gigpath-fact dl {display: grid; grid-template-columns: auto 1fr; gap: .15rem .7rem; margin: 0}
.gigpath-fact dt {opacity: .8}
.gigpath-fact dd {margin: 0; overflow-wrap: anywhere}
.gigpath-fact a {color: var(--st-link-color)}
.gigpath-fact button {font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; text-align: left; text-decoration: underline dotted}
.gigpath-fact .close {position: absolute; top: .5rem; right: .6rem; text-decoration: none; font-size: 1.1rem; line-height: 1; padding: .3rem}
"""

JS = """
const put = (parent, tag, text, set = {}) => {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  Object.assign(made, set);
  parent.append(made);
  return made;
};
function open(run, id, from) {
  const shared = window.gigpathFacts, facts = shared.runs[run] || {}, fact = facts[id];
  shared.asked = shared.runs[run] ? null : [run, id, from];  // touched before its facts came
  if (!fact || !shared.host || !shared.host.isConnected) return;
  document.querySelectorAll('.gigpath-fact').forEach(old => old.remove());
  const card = put(shared.host, 'div', '', {className: 'gigpath-fact', popover: 'auto', tabIndex: -1});
  card.setAttribute('role', 'dialog');
  card.setAttribute('aria-label', 'Where this figure comes from');
  put(card, 'h3', fact.shown);
  put(card, 'p', fact.meaning);
  put(card, 'button', '\\u00d7', {className: 'close', ariaLabel: 'Close', onclick: () => card.hidePopover()});
  const list = put(card, 'dl');
  for (const [name, value] of fact.lines) { put(list, 'dt', name); put(list, 'dd', value); }
  if (fact.inputs.length) {
    put(list, 'dt', 'What went in');
    const inputs = put(list, 'dd');
    for (const input of fact.inputs) {
      const line = put(inputs, 'div');
      if (facts[input]) put(line, 'button', `${facts[input].meaning}: ${facts[input].shown}`, {onclick: () => open(run, input, from)});
    }
  }
  if (fact.url) {
    put(list, 'dt', 'Page');
    put(put(list, 'dd'), 'a', fact.url.replace(/^https?:../, '').slice(0, 60), {href: fact.url, target: '_blank', rel: 'noopener noreferrer'});
  }
  card.showPopover();
  const at = from.getBoundingClientRect(), own = card.getBoundingClientRect();
  const below = at.bottom + 6 + own.height <= innerHeight;
  card.style.left = `${Math.max(16, Math.min(at.left, innerWidth - own.width - 16))}px`;
  card.style.top = `${Math.max(8, below ? at.bottom + 6 : at.top - own.height - 6)}px`;
  card.addEventListener('toggle', event => { if (event.newState === 'closed') { card.remove(); if (from.isConnected) from.focus(); } });
  card.focus();
}
export default function ({data: told, parentElement}) {
  const data = JSON.parse(told);
  const shared = window.gigpathFacts ??= {runs: {}};
  const ground = getComputedStyle(parentElement).getPropertyValue('--st-background-color');
  document.documentElement.style.setProperty('--gigpath-ground', ground);  // light words on a bright button cannot be read
  shared.runs[data.run] = data.facts;
  shared.host = parentElement;
  shared.open = open;
  if (shared.asked && shared.asked[0] === data.run && shared.asked[2].isConnected) open(...shared.asked);
  if (shared.heard) return;
  shared.heard = true;
  // Told to who listens; it stands there before there is anything to tell, or it would not be heard.
  put(document.body, 'div', '', {id: 'gigpath-told', className: 'gigpath-unseen', role: 'status', ariaLive: 'polite'});
  const skip = put(document.body, 'a', 'Skip to the message box', {href: '#', className: 'gigpath-skip', onclick: event => {
    event.preventDefault();
    document.querySelector('[data-testid="stChatInputTextArea"]')?.focus();
  }});
  document.body.prepend(skip);
  document.addEventListener('click', event => {
    const link = event.target.closest && event.target.closest('a[href^="#f."]');
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    const [run, ...id] = decodeURIComponent(link.getAttribute('href').slice(3)).split('.');
    window.gigpathFacts.open(run, id.join('.'), link);
  }, true);
}
"""


def opening(turn: Turn | None, key: str) -> None:
    """The script with a run's facts, for each answer on the page; without a run it only begins to listen."""
    component = st.components.v2.component("gigpath_figures", css=CSS, js=JS, isolate_styles=False)
    facts = {ref: _told(fact) for ref, fact in turn.known.items()} if turn else {}
    told = json.dumps({"run": turn.run_id if turn else "", "facts": facts})  # as a text: a dict is searched for tables
    component(data=told, key=key, height="content")


def _told(fact: Fact) -> dict[str, Any]:
    lines = (("Place", fact.place), ("Source", fact.source), ("Release", fact.release), ("Worked out as", fact.formula))
    url = str(fact.value) if fact.unit == "url" else fact.url
    return {
        "shown": "Link" if fact.unit == "url" else fact.shown,
        "meaning": f"{fact.meaning[:1].upper()}{fact.meaning[1:]}",
        "lines": [line for line in lines if line[1]],
        "inputs": list(fact.inputs),
        "url": url if re.match(r"https?://", url) else "",
    }


def figure(shown: str, ref: str, turn: Turn) -> str:
    """A figure as Markdown that opens; the bare figure where nothing is known of it."""
    if ref not in turn.known or not turn.run_id or shown == "–":
        return plain(shown)
    return f"[{plain(shown)}](<#f.{turn.run_id}.{ref}>)"


def opened(text: str, refs: Iterable[str], turn: Turn) -> str:
    """A text as Markdown in which each figure that is shown of a given fact opens."""
    by_shown: dict[str, str] = {}
    for ref in refs:
        fact = turn.known.get(ref)
        if (
            fact is not None and not isinstance(fact.value, str) and not re.fullmatch(r"\d{1,2}", fact.shown)
        ):  # may be anything's
            by_shown.setdefault(fact.shown, ref)
            if fact.unit == "USD/hour":
                by_shown.setdefault(number(fact.value, fact.unit), ref)
    if not by_shown:
        return plain(text)
    any_of = "|".join(map(re.escape, sorted(by_shown, key=len, reverse=True)))
    parts = re.split(rf"(?<![\w$.,-])({any_of})(?![\w%]|[.,]\d)", text)
    return "".join(figure(part, by_shown[part], turn) if n % 2 else plain(part) for n, part in enumerate(parts))


def said(passage: Narrative, turn: Turn, notes: Footnotes) -> str:
    """A passage: its links where they stand on a fact, its figures to be opened, its footnotes, a mark when a fallback.

    Each of its lines is a paragraph, those that begin with a hyphen are a list.
    """
    lines = [_line(line, passage, turn) for line in passage.text.split("\n") if line.strip()]
    ends = ["\n" if all(one.startswith("- ") for one in pair) else "\n\n" for pair in pairwise(lines)]
    body = "".join(f"{line}{end}" for line, end in zip_longest(lines, ends, fillvalue=""))
    mark = ":orange-badge[plain facts] " if passage.origin == "fallback" else ""
    return f"{mark}{body}{marks(notes, passage.refs)}"


def _line(text: str, passage: Narrative, turn: Turn) -> str:
    item = "- " if text.startswith("- ") else ""
    pieces = view.pieces(passage.model_copy(update={"text": text.removeprefix(item)}), turn.facts)
    return item + "".join(link(words, url) if url else opened(words, passage.refs, turn) for words, url in pieces)
