"""French verbs: the forms that reports use, by class and by principal parts."""

from __future__ import annotations

import re

Forms = dict[str, list[str]]

# ending: third person singular, plural, stem of the first plural, participle, simple past, future
PARTS: dict[str, tuple[str, str, str, str, str, str]] = {
    "tenir": ("tient", "tiennent", "ten", "tenu", "tint", "tiendr"),
    "venir": ("vient", "viennent", "ven", "venu", "vint", "viendr"),
    "quérir": ("quiert", "quièrent", "quér", "quis", "quit", "querr"),
    "courir": ("court", "courent", "cour", "couru", "courut", "courr"),
    "mourir": ("meurt", "meurent", "mour", "mort", "mourut", "mourr"),
    "ouvrir": ("ouvre", "ouvrent", "ouvr", "ouvert", "ouvrit", "ouvrir"),
    "offrir": ("offre", "offrent", "offr", "offert", "offrit", "offrir"),
    "souffrir": ("souffre", "souffrent", "souffr", "souffert", "souffrit", "souffrir"),
    "saillir": ("saille", "saillent", "saill", "sailli", "saillit", "saillir"),
    "cueillir": ("cueille", "cueillent", "cueill", "cueilli", "cueillit", "cueiller"),
    "fuir": ("fuit", "fuient", "fuy", "fui", "fuit", "fuir"),
    "partir": ("part", "partent", "part", "parti", "partit", "partir"),
    "sortir": ("sort", "sortent", "sort", "sorti", "sortit", "sortir"),
    "dormir": ("dort", "dorment", "dorm", "dormi", "dormit", "dormir"),
    "servir": ("sert", "servent", "serv", "servi", "servit", "servir"),
    "sentir": ("sent", "sentent", "sent", "senti", "sentit", "sentir"),
    "mentir": ("ment", "mentent", "ment", "menti", "mentit", "mentir"),
    "revoir": ("revoit", "revoient", "revoy", "revu", "revit", "reverr"),
    "prévoir": ("prévoit", "prévoient", "prévoy", "prévu", "prévit", "prévoir"),
    "voir": ("voit", "voient", "voy", "vu", "vit", "verr"),
    "cevoir": ("çoit", "çoivent", "cev", "çu", "çut", "cevr"),
    "devoir": ("doit", "doivent", "dev", "dû", "dut", "devr"),
    "pouvoir": ("peut", "peuvent", "pouv", "pu", "put", "pourr"),
    "vouloir": ("veut", "veulent", "voul", "voulu", "voulut", "voudr"),
    "savoir": ("sait", "savent", "sav", "su", "sut", "saur"),
    "valoir": ("vaut", "valent", "val", "valu", "valut", "vaudr"),
    "falloir": ("faut", "faut", "fall", "fallu", "fallut", "faudr"),
    "mouvoir": ("meut", "meuvent", "mouv", "mu", "mut", "mouvr"),
    "prendre": ("prend", "prennent", "pren", "pris", "prit", "prendr"),
    "mettre": ("met", "mettent", "mett", "mis", "mit", "mettr"),
    "battre": ("bat", "battent", "batt", "battu", "battit", "battr"),
    "vaincre": ("vainc", "vainquent", "vainqu", "vaincu", "vainquit", "vaincr"),
    "rompre": ("rompt", "rompent", "romp", "rompu", "rompit", "rompr"),
    "suivre": ("suit", "suivent", "suiv", "suivi", "suivit", "suivr"),
    "vivre": ("vit", "vivent", "viv", "vécu", "vécut", "vivr"),
    "faire": ("fait", "font", "fais", "fait", "fit", "fer"),
    "plaire": ("plaît", "plaisent", "plais", "plu", "plut", "plair"),
    "taire": ("tait", "taisent", "tais", "tu", "tut", "tair"),
    "traire": ("trait", "traient", "tray", "trait", "trayit", "trair"),
    "maudire": ("maudit", "maudissent", "maudiss", "maudit", "maudit", "maudir"),
    "dire": ("dit", "disent", "dis", "dit", "dit", "dir"),
    "lire": ("lit", "lisent", "lis", "lu", "lut", "lir"),
    "crire": ("crit", "crivent", "criv", "crit", "crivit", "crir"),
    "rire": ("rit", "rient", "ri", "ri", "rit", "rir"),
    "suffire": ("suffit", "suffisent", "suffis", "suffi", "suffit", "suffir"),
    "uire": ("uit", "uisent", "uis", "uit", "uisit", "uir"),
    "boire": ("boit", "boivent", "buv", "bu", "but", "boir"),
    "croire": ("croit", "croient", "croy", "cru", "crut", "croir"),
    "connaître": ("connaît", "connaissent", "connaiss", "connu", "connut", "connaîtr"),
    "naître": ("naît", "naissent", "naiss", "né", "naquit", "naîtr"),
    "aître": ("aît", "aissent", "aiss", "u", "ut", "aîtr"),
    "croître": ("croît", "croissent", "croiss", "cru", "crut", "croîtr"),
    "inclure": ("inclut", "incluent", "inclu", "inclus", "inclut", "inclur"),
    "clure": ("clut", "cluent", "clu", "clu", "clut", "clur"),
    "soudre": ("sout", "solvent", "solv", "sous", "solut", "soudr"),
    "eindre": ("eint", "eignent", "eign", "eint", "eignit", "eindr"),
    "aindre": ("aint", "aignent", "aign", "aint", "aignit", "aindr"),
    "oindre": ("oint", "oignent", "oign", "oint", "oignit", "oindr"),
    "dre": ("d", "dent", "d", "du", "dit", "dr"),
}
SUBJUNCTIVES = {
    "faire": "fass", "pouvoir": "puiss", "savoir": "sach", "vouloir": "veuill", "valoir": "vaill",
    "falloir": "faill",
}  # fmt: skip
WHOLE: dict[str, Forms] = {
    "être": {
        "base": ["être"], "ger": ["étant"], "part.sg": ["été"], "pres.sg": ["est"],
        "pres.pl": ["sont"], "past.sg": ["était", "fut"], "past.pl": ["étaient", "furent"],
        "fut.sg": ["sera"], "fut.pl": ["seront"], "cond.sg": ["serait"], "cond.pl": ["seraient"],
        "subj.sg": ["soit", "fût"], "subj.pl": ["soient"], "pres.pl.we": ["sommes"],
        "past.pl.we": ["étions"],
    },
    "avoir": {
        "base": ["avoir"], "ger": ["ayant"], "part.sg": ["eu"], "pres.sg": ["a"],
        "pres.pl": ["ont"], "past.sg": ["avait", "eut"], "past.pl": ["avaient", "eurent"],
        "fut.sg": ["aura"], "fut.pl": ["auront"], "cond.sg": ["aurait"], "cond.pl": ["auraient"],
        "subj.sg": ["ait"], "subj.pl": ["aient"], "pres.pl.we": ["avons"],
        "past.pl.we": ["avions"],
    },
    "aller": {
        "base": ["aller"], "ger": ["allant"], "part.sg": ["allé", "allée"],
        "part.pl": ["allés", "allées"], "pres.sg": ["va"], "pres.pl": ["vont"],
        "past.sg": ["allait", "alla"], "past.pl": ["allaient", "allèrent"], "fut.sg": ["ira"],
        "fut.pl": ["iront"], "cond.sg": ["irait"], "cond.pl": ["iraient"], "subj.sg": ["aille"],
        "subj.pl": ["aillent"], "pres.pl.we": ["allons"],
    },
}  # fmt: skip
_MUTE_E = re.compile(r"e(?P<c>[^aeiouyé]+)er$")
_DOUBLED = re.compile(r"(app|rapp|épp)eler$|jeter$|morceler$")
_ACUTE = re.compile(r"é(?P<c>[^aeiouy]+|gu|qu)er$")


def _agreeing(part: str) -> Forms:
    feminine = part.replace("û", "u") + "e" if not part.endswith("sous") else part[:-1] + "te"
    plural = part if part.endswith("s") else part.replace("û", "u") + "s"
    return {"part.sg": [part, feminine], "part.pl": [plural, feminine + "s"]}


def _first(lemma: str) -> Forms:
    """Verbs in -er, with what their spelling asks for."""
    stem = lemma[:-2]
    soft = (
        stem[:-1] + "ç" if lemma.endswith("cer") else stem + "e" if lemma.endswith("ger") else stem
    )
    strong, futures = stem, [lemma]
    if lemma.endswith(("oyer", "uyer", "ayer")):
        strong = stem[:-1] + "i"
        futures = [strong + "er"]
        if lemma.endswith("envoyer"):
            futures = [stem[:-3] + "verr"]
    elif _DOUBLED.search(lemma):
        strong = stem + stem[-1]
        futures = [strong + "er"]
    elif _MUTE_E.search(lemma) and not lemma.endswith(("ester", "erter", "erser", "ercer")):
        found = _MUTE_E.search(lemma)
        assert found is not None
        if len(found["c"]) == 1 or found["c"] in ("vr", "ch"):
            strong = lemma[: found.start()] + "è" + found["c"]
            futures = [strong + "er"]
    elif _ACUTE.search(lemma):
        found = _ACUTE.search(lemma)
        assert found is not None
        strong = lemma[: found.start()] + "è" + found["c"]
        futures = [lemma, strong + "er"]
    forms: Forms = {
        "base": [lemma], "ger": [soft + "ant"], "pres.sg": [strong + "e"],
        "pres.pl": [strong + "ent"], "subj.sg": [strong + "e"], "subj.pl": [strong + "ent"],
        "past.sg": [soft + "ait", soft + "a"], "past.pl": [soft + "aient", stem + "èrent"],
        "fut.sg": [f + "a" for f in futures], "fut.pl": [f + "ont" for f in futures],
        "cond.sg": [f + "ait" for f in futures], "cond.pl": [f + "aient" for f in futures],
        "pres.pl.we": [soft + "ons"], "past.pl.we": [stem + "ions"],
        "fut.pl.we": [f + "ons" for f in futures],
    }  # fmt: skip
    return forms | _agreeing(stem + "é")


def _by_parts(lemma: str, ending: str) -> Forms:
    prefix = lemma[: -len(ending)]
    singular, plural, first, part, past, future = (prefix + p for p in PARTS[ending])
    subjunctive = prefix + SUBJUNCTIVES[ending] if ending in SUBJUNCTIVES else plural[:-3]
    pasts = past[:-1] + "rent"
    forms: Forms = {
        "base": [lemma], "ger": [first + "ant"], "pres.sg": [singular], "pres.pl": [plural],
        "past.sg": [first + "ait", past], "past.pl": [first + "aient", pasts],
        "fut.sg": [future + "a"], "fut.pl": [future + "ont"], "cond.sg": [future + "ait"],
        "cond.pl": [future + "aient"], "subj.sg": [subjunctive + "e"],
        "subj.pl": [subjunctive + "ent"], "pres.pl.we": [first + "ons"],
        "past.pl.we": [first + "ions"], "fut.pl.we": [future + "ons"],
    }  # fmt: skip
    if ending == "savoir":
        forms["ger"] = [prefix + "sachant"]
    return forms | _agreeing(part)


def _second(lemma: str) -> Forms:
    """Verbs in -ir with -iss-."""
    stem = lemma[:-1]
    forms: Forms = {
        "base": [lemma], "ger": [stem + "ssant"], "pres.sg": [stem + "t"],
        "pres.pl": [stem + "ssent"], "past.sg": [stem + "ssait", stem + "t"],
        "past.pl": [stem + "ssaient", stem + "rent"], "fut.sg": [lemma + "a"],
        "fut.pl": [lemma + "ont"], "cond.sg": [lemma + "ait"], "cond.pl": [lemma + "aient"],
        "subj.sg": [stem + "sse"], "subj.pl": [stem + "ssent"], "pres.pl.we": [stem + "ssons"],
        "past.pl.we": [stem + "ssions"], "fut.pl.we": [lemma + "ons"],
    }  # fmt: skip
    return forms | _agreeing(stem)


def conjugate(lemma: str) -> Forms:
    """Forms by their features. Raises ValueError for an ending that is no verb's."""
    if lemma in WHOLE:
        return WHOLE[lemma]
    if lemma.endswith("couvrir"):
        return _by_parts(lemma, "ouvrir")
    if lemma.endswith(("répartir", "asservir", "investir", "ressortir")):
        return _second(lemma)
    for ending in sorted(PARTS, key=len, reverse=True):
        if lemma.endswith(ending):
            return _by_parts(lemma, ending)
    if lemma.endswith("er"):
        return _first(lemma)
    if lemma.endswith(("ir", "ïr")):
        return _second(lemma)
    raise ValueError(lemma)
