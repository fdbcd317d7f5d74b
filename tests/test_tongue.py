"""Which language a message is in, as far as a person must be told that it is read in part or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.reading.tongue import greeting, language

SAID = {
    "en": ["I drive for Uber in Phoenix, about 45 hours a week.", "uber 40 hrs 900/wk phx"],
    "es": ["Hola, limpio casas en Miami, gano $600 por semana y trabajo 30 horas.", "soy niñera y cuido a dos niños por la tarde"],
    "zh": ["我在凤凰城开优步，每周四十五小时。"],
    "vi": ["Tôi làm việc ở tiệm nail, một tuần 40 giờ, được 600 đô."],
    "tl": ["Nag-aalaga po ako ng matanda sa Daly City, 40 oras kada linggo."],
    "ar": ["أعمل سائقا لدى أوبر أربعين ساعة في الأسبوع."],
    "ko": ["저는 피닉스에서 우버 운전을 합니다."],
    "ru": ["Я работаю водителем в Убере сорок часов в неделю."],
    "fr": ["Je suis chauffeur et je travaille 40 heures dans la semaine, mais je gagne peu."],
    "pt": ["Eu sou faxineira, trabalho 30 horas e ganho 500 por semana, mas não tenho carro."],
    "ht": ["Mwen ap travay nan yon otèl, mwen genyen 500 dola chak semèn."],
    "am": ["በሳምንት አርባ ሰዓት ለኡበር እነዳለሁ።"],
}  # fmt: skip
OTHERS = [name for name in SAID if name != "en"]


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in SAID.items() for text in texts])
def test_a_message_is_known_by_its_language(name: str, text: str) -> None:
    assert language(text) == name
    assert language(text.upper()) == name


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "?", "900", "🚗🚗", "Uber", "Los Angeles", "ok", "ñ", "I drive in El Paso, Las Cruces and Los Lunas", "I work at La Boulangerie de la Ville",
        "I teach Spanish: hola, yo soy, tengo, gano. I do it for 20 hours a week and I like it", "clean houses in San Jose, Santa Ana, Mi Casa LLC",
    ],
)  # fmt: skip
def test_what_tells_no_language_or_is_english_with_foreign_names_is_english(text: str) -> None:
    assert language(text) == "en"
    assert greeting(text) == ""


@pytest.mark.parametrize("name", OTHERS)
def test_who_writes_in_another_language_is_told_so_in_it(name: str) -> None:
    words = greeting(SAID[name][0])
    assert language(words) == name


def test_each_language_has_its_own_sentence_of_what_is_read_and_who_helps() -> None:
    said = [greeting(SAID[name][0]) for name in OTHERS]
    assert len(set(said)) == len(OTHERS)
    assert all(40 < len(words.encode()) < 400 and not any(c.isdigit() for c in words) for words in said)


@pytest.mark.parametrize("name", OTHERS)
def test_a_foreign_word_or_two_make_no_foreign_message(name: str) -> None:
    word = SAID[name][0].split()[0][:6]
    assert language(f"I drive for Uber in Phoenix and it is about 45 hours a week, {word}") == "en"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_in_one_of_the_languages(text: str) -> None:
    assert language(text) in SAID
    assert (greeting(text) == "") == (language(text) == "en")
