"""Writes languages/el/forms.tsv: the inflected forms of every word the Greek data names.

Development-time only. Needs the package `modern-greek-inflexion`; what it gets wrong or does not know
is kept in the tables at the top of this file.

    python tools/build_forms_el.py
"""

from __future__ import annotations

import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from modern_greek_inflexion import Adjective, Noun, Verb

FOLDER = Path(__file__).resolve().parents[1] / "contested" / "claim" / "languages" / "el"
NUMBERS = ("sg", "pl")
CASES = (("nom", "N"), ("acc", "A"), ("gen", "G"))
GENDERS = {"masc": "m", "fem": "f", "neut": "n"}

# adjectives used as nouns: only their masculine forms are nouns
PEOPLE = {
    "κυβερνητικός", "φιλοκυβερνητικός", "καθεστωτικός", "αντικαθεστωτικός", "παραστρατιωτικός",
    "σκληροπυρηνικός", "ντόπιος", "ένοπλος", "ειδικός", "εξεγερμένος", "εκτοπισμένος", "νεκρός",
    "χωρικός", "πολιτικός", "στρατιωτικός", "κούρδος", "απεσταλμένος", "πρώτος", "δεύτερος",
    "αξιωματικός", "αιχμάλωτος", "όμηρος",
}  # fmt: skip
# nouns the inflector gets wrong: neuters in -ος, words without inflection
NEUTER_OS = {
    "αεροσκάφος": "αεροσκάφη", "κράτος": "κράτη", "έδαφος": "εδάφη", "μέλος": "μέλη",
    "στέλεχος": "στελέχη", "όρος": "όρη", "πλήθος": "πλήθη", "έτος": "έτη", "μέρος": "μέρη",
    "τέλος": "τέλη",
}  # fmt: skip
UNCHANGED = {
    "βίντεο", "drone", "ΜΜΕ", "ρεπόρτερ", "twitter", "telegram", "facebook", "τουίτερ", "τέλεγκραμ",
    "φέισμπουκ", "χλμ", "κομάντο", "ραγιόν", "όμπλαστ",
}  # fmt: skip
FORMS: dict[str, str] = {
    # lemma: "features=form form; ..." replaces the inflector's answer
    "επικεφαλής": "sg.NAG.m=επικεφαλής; pl.NAG.m=επικεφαλής",
    "σύνορο": "sg.NA.n=σύνορο; sg.G.n=συνόρου; pl.NA.n=σύνορα; pl.G.n=συνόρων",
    "καθεστώς": "sg.NA.n=καθεστώς; sg.G.n=καθεστώτος; pl.NA.n=καθεστώτα; pl.G.n=καθεστώτων",
    "πυρ": "sg.NA.n=πυρ; sg.G.n=πυρός; pl.NA.n=πυρά; pl.G.n=πυρών",
    "ύδωρ": "sg.NA.n=ύδωρ; pl.NA.n=ύδατα",
    "πρωί": "sg.NA.n=πρωί; sg.G.n=πρωινού; pl.NA.n=πρωινά",
    "βράδυ": "sg.NA.n=βράδυ; sg.G.n=βραδιού; pl.NA.n=βράδια",
    "μέσα": "pl.NA.n=μέσα; pl.G.n=μέσων",
    "χάραμα": "sg.NA.n=χάραμα; pl.NA.n=χαράματα; pl.G.n=χαραμάτων",
    "ξημέρωμα": "sg.NA.n=ξημέρωμα; pl.NA.n=ξημερώματα; pl.G.n=ξημερωμάτων",
    "έξοδος": "sg.N.f=έξοδος; sg.A.f=έξοδο; sg.G.f=εξόδου; pl.N.f=έξοδοι; pl.A.f=εξόδους; pl.G.f=εξόδων",
    "έφοδος": "sg.N.f=έφοδος; sg.A.f=έφοδο; sg.G.f=εφόδου; pl.N.f=έφοδοι; pl.A.f=εφόδους; pl.G.f=εφόδων",
    "ήττα": "sg.NA.f=ήττα; sg.G.f=ήττας; pl.NA.f=ήττες; pl.G.f=ηττών",
    "περίπολος": "sg.N.f=περίπολος; sg.A.f=περίπολο; sg.G.f=περιπόλου; pl.N.f=περίπολοι; pl.A.f=περιπόλους; pl.G.f=περιπόλων",
    "διάμετρος": "sg.N.f=διάμετρος",
    "μεθόριος": "sg.N.f=μεθόριος; sg.A.f=μεθόριο; sg.G.f=μεθορίου",
    "σύνοδος": "sg.N.f=σύνοδος; sg.A.f=σύνοδο; sg.G.f=συνόδου; pl.N.f=σύνοδοι; pl.A.f=συνόδους; pl.G.f=συνόδων",
    "δίοδος": "sg.N.f=δίοδος; sg.A.f=δίοδο; sg.G.f=διόδου; pl.N.f=δίοδοι; pl.A.f=διόδους; pl.G.f=διόδων",
    "πολλοί": "pl.N.m=πολλοί; pl.A.m=πολλούς; pl.G.mfn=πολλών; pl.NA.f=πολλές; pl.NA.n=πολλά",
    "στρατόπεδο": "sg.NA.n=στρατόπεδο; sg.G.n=στρατοπέδου; pl.NA.n=στρατόπεδα; pl.G.n=στρατοπέδων",
    "Πεντάγωνο": "sg.NA.n=Πεντάγωνο; sg.G.n=Πενταγώνου",
    "μέτωπο": "sg.NA.n=μέτωπο; sg.G.n=μετώπου",
    "σειρά": "sg.NA.f=σειρά; sg.G.f=σειράς",
    "γονιός": "sg.N.m=γονιός; pl.N.m=γονείς γονιοί; pl.A.m=γονείς; pl.G.m=γονέων γονιών",
}
# verb forms that the inflector lacks or gets wrong: added to its answer
VERBS: dict[str, str] = {
    "εξηγώ": "past.a.sg=εξήγησε; past.a.pl=εξήγησαν; subj.a.sg=εξηγήσει; subj.a.pl=εξηγήσουν",
    "αδυνατώ": "past.a.sg=αδυνατούσε; past.a.pl=αδυνατούσαν",
    "εξετάζω": "past.a.sg=εξέτασε; past.a.pl=εξέτασαν; subj.a.sg=εξετάσει; subj.a.pl=εξετάσουν",
    "εξουσιάζω": "past.a.sg=εξουσίασε; past.a.pl=εξουσίασαν; subj.a.sg=εξουσιάσει; subj.a.pl=εξουσιάσουν",
    "επεκτείνω": "past.a.sg=επέκτεινε; past.a.pl=επέκτειναν; subj.a.sg=επεκτείνει; subj.a.pl=επεκτείνουν",
    "κάνω": "past.a.sg=έκανε; past.a.pl=έκαναν",
    "κατάγω": "pres.a.sg=κατάγει; past.a.sg=κατήγαγε; past.a.pl=κατήγαγαν; subj.a.sg=καταγάγει; subj.a.pl=καταγάγουν",
    "παίρνω": "past.a.sg=πήρε; past.a.pl=πήραν",
    "ξαναπαίρνω": "pres.a.sg=ξαναπαίρνει; pres.a.pl=ξαναπαίρνουν; past.a.sg=ξαναπήρε; past.a.pl=ξαναπήραν; subj.a.sg=ξαναπάρει; subj.a.pl=ξαναπάρουν",
    "ξαναμπαίνω": "pres.a.sg=ξαναμπαίνει; pres.a.pl=ξαναμπαίνουν; past.a.sg=ξαναμπήκε; past.a.pl=ξαναμπήκαν; subj.a.sg=ξαναμπεί; subj.a.pl=ξαναμπούν",
    "ξαναπερνώ": "pres.a.sg=ξαναπερνά; pres.a.pl=ξαναπερνούν; past.a.sg=ξαναπέρασε; past.a.pl=ξαναπέρασαν; subj.a.sg=ξαναπεράσει; subj.a.pl=ξαναπεράσουν",
    "ξαναπέφτω": "pres.a.sg=ξαναπέφτει; past.a.sg=ξανάπεσε ξαναέπεσε; past.a.pl=ξανάπεσαν; subj.a.sg=ξαναπέσει; subj.a.pl=ξαναπέσουν",
    "ξανανοίγω": "pres.a.sg=ξανανοίγει; pres.a.pl=ξανανοίγουν; past.a.sg=ξανάνοιξε; past.a.pl=ξανάνοιξαν; subj.a.sg=ξανανοίξει; subj.a.pl=ξανανοίξουν",
    "ξαναβάζω": "past.a.sg=ξανάβαλε; past.a.pl=ξανάβαλαν; subj.a.sg=ξαναβάλει",
    "ξανακερδίζω": "pres.a.sg=ξανακερδίζει; past.a.sg=ξανακέρδισε; past.a.pl=ξανακέρδισαν; subj.a.sg=ξανακερδίσει; subj.a.pl=ξανακερδίσουν",
    "εκδιώκω": "past.a.sg=εξεδίωξε εκδίωξε; past.a.pl=εξεδίωξαν εκδίωξαν; past.p.sg=εξεδιώχθη; past.p.pl=εξεδιώχθησαν",
    "λέω": "pres.p.sg=λέγεται; pres.p.pl=λέγονται",
    "πλήττω": "past.a.sg=έπληξε; past.a.pl=έπληξαν; subj.a.sg=πλήξει; subj.a.pl=πλήξουν; past.p.sg=επλήγη πλήχθηκε; past.p.pl=επλήγησαν πλήχθηκαν; subj.p.sg=πληγεί; subj.p.pl=πληγούν",
    "ανακοινώνω": "past.p.sg=ανακοινώθηκε",
    "συμπτύσσομαι": "pres.p.sg=συμπτύσσεται; pres.p.pl=συμπτύσσονται; past.p.sg=συμπτύχθηκε; past.p.pl=συμπτύχθηκαν; subj.p.sg=συμπτυχθεί; subj.p.pl=συμπτυχθούν",
    "ζώνω": "past.a.sg=έζωσε; past.a.pl=έζωσαν; subj.a.sg=ζώσει; subj.a.pl=ζώσουν; part.p.sg=ζωσμένος ζωσμένη ζωσμένο",
    "απολλύω": "past.a.sg=απώλεσε; past.a.pl=απώλεσαν; subj.a.sg=απολέσει; subj.a.pl=απολέσουν; past.p.sg=απωλέσθη",
    "απωλώ": "past.a.sg=απώλεσε; past.a.pl=απώλεσαν; subj.a.sg=απωλέσει; subj.a.pl=απωλέσουν",
    "σπω": "subj.a.sg=σπάσει",
    "εγκαθίσταμαι": "pres.p.sg=εγκαθίσταται; pres.p.pl=εγκαθίστανται; past.p.sg=εγκαταστάθηκε; past.p.pl=εγκαταστάθηκαν; subj.p.sg=εγκατασταθεί; subj.p.pl=εγκατασταθούν",
    "αποκαθιστώ": "pres.a.sg=αποκαθιστά; pres.a.pl=αποκαθιστούν; past.a.sg=αποκατέστησε; past.a.pl=αποκατέστησαν; subj.a.sg=αποκαταστήσει; subj.a.pl=αποκαταστήσουν; past.p.sg=αποκαταστάθηκε; past.p.pl=αποκαταστάθηκαν; subj.p.sg=αποκατασταθεί; subj.p.pl=αποκατασταθούν; ger.a=αποκαθιστώντας; pres.p.sg=αποκαθίσταται; pres.p.pl=αποκαθίστανται",
    "υφίσταμαι": "pres.p.sg=υφίσταται; pres.p.pl=υφίστανται; past.p.sg=υπέστη; past.p.pl=υπέστησαν; subj.p.sg=υποστεί; subj.p.pl=υποστούν",
    "εισέρχομαι": "ger.a=εισερχόμενοι",
    "μάχομαι": "past.p.sg=μαχόταν; past.p.pl=μάχονταν",
    "επιτίθεμαι": "past.p.sg=επετίθετο επιτίθετο; past.p.pl=επετίθεντο επιτίθεντο",
    "διαμηνύω": "past.a.sg=διεμήνυσε διαμήνυσε; past.a.pl=διεμήνυσαν διαμήνυσαν",
    "αντιτείνω": "past.a.sg=αντέτεινε; past.a.pl=αντέτειναν",
    "διατείνομαι": "ger.a=διατεινόμενος διατεινόμενη διατεινόμενο διατεινόμενοι",
    "προστάζω": "past.a.sg=πρόσταξε",
    "είμαι": "pres.a.sg=είναι; pres.a.pl=είναι; past.a.sg=ήταν; past.a.pl=ήταν ήσαν; ger.a=όντας",
    "έχω": "pres.a.sg=έχει; pres.a.pl=έχουν; past.a.sg=είχε; past.a.pl=είχαν; ger.a=έχοντας",
    "τελώ": "ger.a=τελώντας",
    "εννοώ": "subj.p.sg=εννοηθεί",
    "πετώ": "past.a.sg=πέταξε; past.a.pl=πέταξαν",
    "πάω": "pres.a.sg=πάει; pres.a.pl=πάνε; past.a.sg=πήγε; past.a.pl=πήγαν; subj.a.sg=πάει; subj.a.pl=πάνε",
    "εγκαταλείπω": "past.p.sg=εγκαταλείφθηκε εγκατελείφθη; past.p.pl=εγκαταλείφθηκαν; subj.p.sg=εγκαταλειφθεί",
    "αίρω": "past.a.sg=ήρε; past.a.pl=ήραν; subj.a.sg=άρει; subj.a.pl=άρουν; past.p.sg=ήρθη; subj.p.sg=αρθεί",
    "συνδράμω": "past.a.sg=συνέδραμε; past.a.pl=συνέδραμαν",
    "μπορώ": "pres.a.sg=μπορεί; pres.a.pl=μπορούν",
    "χρηματοδοτώ": "pres.a.sg=χρηματοδοτεί; pres.a.pl=χρηματοδοτούν",
}
WRONG: dict[str, set[str]] = {
    "εκτείνομαι": {"εκτεταμένος", "εκτεταμένη", "εκτεταμένο", "εκτεταμένοι", "εκτεταμένες", "εκτεταμένα", "εκτεταμένων", "εκτεταμένης", "εκτεταμένους", "εκτεταμένου"},
    # forms the inflector invents
    "κατέχω": {"κατάσχει", "κατάσχουν"},
    "αποχωρώ": {"αποχωρισμένος", "αποχωρισμένη", "αποχωρισμένο", "αποχωρισμένοι", "αποχωρισμένες", "αποχωρισμένα"},
    "εισέρχομαι": {"εισήρθε", "εισήρθαν", "εισέρθει", "εισέρθουν"},
}  # fmt: skip
PASSIVE_ONLY_ACTIVE = re.compile(r"μαι$")
ADJECTIVE = re.compile(
    r"(ικ|ιν|μεν|ρι|δι|τι|λι)(ός|ή|ό|ος|η|ο|α|ά)$|^(ένοπλ|διεθν|ξέν|πλήρ|κοιν|γεν)\w+$"
)
FEMININE_I = {
    "ένοπλη": "ένοπλος",
    "διεθνής": "διεθνής",
    "εξόριστη": "εξόριστος",
    "επίλεκτη": "επίλεκτος",
}


def fold(word: str) -> str:
    """Lower case, no accents, no final sigma."""
    text = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in text if not unicodedata.combining(c)).replace("ς", "σ")


def load(name: str) -> dict[str, Any]:
    """One TOML file of the Greek folder."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def texts(table: Any) -> Iterator[str]:
    """All strings in a nested table of lists."""
    if isinstance(table, str):
        yield table
    elif isinstance(table, dict):
        for value in table.values():
            yield from texts(value)
    elif isinstance(table, list):
        for value in table:
            yield from texts(value)


def noun_lemmas() -> set[str]:
    """Every noun or noun phrase of words.toml and rules.toml."""
    words = load("words.toml")
    found: set[str] = set()
    for section in ("places", "forces", "roles", "officials", "channels", "names_of_sources",
                    "times", "ordinary"):  # fmt: skip
        found.update(t.partition("=")[0] for t in texts(words.get(section, {})))
    for rule in load("rules.toml")["rule"]:
        found.update(rule.get("nouns", []))
    return found


def adjective_lemmas() -> set[str]:
    """Every adjective named in the data."""
    language, rules = load("language.toml"), load("rules.toml")
    found = set(texts(load("words.toml").get("role_adjectives", {})))
    found |= set(texts(load("words.toml").get("adjectives", {})))
    for section in ("quantifier_adjectives", "compass_adjectives"):
        found |= set(texts(language.get(section, {})))
    found |= set(language.get("relative_inflected", []))
    for section in ("compounds", "attributes"):
        found |= set(texts(rules.get(section, {})))
    return found


def verb_lemmas() -> set[str]:
    """Every verb of verbs.toml and rules.toml, without the fixed words after it."""
    found = {t.split()[0] for t in texts(load("verbs.toml"))}
    for rule in load("rules.toml")["rule"]:
        found.update(t.split()[0] for t in rule.get("verbs", []))
    return found


def listed(spec: str) -> Iterator[tuple[str, str]]:
    """Features and forms of an exception "features=form form; ..."."""
    for part in spec.split(";"):
        features, _, forms = part.strip().partition("=")
        for form in forms.split():
            yield features, form


def noun_rows(lemma: str) -> list[tuple[str, str]]:
    """Features and forms of a single noun."""
    if lemma in FORMS:
        return list(listed(FORMS[lemma]))
    if lemma in UNCHANGED:
        return [("sg.NAG.n", lemma), ("pl.NAG.n", lemma)]
    if lemma in NEUTER_OS:
        plural = NEUTER_OS[lemma]
        genitive = plural[:-1] + "ών"
        return [("sg.NA.n", lemma), ("sg.G.n", lemma[:-2] + "ους"), ("pl.NA.n", plural), ("pl.G.n", genitive)]  # fmt: skip
    if lemma in PEOPLE:
        return list(inflected(Adjective(lemma).all()["adj"], numbers_first=True, only="masc"))
    return list(inflected(Noun(lemma).all()))


def inflected(
    table: dict[str, Any], *, numbers_first: bool = False, only: str = ""
) -> Iterator[tuple[str, str]]:
    """Rows of the inflector's nested answer; equal forms of one gender and number are joined."""
    for gender, mark in GENDERS.items():
        if only and gender != only:
            continue
        for number in NUMBERS:
            try:
                forms = table[number][gender] if numbers_first else table[gender][number]
            except KeyError:
                continue
            by_form: dict[str, str] = {}
            for case, letter in CASES:
                for form in forms.get(case, ()):
                    if form and letter not in by_form.get(fold(form), ""):
                        by_form[fold(form)] = by_form.get(fold(form), "") + letter
            for form, letters in sorted(by_form.items()):
                yield f"{number}.{letters}.{mark}", form


def adjective_rows(lemma: str) -> list[tuple[str, str]]:
    """Features and forms of an adjective in all genders."""
    if lemma in FORMS:
        return list(listed(FORMS[lemma]))
    return list(inflected(Adjective(lemma).all()["adj"], numbers_first=True))


def masculine(word: str) -> str | None:
    """The dictionary form of a feminine or neuter adjective as it stands in a noun phrase."""
    if word in FEMININE_I:
        return FEMININE_I[word]
    for ending, base in (
        ("ή", "ός"),
        ("η", "ος"),
        ("ά", "ός"),
        ("α", "ος"),
        ("ό", "ός"),
        ("ο", "ος"),
    ):
        if word.endswith(ending):
            return word[: -len(ending)] + base
    return word if word.endswith(("ός", "ος", "ής", "ης")) else None


def phrase_parts(lemma: str) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Rows of the inflecting words of a noun phrase: its adjectives and the first noun."""
    for word in lemma.split():
        if word in {"ντε", "φάκτο"}:
            continue
        if ADJECTIVE.search(word) or word in FEMININE_I:
            base = masculine(word)
            if base is not None:
                rows = list(inflected(Adjective(base).all()["adj"], numbers_first=True))
                own = {
                    f.split(".")[2]
                    for f, form in rows
                    if f.startswith("sg.N") and form == fold(word)
                }
                yield word, "A", [(f, form) for f, form in rows if f.split(".")[2] in own]
                continue
        yield word, "N", noun_rows(word)
        return


FINITE = (("present", "pres"), ("paratatikos", "past"), ("aorist", "past"), ("conjunctive", "subj"))


def middle(lemma: str, lemmas: set[str]) -> bool:
    """Whether the data names the -μαι form of this verb apart, which then owns the passive forms."""
    stem = fold(lemma)
    for active in ("αω", "ω"):
        if stem.endswith(active):
            base = stem[: -len(active)]
            return any(base + e in lemmas for e in ("ομαι", "ιεμαι", "ουμαι", "ωμαι", "αμαι"))
    return False


def verb_rows(lemma: str, lemmas: set[str]) -> Iterator[tuple[str, str]]:
    """Third persons, "we" and "I", gerund and participles of a verb, both voices."""
    if lemma in VERBS:
        yield from listed(VERBS[lemma])
    try:
        table = Verb(lemma).all()
    except Exception:  # noqa: BLE001 - the inflector raises whatever it meets
        return
    deponent = bool(PASSIVE_ONLY_ACTIVE.search(lemma))
    wrong = {fold(w) for w in WRONG.get(lemma, ())}
    active_only = middle(lemma, lemmas)
    if lemma.endswith("ώ") and not active_only and lemma not in {"σπω"}:
        yield "past.p.pl", lemma[:-1] + "ούντο"
        yield "past.p.sg", lemma[:-1] + "είτο"
    for source, tense in FINITE:
        for voice, mark in (("active", "a"), ("passive", "p")):
            persons = table.get(source, {}).get(voice, {}).get("ind")
            if not persons or (active_only and voice == "passive"):
                continue
            shown = "a" if deponent else mark
            for number in NUMBERS:
                for form in persons.get(number, {}).get("ter", ()):
                    if fold(form) not in wrong and not form.endswith(("ανε", "ουνε", "όντουσαν")):
                        yield f"{tense}.{shown}.{number}", form
            for form in persons.get("pl", {}).get("pri", ()):
                if form.endswith(("με", "μεν")) and not form.endswith("ομε"):
                    yield f"{tense}.{shown}.pl.we", form
    for form in table.get("act_pres_participle") or ():
        yield "ger.a", form
    for source in (
        "passive_perfect_participle",
        "passive_aorist_participle",
        "pass_pres_participle",
    ):
        forms = table.get(source)
        if not forms or active_only:
            continue
        if deponent and source == "pass_pres_participle":
            feature = "ger.a"
        else:
            feature = "part.p"
        for number in NUMBERS:
            for cases in forms.get(number, {}).values():
                for case, _ in CASES:
                    for form in cases.get(case, ()):
                        if form and fold(form) not in wrong:
                            yield (f"{feature}.{number}", form)


def main(write: Iterable[str] = ()) -> int:
    """Write forms.tsv; print what could not be inflected."""
    rows: list[tuple[str, str, str, str]] = []
    failed: list[str] = []

    def add(lemma: str, pos: str, found: Iterable[tuple[str, str]]) -> None:
        seen: set[tuple[str, str]] = set()
        for features, form in found:
            key = (features, fold(form))
            if key not in seen:
                seen.add(key)
                rows.append((lemma, pos, features, fold(form)))
        if not seen:
            failed.append(f"{lemma} ({pos})")

    parts: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for lemma in sorted(noun_lemmas()):
        try:
            if " " in lemma:
                for word, pos, found in phrase_parts(lemma):
                    parts.setdefault((word, pos), found)
            else:
                parts[(lemma, "N")] = noun_rows(lemma)
        except Exception as error:  # noqa: BLE001
            failed.append(f"{lemma} (N: {error!r})")
    for lemma in sorted(adjective_lemmas()):
        for word in lemma.split():
            try:
                parts[(word, "A")] = adjective_rows(word)
            except Exception as error:  # noqa: BLE001
                failed.append(f"{word} (A: {error!r})")
    for (lemma, pos), found in sorted(parts.items()):
        add(lemma, pos, found)
    verbs = verb_lemmas()
    folded = {fold(v) for v in verbs}
    for lemma in sorted(verbs):
        add(lemma, "V", verb_rows(lemma, folded))
    header = "# lemma\tpart of speech\tfeatures\tform; written by tools/build_forms_el.py\n"
    body = "".join("\t".join(row) + "\n" for row in rows)
    (FOLDER / "forms.tsv").write_text(header + body, encoding="utf-8")
    print(f"{len(rows)} forms; not inflected: {', '.join(failed) or 'none'}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
