"""Which language a message is in, as far as a person must be told: Spanish is read in part, others are answered in one sentence."""

from __future__ import annotations

import re

_SENTENCES = {
    "es": "Leí lo que pude en español: cifras, períodos, lugar y trabajo. La respuesta está en inglés; un consejero bilingüe de su centro de empleo (American Job Center) puede ayudarle sin costo.",
    "zh": "目前我只能读懂英文和部分西班牙文。请用英文告诉我您的工作、收入和工时，或请当地就业中心的双语顾问免费协助。",
    "vi": "Hiện tôi chỉ đọc được tiếng Anh và một phần tiếng Tây Ban Nha. Xin viết bằng tiếng Anh, hoặc nhờ trung tâm việc làm địa phương giúp miễn phí.",
    "tl": "Ingles at kaunting Espanyol lang ang nababasa ko. Pakisulat po sa Ingles, o humingi ng libreng tulong sa American Job Center.",
    "ar": "أستطيع قراءة الإنجليزية وجزء من الإسبانية فقط. اكتب من فضلك بالإنجليزية، أو اطلب مساعدة مجانية من مركز التوظيف القريب منك.",
    "ko": "지금은 영어와 스페인어 일부만 읽을 수 있습니다. 영어로 적어 주시거나 가까운 직업 센터에서 무료 도움을 받으세요.",
    "ru": "Я читаю только по-английски и немного по-испански. Напишите, пожалуйста, по-английски или обратитесь за бесплатной помощью в местный центр занятости.",
    "fr": "Je ne lis que l'anglais et un peu l'espagnol. Écrivez-moi en anglais, ou demandez de l'aide gratuite au centre d'emploi de votre ville.",
    "pt": "Só leio inglês e um pouco de espanhol. Escreva em inglês, por favor, ou peça ajuda gratuita no centro de empregos da sua cidade.",
    "ht": "Mwen ka li sèlman angle ak yon ti kras espanyòl. Tanpri ekri an angle, oswa mande èd gratis nan sant travay ki toupre w.",
    "am": "የማነበው እንግሊዝኛ እና ጥቂት ስፓኒሽ ብቻ ነው። እባክዎ በእንግሊዝኛ ይጻፉ፣ ወይም ከአካባቢዎ የሥራ ማዕከል ነጻ እርዳታ ይጠይቁ።",
}  # fmt: skip
"""One sentence each: what is read, and who helps."""

_SCRIPTS = (("zh", "一-鿿"), ("ar", "؀-ۿ"), ("ko", "가-힣"), ("ru", "Ѐ-ӿ"), ("am", "ሀ-፿"))
_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(["i", "the", "and", "to", "of", "my", "is", "in", "for", "a", "an", "at", "on", "with", "have", "was", "am", "are", "but", "it", "do", "you", "what", "work", "hours", "week"]),
    "es": frozenset(["yo", "el", "la", "los", "las", "de", "que", "y", "en", "un", "una", "mi", "por", "para", "con", "soy", "trabajo", "hago", "gano", "tengo", "cuido", "limpio", "semana", "horas", "pero", "como", "hola", "cuanto", "cuánto", "cuanta", "cuánta", "cuantos", "cuántos", "paga", "pagan", "eso", "ese", "esa", "al", "del", "es", "son", "se", "lo", "me", "te", "si", "sí", "ya", "más", "qué", "cual", "cuál", "donde", "dónde", "cómo", "hay", "puedo", "necesito", "quiero", "hacer", "trabajar", "aquí", "aqui", "años", "mejor", "licencia", "ayuda", "quien", "quién", "gracias", "también", "tambien", "porque", "muy", "este", "esta", "su", "le", "ni", "sin", "gana", "cobrar", "curso", "estudiar", "inglés", "ser", "sería", "tiempo"]),
    "fr": frozenset(["je", "le", "la", "les", "des", "est", "et", "dans", "un", "une", "mon", "ma", "pour", "avec", "suis", "travaille", "fais", "gagne", "heures", "semaine", "mais", "comme", "ai", "ne", "que", "pas", "de", "du", "au", "en", "ou", "moi"]),
    "pt": frozenset(["eu", "o", "os", "as", "de", "que", "e", "em", "um", "uma", "meu", "minha", "por", "para", "com", "sou", "trabalho", "faço", "ganho", "tenho", "horas", "semana", "mas", "como", "não", "você", "isso", "quanto", "ao", "é", "são", "tem", "preciso", "posso", "quero", "aqui", "melhor", "também", "ajuda", "quem", "se", "no", "na", "do", "da", "obrigado"]),
    "ht": frozenset(["mwen", "li", "yo", "ak", "nan", "yon", "pou", "se", "ap", "te", "genyen", "travay", "chak", "semèn", "kòm", "men", "m'", "fè"]),
    "vi": frozenset(["tôi", "là", "và", "của", "một", "trong", "cho", "với", "làm", "việc", "giờ", "tuần", "có", "không", "ở", "được"]),
    "tl": frozenset(["ako", "ang", "ng", "sa", "na", "at", "ay", "ko", "po", "mga", "nag", "para", "kung", "may", "oras", "linggo", "trabaho", "hindi"]),
}  # fmt: skip


def language(text: str) -> str:
    """The likeliest of eleven languages by script and by its commonest words; "en" where nothing tells."""
    for name, letters in _SCRIPTS:
        if len(re.findall(f"[{letters}]", text)) > 0.2 * max(1, len(re.findall(r"\w", text))):
            return name
    words = re.findall(r"[^\W\d_]+'?", text.lower())
    counts = {name: sum(word in common for word in words) for name, common in _WORDS.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] > counts["en"] and counts[best] >= 2 else "en"


def greeting(text: str) -> str:
    """The sentence for a message that is not in English; empty for one that is."""
    return _SENTENCES.get(language(text), "")


def sentence_in(name: str) -> str:
    """The sentence of one of the eleven languages by its two letters; empty for any other."""
    return _SENTENCES.get(name, "")
