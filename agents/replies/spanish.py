"""What stands in a Spanish reply for words that the facts have in English: units and working conditions."""

from __future__ import annotations

import re

CONDITIONS = {
    "nights": "trabajo de noche", "evenings": "trabajo por las tardes", "weekends": "trabajo en fin de semana", "shifts": "turnos", "on call": "guardias",
    "away overnight": "noches fuera de casa", "heavy physical": "cargas pesadas", "standing": "muchas horas de pie", "heights": "escaleras o techos",
    "fumes and dust": "vapores o polvo", "outdoors": "trabajo al aire libre", "hard on the hands": "los mismos movimientos de manos por horas",
    "phones": "muchas horas al teléfono", "dealing with the public": "trato con desconocidos todo el día", "sales": "ventas", "care work": "cuidado de personas",
    "mostly driving": "manejar casi todo el día", "remote possible": "trabajo que a menudo se hace desde casa", "on site": "trabajo presencial",
    "background check": "una revisión de antecedentes", "driving record": "una revisión del historial de manejo", "own car": "auto propio",
    "entry exam": "un examen antes de contratar", "status check": "una revisión de ciudadanía o papeles", "required training": "capacitación obligatoria",
    "licence": "una licencia", "licence in some states": "una licencia en algunos estados", "union/apprenticeship": "un aprendizaje pagado", "degree": "un título",
}  # fmt: skip

_UNITS = (
    (r"(?<=\d) an hour\b", " por hora"), (r"(?<=\d) hours? a week\b", " horas por semana"), (r"(?<=\d) miles a week\b", " millas por semana"),
    (r"(?<=\d) a week\b", " por semana"), (r"(?<=\d) a month\b", " por mes"), (r"(?<=\d) a year\b", " por año"), (r"(?<=\d) a mile\b", " por milla"),
    (r"(?<=\d) hours?\b", " horas"), (r"(?<=\d) weeks?\b", " semanas"), (r"(?<=\d) months?\b", " meses"), (r"(?<=\d) years?\b", " años"),
    (r"\bNo formal educational credential\b", "ningún título"), (r"\bHigh school diploma or equivalent\b", "diploma de preparatoria (high school) o equivalente"),
    (r"\bPostsecondary nondegree award\b", "un certificado después de la preparatoria"), (r"\bSome college, no degree\b", "algo de universidad, sin título"),
    (r"\bAssociate's degree\b", "título de dos años (associate)"), (r"\bBachelor's degree\b", "título universitario (bachelor)"),
    (r"\bMaster's degree\b", "maestría"), (r"\bDoctoral or professional degree\b", "doctorado o título profesional"),
)  # fmt: skip


def spoken(text: str) -> str:
    """A Spanish passage with the facts' English units put into Spanish; links stay as they are."""
    parts = re.split(r"(\[[^\]]*\]\([^)]*\))", text)
    for n in range(0, len(parts), 2):
        for pattern, words in _UNITS:
            parts[n] = re.sub(pattern, words, parts[n])
    return "".join(parts)
