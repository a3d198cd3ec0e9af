"""Spanish verbs: the forms that reports use, by class, stem change and irregular parts."""

from __future__ import annotations

import re

from romance import verbs

Forms = dict[str, list[str]]

IE = verbs("spanish_ie")
UE = verbs("spanish_ue")
TO_I = verbs("spanish_i")
KEEP_IR = frozenset({"erigir"})
# lemma ending: present, preterite stem (irregular), future, subjunctive, participle; "" is regular
ODD: dict[str, tuple[str, str, str, str, str, str]] = {
    # third singular, plural, preterite stem, future stem, subjunctive stem, participle
    "tener": ("tiene", "tienen", "tuv", "tendr", "teng", "tenido"),
    "venir": ("viene", "vienen", "vin", "vendr", "veng", "venido"),
    "poner": ("pone", "ponen", "pus", "pondr", "pong", "puesto"),
    "hacer": ("hace", "hacen", "hic", "har", "hag", "hecho"),
    "decir": ("dice", "dicen", "dij", "dir", "dig", "dicho"),
    "traer": ("trae", "traen", "traj", "traer", "traig", "traído"),
    "poder": ("puede", "pueden", "pud", "podr", "pued", "podido"),
    "querer": ("quiere", "quieren", "quis", "querr", "quier", "querido"),
    "saber": ("sabe", "saben", "sup", "sabr", "sep", "sabido"),
    "caber": ("cabe", "caben", "cup", "cabr", "quep", "cabido"),
    "salir": ("sale", "salen", "", "saldr", "salg", "salido"),
    "valer": ("vale", "valen", "", "valdr", "valg", "valido"),
    "andar": ("anda", "andan", "anduv", "andar", "and", "andado"),
    "ducir": ("duce", "ducen", "duj", "ducir", "duzc", "ducido"),
    "caer": ("cae", "caen", "", "caer", "caig", "caído"),
    "oír": ("oye", "oyen", "", "oir", "oig", "oído"),
    "ver": ("ve", "ven", "", "ver", "ve", "visto"),
    "prever": ("prevé", "prevén", "", "prever", "preve", "previsto"),
    "dar": ("da", "dan", "", "dar", "d", "dado"),
}
PARTICIPLES = {
    "abrir": "abierto", "cubrir": "cubierto", "escribir": "escrito", "morir": "muerto",
    "romper": "roto", "volver": "vuelto", "solver": "suelto", "inscribir": "inscrito",
    "describir": "descrito", "imprimir": "impreso", "freír": "frito", "satisfacer": "satisfecho",
}  # fmt: skip
WHOLE: dict[str, Forms] = {
    "ser": {
        "base": ["ser"], "ger": ["siendo"], "part.sg": ["sido"], "pres.sg": ["es"],
        "pres.pl": ["son"], "past.sg": ["era", "fue"], "past.pl": ["eran", "fueron"],
        "fut.sg": ["será"], "fut.pl": ["serán"], "cond.sg": ["sería"], "cond.pl": ["serían"],
        "subj.sg": ["sea", "fuera", "fuese"], "subj.pl": ["sean", "fueran", "fuesen"],
        "pres.pl.we": ["somos"],
    },
    "estar": {
        "base": ["estar"], "ger": ["estando"], "part.sg": ["estado"], "pres.sg": ["está"],
        "pres.pl": ["están"], "past.sg": ["estaba", "estuvo"],
        "past.pl": ["estaban", "estuvieron"], "fut.sg": ["estará"], "fut.pl": ["estarán"],
        "cond.sg": ["estaría"], "cond.pl": ["estarían"], "subj.sg": ["esté", "estuviera"],
        "subj.pl": ["estén", "estuvieran"], "pres.pl.we": ["estamos"],
    },
    "haber": {
        "base": ["haber"], "ger": ["habiendo"], "part.sg": ["habido"], "pres.sg": ["ha", "hay"],
        "pres.pl": ["han"], "past.sg": ["había", "hubo"], "past.pl": ["habían", "hubieron"],
        "fut.sg": ["habrá"], "fut.pl": ["habrán"], "cond.sg": ["habría"], "cond.pl": ["habrían"],
        "subj.sg": ["haya", "hubiera", "hubiese"], "subj.pl": ["hayan", "hubieran", "hubiesen"],
        "pres.pl.we": ["hemos"], "past.pl.we": ["habíamos"],
    },
    "ir": {
        "base": ["ir"], "ger": ["yendo"], "part.sg": ["ido"], "pres.sg": ["va"],
        "pres.pl": ["van"], "past.sg": ["iba", "fue"], "past.pl": ["iban", "fueron"],
        "fut.sg": ["irá"], "fut.pl": ["irán"], "cond.sg": ["iría"],
        "cond.pl": ["irían"], "subj.sg": ["vaya"], "subj.pl": ["vayan"], "pres.pl.we": ["vamos"],
    },
}  # fmt: skip
_HARD = (("car", "qu"), ("gar", "gu"), ("zar", "c"), ("guar", "gü"))
_ACCENTED = re.compile(r"[aeiou](?!.*[aeiou])")
_ACUTE = str.maketrans("aeiou", "áéíóú")


def _swap(stem: str, old: str, new: str) -> str:
    at = stem.rindex(old)
    return stem[:at] + new + stem[at + len(old) :]


def _strong(lemma: str, stem: str) -> str:
    if _in(lemma, IE):
        return _swap(stem, "e" if "e" in stem else "i", "ie")
    if _in(lemma, UE):
        return _swap(stem, "o", "ue")
    if lemma == "jugar":
        return "jueg"
    if _in(lemma, TO_I):
        return _swap(stem, "e", "i") if "e" in stem else stem
    return stem


def _in(lemma: str, group: frozenset[str]) -> bool:
    return lemma in group


def _plural(participle: str) -> Forms:
    root = participle[:-1]
    return {"part.sg": [participle, root + "a"], "part.pl": [participle + "s", root + "as"]}


def _enclitics(lemma: str, gerund: str) -> Forms:
    """Infinitive and gerund with a pronoun written as their ending."""
    accented = gerund[: gerund.rindex("ndo")]
    accented = accented[:-1] + accented[-1].translate(_ACUTE) + "ndo"
    infinitive = lemma.replace("í", "i") if lemma.endswith("ír") else lemma
    return {
        "base.+reflexive": [infinitive + "se"],
        "base.+object": [infinitive + p for p in ("lo", "la", "los", "las")],
        "base.+to": [infinitive + p for p in ("le", "les")],
        "ger.+reflexive": [accented + "se"],
        "ger.+object": [accented + p for p in ("lo", "la", "los", "las")],
    }


def _participle(lemma: str, stem: str) -> str:
    for ending, part in PARTICIPLES.items():
        if lemma.endswith(ending):
            return lemma[: -len(ending)] + part
    if lemma.endswith("ar"):
        return stem + "ado"
    return stem + ("ído" if stem[-1] in "aeo" else "ido")


def _ar(lemma: str) -> Forms:
    stem = lemma[:-2]
    strong = _strong(lemma, stem)
    if lemma.endswith(("enviar", "desviar", "guiar", "confiar", "desafiar", "vaciar", "ampliar",
                       "espiar", "expiar", "fiar", "aviar", "criar", "enfriar")):  # fmt: skip
        strong = strong[:-1] + "í"
    elif lemma.endswith(("tuar", "evaluar", "continuar")):
        strong = strong[:-1] + "ú"
    soft = strong
    for ending, spelling in _HARD:
        if lemma.endswith(ending):
            soft = strong[: -len(ending) + 2] + spelling
            if ending == "guar":
                soft = strong[:-2] + spelling
    soft_weak = soft.replace(strong[:-1], stem[:-1]) if strong != stem else soft
    return {
        "base": [lemma], "ger": [stem + "ando"], "pres.sg": [strong + "a"],
        "pres.pl": [strong + "an"], "past.sg": [stem + "aba", stem + "ó"],
        "past.pl": [stem + "aban", stem + "aron"], "subj.sg": [soft + "e", stem + "ara"],
        "subj.pl": [soft + "en", stem + "aran"], "pres.pl.we": [stem + "amos"],
        "subj.pl.we": [soft_weak + "emos"], "past.pl.we": [stem + "ábamos"],
        **_plural(_participle(lemma, stem)), **_future(lemma),
        **_enclitics(lemma, stem + "ando"),
    }  # fmt: skip


def _future(stem: str) -> Forms:
    stem = stem.replace("í", "i")
    return {
        "fut.sg": [stem + "á"], "fut.pl": [stem + "án"], "cond.sg": [stem + "ía"],
        "cond.pl": [stem + "ían"], "fut.pl.we": [stem + "emos"],
    }  # fmt: skip


def _er_ir(lemma: str) -> Forms:
    stem, ir = lemma[:-2], lemma.endswith(("ir", "ír"))
    strong = _strong(lemma, stem)
    weak = stem
    if ir and (_in(lemma, IE) or _in(lemma, TO_I)) and "e" in stem and lemma not in KEEP_IR:
        weak = _swap(stem, "e", "i")
    elif ir and _in(lemma, UE):
        weak = _swap(stem, "o", "u")
    present, subjunctive = strong, strong
    third, thirds, gerund = weak + "ió", weak + "ieron", weak + "iendo"
    if lemma.endswith("uir") and not lemma.endswith("guir"):
        present = subjunctive = stem + "y"
        third, thirds, gerund = stem + "yó", stem + "yeron", stem + "yendo"
    elif stem[-1] in "aeo":
        third, thirds, gerund = stem + "yó", stem + "yeron", stem + "yendo"
    elif lemma.endswith(("ñir", "ñer", "llir")):
        third, thirds, gerund = weak + "ó", weak + "eron", weak + "endo"
    if lemma.endswith("guir"):
        subjunctive = strong[:-1]
    elif lemma.endswith(("ger", "gir")):
        subjunctive = strong[:-1] + "j"
    elif lemma.endswith(("vencer", "ejercer", "convencer", "torcer", "cocer")):
        subjunctive = strong[:-1] + "z"
    elif lemma.endswith(("cer", "cir")):
        subjunctive = strong[:-1] + "zc"
    past = stem + "ía"
    forms: Forms = {
        "base": [lemma], "ger": [gerund], "pres.sg": [present + "e"], "pres.pl": [present + "en"],
        "past.sg": [past, third], "past.pl": [past + "n", thirds],
        "subj.sg": [subjunctive + "a", thirds[:-2] + "a"],
        "subj.pl": [subjunctive + "an", thirds[:-2] + "an"],
        "pres.pl.we": [stem + ("imos" if ir else "emos")], "past.pl.we": [past + "mos"],
        **_plural(_participle(lemma, stem)), **_future(lemma),
    }  # fmt: skip
    return forms | _enclitics(lemma, gerund)


def conjugate(lemma: str) -> Forms:
    """Forms by their features. Raises ValueError for an ending that is no verb's."""
    if lemma in WHOLE:
        forms = dict(WHOLE[lemma])
        return forms | _enclitics(lemma, forms["ger"][0])
    if not lemma.endswith(("ar", "er", "ir", "ír")):
        raise ValueError(lemma)
    forms = _ar(lemma) if lemma.endswith("ar") else _er_ir(lemma)
    for ending in sorted(ODD, key=len, reverse=True):
        if not lemma.endswith(ending) or (ending in ("dar", "ver", "caer", "andar") and (
            lemma not in (ending, "decaer", "recaer", "prever", "rever")
        )):  # fmt: skip
            continue
        prefix = lemma[: -len(ending)]
        singular, plural, past, future, subjunctive, part = ODD[ending]
        forms["pres.sg"], forms["pres.pl"] = [prefix + singular], [prefix + plural]
        if past:
            third = prefix + ("hizo" if past == "hic" else past + "o")
            thirds = prefix + past + ("eron" if past.endswith("j") else "ieron")
            forms["past.sg"][-1], forms["past.pl"][-1] = third, thirds
            forms["subj.sg"][-1], forms["subj.pl"][-1] = thirds[:-2] + "a", thirds[:-2] + "an"
        if lemma == "dar":
            forms["past.sg"][-1], forms["past.pl"][-1] = "dio", "dieron"
            forms["subj.sg"], forms["subj.pl"] = ["dé", "diera"], ["den", "dieran"]
        else:
            forms["subj.sg"][0] = prefix + subjunctive + ("e" if lemma.endswith("ar") else "a")
            forms["subj.pl"][0] = forms["subj.sg"][0] + "n"
        if ending == "ver":
            forms["past.sg"], forms["past.pl"] = ["veía", "vio"], ["veían", "vieron"]
        forms |= _future(prefix + future) | _plural(prefix + part)
        if ending in ("decir", "venir"):
            gerund = prefix + ending[0] + "i" + ending[2:-2] + "iendo"
            forms |= {"ger": [gerund]} | _enclitics(lemma, gerund)
        break
    return forms
