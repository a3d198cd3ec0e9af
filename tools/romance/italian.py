"""Italian verbs: the forms that reports use, by class and by irregular parts."""

from __future__ import annotations

from romance import verbs

Forms = dict[str, list[str]]

# verbs in -ire without -isc-
PLAIN_IRE = verbs("italian_plain")
# ending: simple past, participle
ERE: dict[str, tuple[str, str]] = {
    "endere": ("ese", "eso"), "idere": ("ise", "iso"), "udere": ("use", "uso"),
    "adere": ("ase", "aso"), "cadere": ("cadde", "caduto"), "spondere": ("spose", "sposto"),
    "fondere": ("fuse", "fuso"), "scondere": ("scose", "scosto"), "ondere": ("ose", "osto"),
    "rdere": ("rse", "rso"), "perdere": ("perse", "perso"), "odere": ("ose", "oso"),
    "iungere": ("iunse", "iunto"), "stringere": ("strinse", "stretto"),
    "ingere": ("inse", "into"), "angere": ("anse", "anto"), "ungere": ("unse", "unto"),
    "struggere": ("strusse", "strutto"), "ruggere": ("russe", "rutto"),
    "eggere": ("esse", "etto"), "figgere": ("fisse", "fitto"), "fliggere": ("flisse", "flitto"),
    "rigere": ("resse", "retto"), "orgere": ("orse", "orto"), "mergere": ("merse", "merso"),
    "vincere": ("vinse", "vinto"), "noscere": ("nobbe", "nosciuto"),
    "crescere": ("crebbe", "cresciuto"), "nascere": ("nacque", "nato"),
    "rompere": ("ruppe", "rotto"), "mettere": ("mise", "messo"), "muovere": ("mosse", "mosso"),
    "scrivere": ("scrisse", "scritto"), "vivere": ("visse", "vissuto"),
    "volgere": ("volse", "volto"), "olvere": ("olse", "olto"), "correre": ("corse", "corso"),
    "chiedere": ("chiese", "chiesto"), "concedere": ("concesse", "concesso"),
    "cutere": ("cusse", "cusso"), "pellere": ("pulse", "pulso"),
    "stinguere": ("stinse", "stinto"), "esistere": ("esistette", "esistito"),
    "sistere": ("sistette", "sistito"), "primere": ("presse", "presso"),
    "sumere": ("sunse", "sunto"), "tendere": ("tese", "teso"), "vedere": ("vide", "visto"),
    "dividere": ("divise", "diviso"), "uocere": ("osse", "otto"), "iacere": ("iacque", "iaciuto"),
    "cedere": ("cedette", "ceduto"), "credere": ("credette", "creduto"),
    "ricevere": ("ricevette", "ricevuto"), "durre": ("dusse", "dotto"),
    "assistere": ("assistette", "assistito"), "pendere": ("pese", "peso"),
    "dipendere": ("dipese", "dipeso"), "vendere": ("vendette", "venduto"),
    "scindere": ("scisse", "scisso"), "succedere": ("successe", "successo"),
    "spargere": ("sparse", "sparso"), "emergere": ("emerse", "emerso"),
    "cogliere": ("colse", "colto"), "togliere": ("tolse", "tolto"),
    "sciogliere": ("sciolse", "sciolto"), "scegliere": ("scelse", "scelto"),
}  # fmt: skip
# ending: present singular, plural, simple past, participle, future stem, subjunctive, imperfect
ODD: dict[str, tuple[str, str, str, str, str, str, str]] = {
    "tenere": ("tiene", "tengono", "tenne", "tenuto", "terr", "teng", "tene"),
    "venire": ("viene", "vengono", "venne", "venuto", "verr", "veng", "veni"),
    "rimanere": ("rimane", "rimangono", "rimase", "rimasto", "rimarr", "rimang", "rimane"),
    "porre": ("pone", "pongono", "pose", "posto", "porr", "pong", "pone"),
    "trarre": ("trae", "traggono", "trasse", "tratto", "trarr", "tragg", "trae"),
    "durre": ("duce", "ducono", "dusse", "dotto", "durr", "duc", "duce"),
    "dire": ("dice", "dicono", "disse", "detto", "dir", "dic", "dice"),
    "fare": ("fa", "fanno", "fece", "fatto", "far", "facci", "face"),
    "dare": ("dà", "danno", "diede", "dato", "dar", "di", "da"),
    "stare": ("sta", "stanno", "stette", "stato", "star", "sti", "sta"),
    "andare": ("va", "vanno", "andò", "andato", "andr", "vad", "anda"),
    "uscire": ("esce", "escono", "uscì", "uscito", "uscir", "esc", "usci"),
    "salire": ("sale", "salgono", "salì", "salito", "salir", "salg", "sali"),
    "morire": ("muore", "muoiono", "morì", "morto", "morir", "muoi", "mori"),
    "sapere": ("sa", "sanno", "seppe", "saputo", "sapr", "sappi", "sape"),
    "volere": ("vuole", "vogliono", "volle", "voluto", "vorr", "vogli", "vole"),
    "potere": ("può", "possono", "poté", "potuto", "potr", "poss", "pote"),
    "dovere": ("deve", "devono", "dovette", "dovuto", "dovr", "debb", "dove"),
    "bere": ("beve", "bevono", "bevve", "bevuto", "berr", "bev", "beve"),
    "udire": ("ode", "odono", "udì", "udito", "udir", "od", "udi"),
    "apparire": ("appare", "appaiono", "apparve", "apparso", "apparir", "appai", "appari"),
    "scomparire": (
        "scompare", "scompaiono", "scomparve", "scomparso", "scomparir", "scompai", "scompari"
    ),
    "cogliere": ("coglie", "colgono", "colse", "colto", "coglier", "colg", "coglie"),
    "togliere": ("toglie", "tolgono", "tolse", "tolto", "toglier", "tolg", "toglie"),
    "sciogliere": (
        "scioglie", "sciolgono", "sciolse", "sciolto", "scioglier", "sciolg", "scioglie"
    ),
    "scegliere": ("sceglie", "scelgono", "scelse", "scelto", "sceglier", "scelg", "sceglie"),
    "vedere": ("vede", "vedono", "vide", "visto", "vedr", "ved", "vede"),
    "cadere": ("cade", "cadono", "cadde", "caduto", "cadr", "cad", "cade"),
    "parere": ("pare", "paiono", "parve", "parso", "parr", "pai", "pare"),
    "sedere": ("siede", "siedono", "sedette", "seduto", "sieder", "sied", "sede"),
}  # fmt: skip
_SINGLE = frozenset({"stare", "andare", "dare", "bere", "udire", "parere", "morire"})
_COMPOUNDED = (
    *(e for e in ODD if e not in _SINGLE | {"dire", "fare"}), "rifare", "disfare", "soddisfare",
    "sopraffare", "contraddire", "disdire", "predire", "benedire",
)  # fmt: skip
PARTICIPLES = {"aprire": "aperto", "coprire": "coperto", "offrire": "offerto",
               "soffrire": "sofferto"}  # fmt: skip
WHOLE: dict[str, Forms] = {
    "essere": {
        "base": ["essere"], "ger": ["essendo"], "part.sg": ["stato", "stata"],
        "part.pl": ["stati", "state"], "pres.sg": ["è"], "pres.pl": ["sono"],
        "past.sg": ["era", "fu"], "past.pl": ["erano", "furono"], "fut.sg": ["sarà"],
        "fut.pl": ["saranno"], "cond.sg": ["sarebbe"], "cond.pl": ["sarebbero"],
        "subj.sg": ["sia", "fosse"], "subj.pl": ["siano", "fossero"], "pres.pl.we": ["siamo"],
    },
    "avere": {
        "base": ["avere"], "ger": ["avendo"], "part.sg": ["avuto"], "pres.sg": ["ha"],
        "pres.pl": ["hanno"], "past.sg": ["aveva", "ebbe"], "past.pl": ["avevano", "ebbero"],
        "fut.sg": ["avrà"], "fut.pl": ["avranno"], "cond.sg": ["avrebbe"],
        "cond.pl": ["avrebbero"], "subj.sg": ["abbia", "avesse"],
        "subj.pl": ["abbiano", "avessero"], "pres.pl.we": ["abbiamo"],
        "past.pl.we": ["avevamo"],
    },
}  # fmt: skip


def _agreeing(part: str) -> Forms:
    root = part[:-1]
    return {"part.sg": [part, root + "a"], "part.pl": [root + "i", root + "e"]}


def _future(stem: str) -> Forms:
    return {
        "fut.sg": [stem + "à"], "fut.pl": [stem + "anno"], "cond.sg": [stem + "ebbe"],
        "cond.pl": [stem + "ebbero"], "fut.pl.we": [stem + "emo"],
    }  # fmt: skip


def _enclitics(lemma: str, gerund: str) -> Forms:
    short = lemma[:-2] if lemma.endswith("rre") else lemma[:-1]
    return {
        "base.+reflexive": [short + "si"],
        "base.+object": [short + p for p in ("lo", "la", "li", "le")],
        "base.+to": [short + "gli"],
        "base.+in": [short + "ci", short + "vi"],
        "base.+from": [short + "ne"],
        "base": [lemma, short],
        "ger.+reflexive": [gerund + "si"],
        "ger.+object": [gerund + p for p in ("lo", "la", "li", "le")],
        "ger.+from": [gerund + "ne"],
    }


def _plural_past(past: str) -> str:
    if past.endswith("ò"):
        return past[:-1] + "arono"
    if past.endswith("ì"):
        return past[:-1] + "irono"
    return past[:-1] + "erono" if past.endswith("é") else past + "ro"


def _are(lemma: str) -> Forms:
    stem = lemma[:-3]
    soft = stem  # before e and i
    if lemma.endswith(("care", "gare")):
        soft = stem + "h"
    elif lemma.endswith(("ciare", "giare", "sciare")):
        soft = stem[:-1]
    subjunctive = soft if soft != stem else stem
    if stem.endswith("i") and subjunctive == stem:
        subjunctive = stem[:-1]
    return {
        "ger": [stem + "ando"], "pres.sg": [stem + "a"], "pres.pl": [stem + "ano"],
        "past.sg": [stem + "ava", stem + "ò"], "past.pl": [stem + "avano", stem + "arono"],
        "subj.sg": [subjunctive + "i", stem + "asse"],
        "subj.pl": [subjunctive + "ino", stem + "assero"], "pres.pl.we": [subjunctive + "iamo"],
        **_agreeing(stem + "ato"), **_future(soft + "er"),
    }  # fmt: skip


def _ere(lemma: str) -> Forms:
    stem = lemma[:-3]
    past, part = stem + "ette", stem + "uto"
    for ending in sorted(ERE, key=len, reverse=True):
        if lemma.endswith(ending):
            prefix = lemma[: -len(ending)]
            past, part = prefix + ERE[ending][0], prefix + ERE[ending][1]
            break
    if part.endswith("cuto"):
        part = part[:-3] + "iuto"
    return {
        "ger": [stem + "endo"], "pres.sg": [stem + "e"], "pres.pl": [stem + "ono"],
        "past.sg": [stem + "eva", past], "past.pl": [stem + "evano", _plural_past(past)],
        "subj.sg": [stem + "a", stem + "esse"], "subj.pl": [stem + "ano", stem + "essero"],
        "pres.pl.we": [stem + "iamo"], **_agreeing(part), **_future(stem + "er"),
    }  # fmt: skip


def _ire(lemma: str) -> Forms:
    stem = lemma[:-3]
    strong = stem if lemma in PLAIN_IRE else stem + "isc"
    part = stem + "ito"
    for ending, given in PARTICIPLES.items():
        if lemma.endswith(ending):
            part = lemma[: -len(ending)] + given
    return {
        "ger": [stem + "endo"], "pres.sg": [strong + "e"], "pres.pl": [strong + "ono"],
        "past.sg": [stem + "iva", stem + "ì"], "past.pl": [stem + "ivano", stem + "irono"],
        "subj.sg": [strong + "a", stem + "isse"], "subj.pl": [strong + "ano", stem + "issero"],
        "pres.pl.we": [stem + "iamo"], **_agreeing(part), **_future(stem + "ir"),
    }  # fmt: skip


def _odd(lemma: str, ending: str) -> Forms:
    prefix = lemma[: -len(ending)]
    singular, plural, past, part, future, subj, imperfect = (prefix + p for p in ODD[ending])
    stem = imperfect[:-1]
    return {
        "ger": [stem + ("ando" if ending in ("dare", "stare", "andare") else "endo")],
        "pres.sg": [singular], "pres.pl": [plural], "past.sg": [imperfect + "va", past],
        "past.pl": [imperfect + "vano", _plural_past(past)], "subj.sg": [subj + "a"],
        "subj.pl": [subj + "ano"], "pres.pl.we": [stem + "iamo"], **_agreeing(part),
        **_future(future),
    }  # fmt: skip


def conjugate(lemma: str) -> Forms:
    """Forms by their features. Raises ValueError for an ending that is no verb's."""
    if lemma in WHOLE:
        forms = dict(WHOLE[lemma])
    elif lemma in ODD or lemma.endswith(_COMPOUNDED):
        forms = _odd(lemma, max((e for e in ODD if lemma.endswith(e)), key=len))
    elif lemma.endswith("are"):
        forms = _are(lemma)
    elif lemma.endswith("ere"):
        forms = _ere(lemma)
    elif lemma.endswith("ire"):
        forms = _ire(lemma)
    else:
        raise ValueError(lemma)
    return forms | _enclitics(lemma, forms["ger"][0])
