"""The forms of Ukrainian verbs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from named_words import Row

from ukrainian import KEPT, fold
from ukrainian.declension import adjective

VERBS: dict[str, str] = KEPT["verbs"]
HELD = frozenset(KEPT["held"])
PARTICIPIAL = frozenset(KEPT["participial"])
PERFECTIVE = frozenset(KEPT["perfective"])
IMPERFECTIVE = frozenset(KEPT["imperfective"])

_LABIAL = "бпвмф"
_PAST_STEMS = {
    "йшов": "йшл", "ішов": "ішл", "вів": "вел", "віз": "вез", "ніс": "нес", "беріг": "берег",
    "міг": "мог", "втік": "втек", "ріс": "рос", "йшовся": "йшл",
}  # fmt: skip
_PARTICIPLE = {"ст": "щ", "сл": "шл", "зд": "ждж", "д": "дж", "т": "ч", "з": "ж", "с": "ш"}


def verb(lemma: str) -> tuple[str, str, str, str, str]:
    """Third persons singular and plural, past stem, past participle without ending, gerund stem."""
    if lemma in VERBS:
        parts = [p.strip() for p in VERBS[lemma].split(",")]
        past = parts[2]
        for closed, opened in _PAST_STEMS.items():
            if past.endswith(closed) and not lemma.endswith("повісти"):
                past += "/" + past[: -len(closed)] + opened
                break
        return parts[0], parts[1], past, parts[3] if len(parts) > 3 else "", ""
    if re.search(r"(бува|пробува)ти$", lemma) and not lemma.endswith("требувати"):
        stem = lemma[:-2]
        return stem + "є", stem + "ють", stem + "в", stem + "н", stem + "ючи"
    if lemma.endswith(("діяти", "мріяти")):
        return lemma[:-3] + "є", lemma[:-3] + "ють", lemma[:-2] + "в", "", lemma[:-3] + "ючи"
    if lemma.endswith("крити"):
        return lemma[:-2] + "є", lemma[:-2] + "ють", lemma[:-2] + "в", lemma[:-2] + "т", ""
    if re.search(r"[ую]вати$", lemma):
        stem, link = lemma[:-5], lemma[-5]
        return (
            stem + {"у": "ує", "ю": "ює"}[link], stem + {"у": "ують", "ю": "юють"}[link],
            lemma[:-2] + "в", stem + {"у": "ован", "ю": "ьован"}[link], stem + link + "ючи",
        )  # fmt: skip
    if lemma.endswith(("ати", "яти", "іти")):
        stem = lemma[:-2]
        part = stem + "н" if lemma.endswith("ати") else stem[:-1] + "ян"
        return stem + "є", stem + "ють", stem + "в", part, stem + "ючи"
    if lemma.endswith("ити"):
        stem = lemma[:-3]
        soft = stem + ("л" if stem[-1] in _LABIAL else "")
        many = soft + ("ать" if stem[-1] in "жчшщ" else "ять")
        part = soft
        for old, new in _PARTICIPLE.items():
            if stem.endswith(old):
                part = stem[: -len(old)] + new
                break
        return stem + "ить", many, stem + "ив", part + "ен", ""
    if lemma.endswith("нути"):
        stem = lemma[:-3]
        return stem + "е", stem + "уть", stem + "ув", stem + "ут", ""
    raise ValueError(lemma)


def verb_rows(lemma: str, lemmas: set[str], cues: set[str]) -> list[Row]:
    """Third persons, "we", infinitive, gerunds and participles of a verb, both voices."""
    if lemma in KEPT["predicatives"]:
        stem = KEPT["predicatives"][lemma]
        return [(f"pres.a.{n}", fold(f)) for n, f in (p.split("=") for p in stem.split())]
    if lemma in HELD:
        return [(f"part.p.{n}", fold(form)) for n, _, _, form in adjective(lemma)]
    reflexive = lemma.endswith("ся")
    base = lemma[:-2] if reflexive else lemma
    participles = lemma in cues or lemma in PARTICIPIAL
    rows = list(_conjugated(base, participles, _is_perfective(base), reflexive))
    if not reflexive and base + "ся" not in lemmas and re.search(r"(ати|яти)$", base):
        rows += [
            (features.replace(".a", ".p", 1), form)
            for features, form in _conjugated(base, False, False, True)
            if not features.startswith("ger")
        ]
    return rows


def _is_perfective(lemma: str) -> bool:
    """Whether the non-past of a verb is its future."""
    if lemma in PERFECTIVE:
        return True
    return lemma not in IMPERFECTIVE and not re.search(r"([ую]ва|[аяі])ти$", lemma)


def _conjugated(lemma: str, participles: bool, perfective: bool, reflexive: bool) -> Iterator[Row]:
    one, many, past, part, gerund = verb(lemma)
    tense = "fut" if perfective else "pres"
    tail = "ся" if reflexive else ""
    third = one + ("ть" if reflexive and one[-1] in "єе" else "") + tail
    yield "base.a", fold(lemma + tail)
    yield f"{tense}.a.sg", fold(third)
    yield f"{tense}.a.pl", fold(many + tail)
    yield (
        f"{tense}.a.pl.we",
        fold(re.sub(r"(ать|ять)$", "имо", many) if one.endswith("ить") else one + "мо"),
    )
    past, _, changed = past.partition("/")
    stems = [changed or (past[:-1] if past.endswith("в") else past)]
    if lemma.endswith("нути"):
        stems.append(lemma[:-4])  # "вторглися" beside "вторгнулися"
    for short in ("ся", "сь") if reflexive else ("",):
        yield "past.a.sg", fold(past + short)
        for stem in stems:
            for ending, number in (("ла", "sg"), ("ло", "sg"), ("ли", "pl")):
                yield f"past.a.{number}", fold(stem.removesuffix("л") + ending + short)
    yield "ger.a", fold(past + "ши" + ("сь" if reflexive else ""))
    if gerund:
        yield "ger.a", fold(gerund + ("сь" if reflexive else ""))
    if not part or reflexive:
        return
    yield "past.p.sg", fold(part + "о")  # impersonal: "захоплено"
    if participles:
        both = [part, lemma[:-2] + "н"] if re.search(r"[ую]вати$", lemma) else [part]
        for stem in both:  # "контрольований" and "утримуваний"
            for number, _, _, form in adjective(stem + "ий"):
                yield f"part.p.{number}", fold(form)
