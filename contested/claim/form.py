"""What one folded word of a language can be: its readings as noun, verb and function word."""

from __future__ import annotations

from dataclasses import dataclass, field

from contested.claim.frame import Rule


@dataclass(frozen=True, slots=True)
class NounSense:
    """A reading of a noun form. `kind` is the class of words.toml, `arg` what it stands for."""

    kind: str
    arg: str
    lemma: str
    number: str = ""
    cases: int = 0
    gender: str = ""
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class VerbSense:
    """A reading of a verb form: `kind` is rule, speech, control, light or plain."""

    kind: str
    arg: str
    lemma: str
    particles: tuple[str, ...] = ()
    rule: Rule | None = None
    reflexive: bool = False  # only with a reflexive pronoun


@dataclass(frozen=True, slots=True)
class VerbForm:
    """The inflection of a verb form with all its readings."""

    lemma: str
    tenses: frozenset[str]
    voice: str
    number: str
    senses: tuple[VerbSense, ...]
    enclitic: str = ""  # the role of a weak pronoun written as its ending
    by_kind: dict[str, tuple[VerbSense, ...]] = field(
        init=False, repr=False, compare=False, hash=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        for sense in self.senses:
            self.by_kind[sense.kind] = (*self.by_kind.get(sense.kind, ()), sense)


@dataclass(slots=True)
class Form:
    """What one folded word (or several in a row) can be. Empty fields: it is not that."""

    fold: str
    det: str = ""
    det_cases: int = 0
    det_number: str = ""
    det_gender: str = ""
    article: bool = False
    prep: tuple[str, ...] = ()
    conj: str = ""
    comp: bool = False
    rel: str = ""
    sub: str = ""
    neg: str = ""
    aux: str = ""
    modal: str = ""
    inf: bool = False
    pron: tuple[str, ...] = ()
    adverb: str = ""
    quant: str = ""
    compass: str = ""
    compound: str = ""
    attribute: str = ""
    channel: str = ""
    predicative: str = ""  # "be able": what the infinitive after it is
    time: tuple[str, int] | None = None
    role_adj: str = ""
    nouns: list[NounSense] = field(default_factory=list)
    verbs: list[VerbForm] = field(default_factory=list)
    adj_cases: int = 0
    ago: bool = False  # counts back from now: "ago"
    last: bool = False  # the one before now: "last"
    lasting: bool = False  # a length of time beside it reaches up to now: "for three years"
    attributive: bool = False  # a postposition whose phrase describes the noun behind it
    number: int = 0  # a numeral in words
    ordinal: int = 0  # a day of the month in words
    weak: tuple[str, ...] = ()  # roles of a weak pronoun that leans on a verb
    after_verb: str = ""  # what it makes of a negation when it stands behind the verb
    unfused: str = ""  # the preposition inside a fused article: "of" in "of the"
    partitive: bool = False  # a fused article that may also be an indefinite one
    compass_adjective: bool = False  # says which part of a noun, never beside what
    adjective: bool = False  # stands in a phrase and means neither place nor actor
    site: str = ""  # what it says in English in the name of a site: "military" hospital
    known: bool = True
    marks: frozenset[str] = frozenset()  # what its suffixes say: case, owner, number

    @property
    def function(self) -> bool:
        """Whether the word is a function word that never stands inside a noun phrase."""
        return bool(
            self.prep or self.conj or self.comp or self.rel or self.sub or self.neg or self.aux
            or self.modal or self.inf
        )  # fmt: skip


def led_by(forms: dict[str, Form], form: Form) -> tuple[str, ...]:
    """The preposition that an expression of several words begins with: "by which"."""
    first, _, rest = form.fold.partition(" ")
    return forms[first].prep if rest and first in forms else ()
