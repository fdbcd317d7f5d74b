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
  const told = [...document.querySelectorAll('[data-gigpath-arrived]')].at(-1), moved = told && told.dataset.moved;
  let mine = true;
  for (const own of ['wheel', 'touchstart', 'keydown', 'pointerdown']) addEventListener(own, () => mine = false, {once: true, passive: true});
  const show = () => {
    if (!mine) return;
    const control = moved && document.querySelector(moved);
    if (control) {  // the page was drawn anew: what was moved comes back into view, and the keyboard to it
      const table = [...document.querySelectorAll('[class*=st-key-changed-]')].at(-1);
      const fits = table && control.getBoundingClientRect().bottom - table.getBoundingClientRect().top < innerHeight - 220;
      (fits ? table : control).scrollIntoView({block: fits ? 'start' : 'center'});
      if (document.activeElement === document.body) (control.querySelector('input, [aria-checked=true]') || control).focus();
    } else {
      const said = [...document.querySelectorAll('[data-testid="stChatMessage"]')].at(-2);
      if (said) said.scrollIntoView({block: 'start'});
    }
  };
  const again = setInterval(show, 200);  // what comes late moves the page, and the page follows its end
  setTimeout(() => clearInterval(again), 2500);
  const live = document.getElementById('gigpath-told');
  if (live && told) live.textContent = told.dataset.said;
}
</script>"""


def arrive(what: str, said: str, at: str = "") -> None:
    """``what`` tells one arrival from the next; ``at`` is the CSS selector of where it is, else it is the last answer."""
    told = f'<i hidden data-gigpath-arrived="{escape(what)}" data-moved="{escape(at)}" data-said="{escape(said)}"></i>'
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
