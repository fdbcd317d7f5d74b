"""An answer has come: it is brought into view, and a screen reader is told of it.

The script is one and the same each time and reads what it needs from the element beside it, in which words stand as text.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from ui import view
from ui.turn import Turn

_SCRIPT = """<script>
{  // a block of its own: what stands at the top of a script cannot be declared a second time
  const told = [...document.querySelectorAll('[data-gigpath-arrived]')].at(-1), at = told && told.dataset.at;
  const again = at === 'again', moved = again ? '' : at;
  let mine = !(again && window.gigpathReading);  // whoever reads on already is not taken back to the beginning
  if (!again) window.gigpathReading = false;
  const reads = () => { mine = false; window.gigpathReading = true; };
  for (const own of ['wheel', 'touchstart', 'keydown', 'pointerdown']) addEventListener(own, reads, {once: true, passive: true});
  const goal = () => moved ? document.querySelector(moved) : [...document.querySelectorAll('[data-testid="stChatMessage"]')].at(-2);
  const show = () => {
    const control = goal();
    if (moved && control.matches('[class*=st-key-if-]')) {  // the page was drawn anew: what was moved comes back into view, and the keyboard to it
      const table = [...document.querySelectorAll('[class*=st-key-changed-]')].at(-1);
      const fits = table && control.getBoundingClientRect().bottom - table.getBoundingClientRect().top < innerHeight - 220;
      (fits ? table : control).scrollIntoView({block: fits ? 'start' : 'center'});
      if (document.activeElement === document.body) (control.querySelector('input, [aria-checked=true]') || control).focus();
    } else {
      control.scrollIntoView({block: 'start'});
    }
  };
  // The page runs after its own end, and heeds a scroll only once it has stood still: so wait for that, each time.
  let last = NaN, since = Date.now();
  const began = since, repeated = setInterval(() => {
    if (!mine || Date.now() - began > 6000) return clearInterval(repeated);
    const top = goal() ? goal().getBoundingClientRect().top : NaN;
    if (!(Math.abs(top - last) < 1)) { last = top; since = Date.now(); }
    else if (Date.now() - since > 150) { show(); last = NaN; }
  }, 50);
  const live = document.getElementById('gigpath-told');
  if (live && told) live.textContent = told.dataset.said;
}
</script>"""


AGAIN = "again"
"""In place of where it is: the same answer, worded."""


def arrive(what: str, said: str, at: str = "") -> None:
    """``what`` tells one arrival from the next; ``at`` is the CSS selector of where it is, else it is the last answer."""
    told = f'<i hidden data-gigpath-arrived="{escape(what)}" data-at="{escape(at)}" data-said="{escape(said)}"></i>'
    st.html(told + _SCRIPT, unsafe_allow_javascript=True)


def announced(turn: Turn) -> str:
    """The answer in a sentence or two, as it is told to somebody who listens."""
    if turn.failure:
        return f"{turn.failure.message} {turn.failure.mend}".strip()
    if turn.questions:
        return " ".join(f"A question: {question['text']}" for question in turn.questions)
    if turn.reply:
        return turn.reply.text
    if turn.advice is None:
        return "Stopped."
    role, hour = turn.decision.role if turn.decision else None, turn.income.net_hour if turn.income else None
    parts = [f"Go for: {view.role_name(role.title)}." if role else "The answer is here."]
    if hour is not None:
        parts.append(f"Your hour now brings {view.hourly(hour)}.")
    return " ".join(parts)
