"""The first page: what this is, what stays on this machine, four examples; and who comes back is met again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import streamlit as st

from tools.profile import Profile
from ui.loop import House
from ui.prose import plain
from ui.view import profile_lines
from ui.worker.card import dialog
from ui.worker.guarded import guarded
from ui.worker.past import AS_BEFORE
from ui.worker.progress import how_far
from ui.worker.sections import guidance
from ui.worker.threads import last_known

EXAMPLES = {
    ":material/local_taxi: Rideshare, Phoenix": (
        "I drive for Uber in Phoenix about 45 hours a week, gross around $950, 800 miles. Before that I did two years of "
        "bookkeeping for my uncle, I know Excel and Spanish. I want $25 an hour, home in the evenings, can study 6 hours a week."
    ),
    ":material/delivery_dining: Food delivery, Atlanta": (
        "I deliver for DoorDash in Atlanta, 30 hours a week, about $520 a week, 350 miles. I worked retail for four years and "
        "was a shift lead. I'm good with people. I want steady work at $20 an hour and have 5 hours a week to learn, no budget."
    ),
    ":material/palette: Freelance designer, Austin": (
        "I'm a freelance graphic designer in Austin. I make about $900 a week for 35 hours plus 10 unpaid hours finding clients. "
        "I know Illustrator, Photoshop, Figma and some HTML. I want $40 an hour, working from home, and can spend $600 on training."
    ),
    ":material/volunteer_activism: Home care, Columbus": (
        "I work as a home care aide in Columbus, Ohio, $560 a week for 38 hours and 120 miles between clients. I am a certified "
        "nursing assistant. I'd like $24 an hour without heavy lifting. I can study 8 hours a week."
    ),
}

TO_THE_TOP = """<script>
for (const wait of [0, 100, 200, 400, 800]) setTimeout(() => {
  if (!document.querySelector('[data-testid="stChatMessage"], [data-gigpath-arrived]')) document.querySelector('[data-testid="stMainBlockContainer"]')?.scrollIntoView({block: 'start'});
}, wait);
</script>"""
"""A page with a chat's input begins at its end; this one is read from its beginning."""


def welcome(home: House) -> None:
    st.html(TO_THE_TOP, unsafe_allow_javascript=True)
    st.title("What does your hour really bring?", anchor=False)
    st.markdown(
        "Tell me what you do, what you earn and what you want. Five agents work out what an hour brings you after costs, "
        "which better-paid roles are near, and how to get there. Every figure has its source."
    )
    if known := last_known(home):
        met_again(home, *known)
    with st.container(horizontal=True):
        for label, words in EXAMPLES.items():
            st.button(label, on_click=say, kwargs={"said": words, "text": words, "ask": True})
    st.caption(
        f":material/attach_file: A résumé or an earnings export can be dropped into the box below: PDF, Word, CSV or text, up to 10 MB.  \n"
        f":material/lock: {plain(privacy(home))}  \n:material/handshake: {guidance()}"
    )


def met_again(home: House, thread: str, profile: Profile, since: datetime) -> None:
    """A worker who was here before says how far they have come, and confirms what they said then, or changes it."""
    with st.container(border=True):
        st.markdown(f"**Welcome back.** On {since.astimezone():%-d %B %Y} you told me this. Is it still so?")
        st.markdown("  \n".join(f":gray[{plain(line.label)}:] {plain(line.shown)}" for line in profile_lines(profile)))
        with st.container(horizontal=True):
            st.button("Yes, go on with it", type="primary", on_click=say, kwargs={"said": AS_BEFORE, "edited": profile})
            if st.button("Change it", icon=":material/edit:"):
                dialog(profile, "again")
        with guarded("What you planned"):
            how_far(home, thread, since)


def privacy(home: House) -> str:
    """What stays on this machine and what goes to a model's provider, in plain words."""
    service = home.service
    model = service.why.partition(", because")[0]
    stays = "All you write and all that is found stays on this machine"
    if service.mode == "evidence-only":
        return f"{stays}. No language model is used: the answer is put together from facts."
    if service.mode == "local":
        return f"{stays}. The language model runs here too."
    if service.config.hints:
        return (
            f"What you write or drop here may be sent to a language model, to understand it better ({model}). "
            "The figures are worked out on this machine and are not sent."
        )
    return (
        f"{stays}. A language model only words the answer ({model}); neither your words nor any figure is sent to it."
    )


def say(**given: Any) -> None:
    """Begin a run on the next pass of the script."""
    st.session_state["say"] = given
