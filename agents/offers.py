"""What is offered to be asked next: by topic what may follow, and the words of each offer in the worker's voice."""

from __future__ import annotations

import re
import unicodedata

from tools.turns.classifier import Topic


def plain(words: str) -> str:
    """Words without case, marks and accents."""
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()))


NEXT: dict[Topic, tuple[Topic, ...]] = {
    "duties": ("physical", "hours", "pay"), "skills": ("courses", "how long", "first step"), "schooling": ("cost", "who pays", "how long"),
    "training": ("cost", "who pays", "licence"), "licence": ("cost", "how long", "record"), "credential": ("cost", "licence", "first step"),
    "cost": ("who pays", "courses", "how long"), "who pays": ("first step", "apprenticeship", "cost"), "how long": ("cost", "keep gig", "first step"),
    "first step": ("who hires", "cost", "how long"), "openings": ("who hires", "growth", "entry pay"), "growth": ("ai", "openings", "top pay"),
    "pay": ("entry pay", "top pay", "schooling"), "entry pay": ("top pay", "raise", "benefits"), "top pay": ("advancement", "entry pay", "growth"),
    "raise": ("benefits", "entry pay", "first step"), "hours": ("physical", "part time", "duties"), "remote": ("duties", "who hires", "other ways"),
    "physical": ("duties", "hours", "other ways"), "ai": ("growth", "skills", "other ways"), "risks": ("growth", "why this", "other ways"),
    "compare": ("how long", "growth", "duties"), "why this": ("risks", "other ways", "first step"), "why not": ("schooling", "compare", "duties"),
    "my hour": ("tax", "miles", "rate"), "tax": ("deductions", "miles", "my hour"), "miles": ("deductions", "tax", "my hour"),
    "deductions": ("miles", "tax", "my hour"), "keep gig": ("how long", "part time", "first step"), "part time": ("keep gig", "cost", "who hires"),
    "moving": ("pay", "licence", "who hires"), "resume": ("interview", "who hires", "skills"), "interview": ("resume", "who hires", "entry pay"),
    "who hires": ("resume", "interview", "entry pay"), "apprenticeship": ("entry pay", "how long", "first step"), "record": ("licence", "other ways", "help"),
    "age": ("physical", "how long", "who hires"), "english": ("duties", "courses", "other ways"), "benefits": ("raise", "who hires", "rate"),
    "other ways": ("compare", "why this", "remote"), "courses": ("cost", "who pays", "how long"), "rate": ("own business", "tax", "my hour"),
    "own business": ("rate", "tax", "deductions"), "help": ("first step", "who pays", "my hour"), "status": ("licence", "help", "other ways"),
    "health": ("physical", "remote", "help"), "advancement": ("top pay", "growth", "schooling"), "my profile": ("my hour", "why this", "source"),
    "source": ("my hour", "growth", "pay"), "minimum wage": ("my hour", "pay", "benefits"), "identity": ("source", "privacy", "my profile"),
    "privacy": ("identity", "my profile", "source"), "shorter": ("first step", "why this", "my hour"), "more": ("duties", "why this", "other ways"),
    "language": ("why this", "first step", "my hour"), "instructions": ("why this", "first step", "my hour"), "unsourced": ("who hires", "source", "other ways"),
}  # fmt: skip
"""What may be asked after a topic."""

CHIPS: dict[Topic, tuple[str, str]] = {
    "duties": ("What is the work like day to day?", "¿Cómo es el trabajo día a día?"), "skills": ("What skills does it need?", "¿Qué habilidades pide?"),
    "schooling": ("What schooling does it take?", "¿Qué estudios pide?"), "licence": ("Do I need a license for it?", "¿Necesito licencia?"),
    "cost": ("What does the training cost?", "¿Cuánto cuesta el curso?"), "who pays": ("Who could pay for it?", "¿Quién puede pagarlo?"),
    "how long": ("How long does it take?", "¿Cuánto tiempo toma?"), "first step": ("What do I do first, this week?", "¿Qué hago primero esta semana?"),
    "openings": ("How many openings are there?", "¿Cuántas vacantes hay?"), "growth": ("Is this job growing or dying?", "¿Es un trabajo con futuro?"),
    "pay": ("What does it pay here?", "¿Cuánto paga aquí?"), "entry pay": ("What do beginners earn?", "¿Cuánto se gana al empezar?"),
    "top pay": ("What do the best paid earn?", "¿Cuánto gana quien más gana?"), "raise": ("How much more is that than now?", "¿Cuánto más es que ahora?"),
    "hours": ("Are there nights or weekends?", "¿Hay noches o fines de semana?"), "remote": ("Can I do it from home?", "¿Se puede hacer desde casa?"),
    "physical": ("How hard is it on the body?", "¿Qué tan pesado es para el cuerpo?"), "ai": ("Will AI take this job?", "¿La IA va a quitar este trabajo?"),
    "compare": ("Compare it with the other options", "Compárelo con las otras opciones"), "why this": ("Why this job for me?", "¿Por qué este trabajo para mí?"),
    "risks": ("What are the downsides?", "¿Cuáles son las desventajas?"), "my hour": ("How did you get my hourly figure?", "¿Cómo calculó mi hora?"),
    "tax": ("How much should I set aside for taxes?", "¿Cuánto aparto para impuestos?"), "miles": ("How are my miles counted?", "¿Cómo cuentan mis millas?"),
    "deductions": ("What can I write off?", "¿Qué puedo deducir?"), "keep gig": ("Can I keep my gig beside it?", "¿Puedo seguir con lo mío al lado?"),
    "part time": ("Can I do it part time?", "¿Se puede a medio tiempo?"), "interview": ("What will they ask in an interview?", "¿Qué preguntan en la entrevista?"),
    "resume": ("What do I put on my resume?", "¿Qué pongo en mi currículum?"), "who hires": ("Who is hiring near me?", "¿Quién contrata cerca?"),
    "apprenticeship": ("Is there a paid apprenticeship?", "¿Hay un aprendizaje pagado?"), "record": ("Does a criminal record matter?", "¿Importan los antecedentes?"),
    "benefits": ("What about health insurance and paid leave?", "¿Y el seguro médico y las vacaciones?"), "other ways": ("What other jobs could I do?", "¿Qué otros trabajos podría hacer?"),
    "courses": ("Which courses are cheap or free?", "¿Qué cursos son baratos o gratis?"), "rate": ("What should I charge?", "¿Cuánto debo cobrar?"),
    "own business": ("Could I do it on my own?", "¿Podría hacerlo por mi cuenta?"), "help": ("Is there help with bills meanwhile?", "¿Hay ayuda con las cuentas mientras?"),
    "advancement": ("What comes after that job?", "¿Qué viene después de ese puesto?"), "my profile": ("What do you know about me?", "¿Qué sabe de mí?"),
    "source": ("Where do these numbers come from?", "¿De dónde salen estas cifras?"), "privacy": ("What happens to my data?", "¿Qué pasa con mis datos?"),
    "identity": ("Who are you?", "¿Quién es usted?"),
}  # fmt: skip
"""What is offered to be asked next, in the worker's voice."""

_OFFERED: dict[str, Topic] = {plain(words): topic for topic, pair in CHIPS.items() for words in pair}


def offered(text: str) -> Topic | None:
    """The topic of a turn that says what is offered, tapped or typed: that need not be guessed."""
    return _OFFERED.get(plain(text))
