"""Portuguese verbs: the forms that reports use, by class and by irregular parts."""

from __future__ import annotations

Forms = dict[str, list[str]]

# lemma ending: present singular, plural, simple past singular, plural, imperfect, future stem,
# subjunctive stem, participle
ODD: dict[str, tuple[str, str, str, str, str, str, str, str]] = {
    "ter": ("tem", "têm", "teve", "tiveram", "tinha", "ter", "tenh", "tido"),
    "vir": ("vem", "vêm", "veio", "vieram", "vinha", "vir", "venh", "vindo"),
    "pôr": ("põe", "põem", "pôs", "puseram", "punha", "por", "ponh", "posto"),
    "por": ("põe", "põem", "pôs", "puseram", "punha", "por", "ponh", "posto"),
    "fazer": ("faz", "fazem", "fez", "fizeram", "fazia", "far", "faç", "feito"),
    "dizer": ("diz", "dizem", "disse", "disseram", "dizia", "dir", "dig", "dito"),
    "trazer": ("traz", "trazem", "trouxe", "trouxeram", "trazia", "trar", "trag", "trazido"),
    "poder": ("pode", "podem", "pôde", "puderam", "podia", "poder", "poss", "podido"),
    "querer": ("quer", "querem", "quis", "quiseram", "queria", "querer", "queir", "querido"),
    "saber": ("sabe", "sabem", "soube", "souberam", "sabia", "saber", "saib", "sabido"),
    "haver": ("há", "hão", "houve", "houveram", "havia", "haver", "haj", "havido"),
    "ver": ("vê", "veem", "viu", "viram", "via", "ver", "vej", "visto"),
    "ler": ("lê", "leem", "leu", "leram", "lia", "ler", "lei", "lido"),
    "ir": ("vai", "vão", "foi", "foram", "ia", "ir", "v", "ido"),
    "ser": ("é", "são", "foi", "foram", "era", "ser", "sej", "sido"),
    "dar": ("dá", "dão", "deu", "deram", "dava", "dar", "d", "dado"),
    "estar": ("está", "estão", "esteve", "estiveram", "estava", "estar", "estej", "estado"),
    "valer": ("vale", "valem", "valeu", "valeram", "valia", "valer", "valh", "valido"),
    "perder": ("perde", "perdem", "perdeu", "perderam", "perdia", "perder", "perc", "perdido"),
    "pedir": ("pede", "pedem", "pediu", "pediram", "pedia", "pedir", "peç", "pedido"),
    "ouvir": ("ouve", "ouvem", "ouviu", "ouviram", "ouvia", "ouvir", "ouç", "ouvido"),
}
_ALONE = frozenset({"ver", "ler", "ir", "ser", "dar", "estar", "haver", "por", "pôr", "ter", "vir"})
_COMPOUNDS = {
    "ter": ("manter", "deter", "conter", "obter", "reter", "abster"),
    "vir": ("intervir",),
    "ver": ("prever", "rever"),
    "por": ("propor", "impor", "dispor", "expor", "compor"),
    "pedir": ("impedir",),
}
PARTICIPLES = {
    "abrir": ("aberto",), "cobrir": ("coberto",), "escrever": ("escrito",),
    "descrever": ("descrito",), "expulsar": ("expulso", "expulsado"), "matar": ("morto", "matado"),
    "morrer": ("morto", "morrido"), "entregar": ("entregue", "entregado"),
    "pagar": ("pago",), "ganhar": ("ganho",), "prender": ("preso", "prendido"),
    "suspender": ("suspenso", "suspendido"), "eleger": ("eleito", "elegido"),
    "aceitar": ("aceito", "aceitado"),
}  # fmt: skip
# -ir verbs with another vowel in the third person of the present and in the subjunctive
STRONG = {
    "fugir": ("fog", "fuj"), "subir": ("sob", "sub"), "cobrir": ("cobr", "cubr"),
    "descobrir": ("descobr", "descubr"), "dormir": ("dorm", "durm"), "servir": ("serv", "sirv"),
    "sentir": ("sent", "sint"), "mentir": ("ment", "mint"), "ferir": ("fer", "fir"),
    "seguir": ("segu", "sig"), "conseguir": ("consegu", "consig"), "repelir": ("repel", "repil"),
    "prosseguir": ("prossegu", "prossig"), "advertir": ("advert", "advirt"),
    "preferir": ("prefer", "prefir"), "desmentir": ("desment", "desmint"),
    "prevenir": ("previn", "previn"),
}  # fmt: skip
_EI = ("odiar", "incendiar", "mediar", "ansiar", "remediar")
_HARD = (("car", "qu"), ("gar", "gu"), ("çar", "c"))
_ACUTE = {"a": "á", "e": "ê", "i": "í", "o": "ô"}
_OBJECTS = ("o", "a", "os", "as")


def _agreeing(parts: tuple[str, ...]) -> Forms:
    singular, plural = [], []
    for part in parts:
        if part.endswith("o"):
            singular += [part, part[:-1] + "a"]
            plural += [part + "s", part[:-1] + "as"]
        else:
            singular.append(part)
            plural.append(part + "s")
    return {"part.sg": singular, "part.pl": plural}


def _future(stem: str) -> Forms:
    return {
        "fut.sg": [stem + "á"], "fut.pl": [stem + "ão"], "cond.sg": [stem + "ia"],
        "cond.pl": [stem + "iam"], "fut.pl.we": [stem + "emos"],
    }  # fmt: skip


def _enclitics(lemma: str, forms: Forms) -> Forms:
    """Forms with a pronoun behind a hyphen, which is written as a space here: "tomaram-no"."""
    short = lemma[:-2] + _ACUTE.get(lemma[-2], lemma[-2])  # "reconquistar", "reconquistá-la"
    found: Forms = {}
    for features, given in list(forms.items()):
        if features.startswith("part") or "we" in features.split(".") or "subj" in features:
            continue
        found[f"{features}.+reflexive"] = [f"{form} se" for form in given]
        if features == "base":
            found["base.+object"] = [f"{short} l{p}" for p in _OBJECTS]
        elif features.startswith(("past", "pres")):
            nasal = "n" if given[-1].endswith(("m", "ão", "õe")) else ""
            found[f"{features}.+object"] = [f"{f} {nasal}{p}" for f in given for p in _OBJECTS]
        found[f"{features}.+to"] = [f"{form} {p}" for form in given for p in ("lhe", "lhes")]
    return found


def _regular(lemma: str) -> Forms:
    stem, vowel = lemma[:-2], lemma[-2]
    present, soft = stem, stem
    third, thirds, imperfect = stem + vowel + "u", stem + vowel + "ram", stem + "ia"
    part = stem + "ido"
    if vowel == "a":
        third, imperfect, part = stem + "ou", stem + "ava", stem + "ado"
        for ending, spelling in _HARD:
            if lemma.endswith(ending):
                soft = stem[:-1] + spelling
        if lemma.endswith("ear") or lemma in _EI:
            present = soft = stem[:-1] + "ei"
        subj, old, ends = soft + "e", stem + "asse", ("a", "am")
        we = stem + "amos"
    else:
        if lemma.endswith(("guer", "guir")):
            soft = stem[:-1]
        elif lemma.endswith(("ger", "gir")):
            soft = stem[:-1] + "j"
        elif lemma.endswith(("cer", "cir")):
            soft = stem[:-1] + "ç"
        if lemma in STRONG:
            present, soft = STRONG[lemma]
        subj, old, ends = soft + "a", stem + vowel + "sse", ("e", "em")
        we = stem + vowel + "mos"
    forms: Forms = {
        "base": [lemma], "ger": [stem + vowel + "ndo"], "pres.sg": [present + ends[0]],
        "pres.pl": [present + ends[1]], "past.sg": [imperfect, third],
        "past.pl": [imperfect + "m", thirds], "subj.sg": [subj, old],
        "subj.pl": [subj + "m", old + "m"], "pres.pl.we": [we], "past.pl.we": [we],
        **_agreeing(PARTICIPLES.get(lemma, (part,))), **_future(lemma),
    }  # fmt: skip
    if lemma.endswith("uzir"):
        forms["pres.sg"] = [stem]
    elif lemma.endswith("truir"):
        forms |= {"pres.sg": [stem[:-1] + "ói"], "pres.pl": [stem[:-1] + "oem"]}
    elif lemma.endswith("air"):
        forms |= {
            "pres.sg": [stem + "i"], "pres.pl": [stem + "em"], "subj.sg": [stem + "ia"],
            "subj.pl": [stem + "iam"], **_agreeing((stem + "ído",)),
        }  # fmt: skip
        forms["past.sg"] = [stem + "ía", stem + "iu"]
        forms["past.pl"] = [stem + "íam", stem + "íram"]
    if lemma.endswith("uir") and not lemma.endswith("guir"):
        forms |= _agreeing((stem + "ído",))
        forms["past.sg"] = [stem + "ía", stem + "iu"]
        forms["past.pl"] = [stem + "íam", stem + "íram"]
        if not lemma.endswith("truir"):
            forms["pres.sg"] = [stem + "i"]
    return forms


def _odd(lemma: str, ending: str) -> Forms:
    prefix = lemma[: -len(ending)]
    given = [prefix + part for part in ODD[ending]]
    singular, plural, past, pasts, imperfect, future, subj, part = given
    if prefix and ending == "ter":
        singular, plural = prefix + "tém", prefix + "têm"
    if prefix and ending == "vir":
        singular, plural, part = prefix + "vém", prefix + "vêm", prefix + "vindo"
    conj = {"dar": ("dê", "deem"), "ir": ("vá", "vão")}.get(ending, (subj + "a", subj + "am"))
    stem = pasts[:-3]  # "fizeram": "fizesse"
    gerund = lemma[:-2] + {"p": "o", "ô": "o"}.get(lemma[-2], lemma[-2]) + "ndo"
    forms: Forms = {
        "base": [lemma], "ger": [gerund], "pres.sg": [singular], "pres.pl": [plural],
        "past.sg": [imperfect, past], "past.pl": [imperfect + "m", pasts],
        "subj.sg": [conj[0], stem + "sse"], "subj.pl": [conj[1], stem + "ssem"],
        **_agreeing((part,)), **_future(future),
    }  # fmt: skip
    return forms


def conjugate(lemma: str) -> Forms:
    """Forms by their features. Raises ValueError for an ending that is no verb's."""
    if not lemma.endswith(("ar", "er", "ir", "or", "ôr")):
        raise ValueError(lemma)
    forms = None
    if lemma in ODD:
        forms = _odd(lemma, lemma)
    for ending, whole in _COMPOUNDS.items():
        if lemma in whole:
            forms = _odd(lemma, ending)
    for ending in ("fazer", "dizer", "trazer"):
        if lemma.endswith(ending) and forms is None:
            forms = _odd(lemma, ending)
    if forms is None:
        forms = _regular(lemma)
    return forms | _enclitics(lemma, forms)
