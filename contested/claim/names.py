"""Which names of places, actors and countries a text's words can be, in whatever case they stand.

One index per language and theatre. A name is found by the stems of its words, so that inflected
names are met without listing their forms; what it means is kept as an `Entity`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from contested.actor.actors import Actors
from contested.actor.load import load_actors
from contested.actor.name_article import article_spellings
from contested.actor.roles import GENERIC
from contested.claim.affix import DEFINITE
from contested.claim.form import Form
from contested.claim.lexicon import Lexicon, load_lexicon
from contested.claim.name_case import NameCases, end_stressed
from contested.claim.text import Token, fold
from contested.compiled import uncollected
from contested.place.theatre import Theatre, load_theatre

STEMS = 200_000  # how many words' stems are remembered, at most

_OPENING = frozenset('«“„"')
_CLOSING = frozenset('»”“"')
_DESCRIBED = 3  # words of a name that says what its bearer is, at least


@dataclass(slots=True)
class Entity:
    """What a name in a text can stand for; several fields may be set at once ("Damascus")."""

    text: str
    length: int = 1
    actors: tuple[str, ...] = ()
    people: str = ""  # the actor a person speaks for
    member: bool = False  # the word names members ("Houthis") or is an adjective of an actor
    country: str = ""
    gentilic: bool = False  # adjective or people of the country
    own: bool = False  # without the article the country's own name too
    metonym: bool = False  # a capital or seat that may stand for the state
    body: bool = False  # a seat that is no place: "IDF", "Lebanese Armed Forces"
    places: tuple[str, ...] = ()
    acronym: bool = False  # stands only in capitals
    stress: bool | None = None  # on its end; None where its spellings differ in it
    lower: bool = False  # may be written without capital
    formation: str = ""  # the English name of an armed group that no list has
    definite: bool = False  # its first word has an article written onto it
    definite_end: bool = False  # so has its last, behind a word without one: "the town of the hill"


class NameIndex:
    """Names of one language in one theatre (or of the general layer alone)."""

    def __init__(self, lexicon: Lexicon, theatre: Theatre | None, actors: Actors) -> None:
        self.lexicon = lexicon
        self.theatre = theatre
        self.actors = actors
        # words met before, as written, folded and with a capital or not: the form of one that
        # begins no name, and what it may open
        self.plain: dict[tuple[str, str, bool], tuple[Form | None, frozenset[str]]] = {}
        self._trie: dict[str, dict[tuple[str, ...], dict[tuple[str, ...], Entity]]] = {}
        self._stems: dict[str, str] = {}  # of words met in texts
        self._called: dict[str, tuple[str, ...]] = {}  # answers of `actors_named`
        self._longest: dict[str, int] = {}
        cases = lexicon.settings.get("name_cases")
        self.cases = NameCases(cases) if cases else None
        stays = lexicon.settings.get("end_stress_stays", False)
        self._end_stress: str = lexicon.settings["vowels"] if stays else ""
        self._seconds: dict[str, set[str]] = {}  # stems of second words; "" for a name of one
        self._lower: set[str] = set()  # first stems of names that may go without a capital
        self.words: set[str] = set()  # all words of names, as a text has them
        self._word_acronyms = bool(lexicon.settings.get("acronyms_as_words"))
        code = lexicon.code
        generic = {actor_id: role for role, actor_id in GENERIC.items()}
        self._bare = self._country_of_adjective() if lexicon.bare_countries else {}
        for name, actor_id in actors.names(code):
            if actor_id in generic and (len(name.split()) == 1 or self._is_role(name)):
                continue  # left to the language's role nouns
            lower = self._is_described(name)
            for form in (*self._declined(name), *self._with_country(name)):
                self._add(form, actor=actor_id, lower=lower)
            for form in article_spellings(name):
                self._add(form, actor=actor_id)
        self._borrow(generic)
        inflected = lexicon.paradigms.adjective_forms
        for word, actor_id in [*actors.adjectives(code), *actors.members(code)]:
            if actor_id in generic:
                continue
            for form in inflected(word):
                self._add(form, actor=actor_id, member=True, lower=True)
            for inflection in lexicon.paradigms.adjective(word) if lexicon.affixes else ():
                self._add(" ".join(inflection.words), actor=actor_id, member=True, lower=True)
        for name, actor_id in actors.people(code):
            self._add(name, person=actor_id)
        for country in actors.countries.values():
            for name in country.names.get(code, ()):
                self._add(name, country=country.code)
            gentilics = (*country.adjectives.get(code, ()), *country.people.get(code, ()))
            for word in dict.fromkeys(form for given in gentilics for form in inflected(given)):
                self._add(
                    word, country=country.code, gentilic=True, lower=not _capitalised(lexicon)
                )
                for inflection in lexicon.paradigms.adjective(word) if lexicon.affixes else ():
                    self._add(
                        " ".join(inflection.words), country=country.code, gentilic=True, lower=True
                    )
                if lexicon.suffixes is not None:
                    for many in lexicon.suffixes.plurals:
                        self._add(word + many, country=country.code, gentilic=True)
                elif not lexicon.endings and not word.endswith("s"):
                    self._add(word + "s", country=country.code, gentilic=True)
        for name, country_code in actors.metonyms(code):
            self._add(name, country=country_code, metonym=True, body=self._is_body(name))
        if theatre is not None:
            for name, place_id in theatre.names(code):
                self._add(name, place=place_id)

    def _is_body(self, name: str) -> bool:
        """Whether the seat of a state is its forces or an office, not a house or a city."""
        if name.isupper() and " " not in name:
            return True
        forms = [self.lexicon.form(key) for key in self.lexicon.writing.split(name)]
        return any(s.kind in ("force", "role", "official") for form in forms for s in form.nouns)

    def _is_described(self, name: str) -> bool:
        """Whether a name begins with what it is, which texts may write small: "le conseil militaire
        de Manbij"."""
        words = self._split(name)
        if self.lexicon.head_last or len(words) < _DESCRIBED:
            return False
        return bool(self.lexicon.form(words[0]).nouns)

    def _is_role(self, name: str) -> bool:
        """Whether the language lists a name of several words among its role nouns."""
        words = self.lexicon.writing.split(name)
        return any(
            known == words and any(sense.kind == "role" for sense in form.nouns)
            for known, form in self.lexicon.multi.get(words[0], ())
        )

    def _borrow(self, generic: dict[str, str]) -> None:
        """Names that texts of the language take over as other languages write them."""
        for code in self.lexicon.settings.get("names_of", ()):
            known = {name.lower() for name, _ in self.actors.names(self.lexicon.code)}
            for name, actor_id in self.actors.names(code):
                if name[:1].isupper() and actor_id not in generic and name.lower() not in known:
                    self._add(name, actor=actor_id)
            for name, actor_id in self.actors.people(code):
                self._add(name, person=actor_id)
            for name, country in self.actors.metonyms(code):
                self._add(name, country=country, metonym=True, body=self._is_body(name))
            for name, place_id in self.theatre.names(code) if self.theatre is not None else ():
                self._add(name, place=place_id)

    def _declined(self, name: str) -> list[str]:
        """A name with its adjective in every form: of "Islamischer Staat" also "Islamischen"."""
        endings: list[str] = self.lexicon.settings.get("name_adjective_endings", [])
        *adjectives, last = name.split(" ")
        stems: list[str] = []
        for word in adjectives:
            stem = next(
                (word.removesuffix(e) for e in endings if word.endswith(e) and len(word) > 4), ""
            )
            if not stem:
                break
            stems.append(stem)
        if not stems:
            return [name]
        rest = " ".join((*adjectives[len(stems) :], last))
        forms = [" ".join([*(stem + end for stem in stems), rest]) for end in endings]
        return [name, *(form for form in forms if form != name)]

    def _country_of_adjective(self) -> dict[str, str]:
        """The name of a country by its adjective, where one may stand for the other."""
        code = self.lexicon.code
        return {
            word: country.names[code][0]
            for country in self.actors.countries.values() if country.names.get(code)
            for word in country.adjectives.get(code, ())
        }  # fmt: skip

    def _with_country(self, name: str) -> list[str]:
        """A longer name with a country for its adjective: "Syria Democratic Forces"."""
        first, _, rest = name.partition(" ")
        country = self._bare.get(first)
        return [f"{country} {rest}"] if country and " " in rest else []

    def _split(self, name: str) -> tuple[str, ...]:
        """The folded words of a name, cut as the tokens of a text are."""
        text = name.replace("-", " ").replace("–", " ").replace(".", "")
        return tuple(fold(word) for word in self.lexicon.writing.split(text))

    def _key(self, name: str) -> tuple[str, ...]:
        return self.lexicon.name_key(list(self._split(name)))

    def _add(
        self,
        name: str,
        *,
        actor: str = "",
        person: str = "",
        country: str = "",
        place: str = "",
        member: bool = False,
        gentilic: bool = False,
        metonym: bool = False,
        body: bool = False,
        lower: bool = False,
    ) -> None:
        key = self._key(name)
        if not key:
            return
        exact = key if self.lexicon.affixes is not None else self._split(name)
        self.words.update(exact)
        entities = self._trie.setdefault(key[0], {}).setdefault(key, {})
        entity = entities.get(exact)
        if entity is None:
            entity = entities[exact] = Entity(name, len(key))
            entity.definite = self._definite(name)
            entity.definite_end = not entity.definite and self._definite(name, -1)
            entity.acronym = name.isupper() and len(name) < 6 and len(key) == 1
            entity.stress = end_stressed(name, self._end_stress) if self._end_stress else None
            self._seconds.setdefault(key[0], set()).add(key[1] if len(key) > 1 else "")
            self._longest[key[0]] = max(self._longest.get(key[0], 1), len(key))
        elif entity.stress and not end_stressed(name, self._end_stress):
            entity.stress = None
        if actor and actor not in entity.actors:
            entity.actors = (*entity.actors, actor)
            entity.member = entity.member or member
        own = gentilic and entity.country == country and not entity.gentilic
        entity.own = entity.own or (own and self.lexicon.affixes is not None)
        entity.people = entity.people or person
        entity.country = entity.country or country
        entity.gentilic = entity.gentilic or gentilic
        entity.metonym = entity.metonym or metonym
        entity.body = entity.body or body
        entity.lower = entity.lower or lower or name[:1].islower()
        if entity.lower:
            self._lower.add(key[0])
        if place and place not in entity.places:
            entity.places = (*entity.places, place)

    def _is_acronym(self, token: Token) -> bool:
        """Whether a word is written as an acronym: in capitals, or where a language writes them so
        with a capital alone, if it is no other word ("Mnla")."""
        if token.text.isupper():
            return True
        form = self.lexicon.forms.get(token.fold)
        return (
            self._word_acronyms and token.capital and len(token.text) > 3
            and (form is None or not form.known)
        )  # fmt: skip

    def _is_verb(self, token: Token) -> bool:
        """Whether the last word of a name is an auxiliary here, which no hyphen binds to it."""
        form = self.lexicon.forms.get(token.fold)
        return form is not None and bool(form.aux) and not token.joined and not token.capital

    def actors_named(self, name: str) -> tuple[str, ...]:
        """Ids of all actors that carry this very name."""
        known = self._called.get(name)
        if known is None:
            known = self._called[name] = self._actors_called(name)
        return known

    def _actors_called(self, name: str) -> tuple[str, ...]:
        key = self._key(name)
        entities = self._trie.get(key[0], {}).get(key, {}) if key else {}
        entity = entities.get(key if self.lexicon.affixes is not None else self._split(name))
        return entity.actors if entity is not None else ()

    def opens(self, token: Token) -> bool:
        """Whether some name begins with this word as it is written here."""
        first = self._stem(token.fold)
        return first in self._trie and (token.capital or first in self._lower or not _cased(token))

    def _stem(self, key: str) -> str:
        """The stem under which a word of a text, given its key, stands in names."""
        stem = self._stems.get(key)
        if stem is None:
            if len(self._stems) >= STEMS:
                self._stems.clear()
            stem = self._stems[key] = self.lexicon.stem(fold(key))
        return stem

    def _definite(self, name: str, at: int = 0) -> bool:
        affixes = self.lexicon.affixes
        return affixes is not None and affixes.named(self._split(name)[at])[1]

    def _stands(self, entity: Entity, token: Token) -> bool:
        """Whether a word is a form of a name, where the language says how names inflect."""
        folded = token.fold
        if self._end_stress and not entity.lower and entity.stress:
            return end_stressed(token.text, self._end_stress) is not False
        if self.cases is None or entity.gentilic or entity.member:
            return True
        return fold(entity.text) == folded or bool(self.cases.between(entity.text, folded))

    def match(self, tokens: list[Token], i: int) -> Entity | None:
        """The longest name that starts at token `i`, or None; its `length` is in tokens."""
        token = tokens[i]
        first = self._stem(token.fold)
        table = self._trie.get(first)
        if table is None:
            return None
        written = token.capital or not _cased(token)
        if not written and first not in self._lower:
            return None
        key, spots = [first], [i]
        longest, seconds = self._longest[first], self._seconds[first]
        for j in range(i + 1, len(tokens)):
            if len(key) == longest:
                break
            if tokens[j].kind not in ("word", "num"):
                if tokens[j].text in _OPENING and spots[-1] == j - 1:
                    continue  # "the PMC 'Wagner'": a name partly in quotation marks
                break
            key.append(self._stem(tokens[j].fold))
            if len(key) == 2 and key[1] not in seconds:
                key.pop()
                break
            spots.append(j)
        if len(key) == 1 and "" not in seconds:
            return None
        while key:
            entities = table.get(tuple(key))
            entity = _nearest(entities, tokens, spots[: len(key)]) if entities else None
            if entity is not None and entity.definite and DEFINITE not in tokens[i].marks:
                entity = None
            end = tokens[spots[len(key) - 1]]
            if entity is not None and entity.definite_end and DEFINITE not in end.marks:
                entity = None  # "the town of Tal Rifaat" is not "the town of the hill"
            if len(key) > 1 and self._is_verb(tokens[spots[len(key) - 1]]):
                entity = None  # "Alep est divisée" is not "Alep-Est"
            if entity is not None and entity.acronym and not self._is_acronym(token):
                entity = None
            if entity is not None and len(key) == 1 and not self._stands(entity, token):
                entity = None
            if entity is not None and (written or entity.lower):
                last = spots[len(key) - 1]
                if last - i + 1 == len(key):
                    return entity
                if last + 1 < len(tokens) and tokens[last + 1].text in _CLOSING:
                    return replace(entity, length=last - i + 2)
            key.pop()
        return None


def _nearest(
    entities: dict[tuple[str, ...], Entity], tokens: list[Token], spots: list[int]
) -> Entity:
    """Among names with the same stems, the one that the text's own endings fit best."""
    if len(entities) == 1:
        return next(iter(entities.values()))
    said = tuple(fold(tokens[k].fold) for k in spots)
    known = entities.get(said)
    if known is not None:
        return known
    text = " ".join(said)
    return max(entities.items(), key=lambda e: _shared_prefix(" ".join(e[0]), text))[1]


def _shared_prefix(a: str, b: str) -> float:
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count - abs(len(a) - len(b)) / 100


def _cased(token: Token) -> bool:
    return token.text[0].islower()


def _capitalised(lexicon: Lexicon) -> bool:
    """Whether the language writes adjectives of countries with a capital."""
    return bool(lexicon.settings.get("capital_adjectives", True))


@lru_cache(maxsize=64)  # every language in every shipped pack, and in none
def load_names(code: str, theatre: str | None) -> NameIndex:
    """The index of a language and a theatre (name or path), built once per process."""
    lexicon = load_lexicon(code)
    assert lexicon is not None, code
    pack = load_theatre(theatre) if theatre else None
    actors = load_actors(pack.path if pack is not None else None)
    with uncollected():
        return NameIndex(lexicon, pack, actors)
