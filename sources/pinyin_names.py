"""Which Chinese names a name in Latin letters may stand for; which one it is, is for a person to say.

Readings are those of `pypinyin`, all of each character (单 is dan, shan and chan; 曾 is zeng and ceng): a surname's own
reading is among them, and no dictionary says which one a given name has. A reading with ü is written with v, u or yu.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f]")
LETTERS = re.compile(r"[a-z]+")
LONGEST = 6
"""Characters of a name; what is longer is no person's name."""


@dataclass(frozen=True, order=True)
class ChineseName:
    """A person's name in characters; `surname_length` is 0 where the list has surname and given name in one."""

    key: str
    name: str
    surname_length: int = 0


def is_chinese(name: str) -> bool:
    """Whether the name is written in characters, signs and spaces aside."""
    plain = _plain(name)
    return bool(plain) and all(HAN.match(character) for character in plain)


def latin_tokens(name: str) -> tuple[str, ...]:
    """The words of a name in Latin letters, in lower case without accents; empty where it has other letters.

    Digits and signs separate words: `wei.wang2` and `Wei WANG` are both (wei, wang).
    """
    bare = "".join(
        character for character in unicodedata.normalize("NFKD", name).lower() if not unicodedata.combining(character)
    )
    if any(character.isalpha() and not "a" <= character <= "z" for character in bare):
        return ()
    return tuple(LETTERS.findall(bare))


class PinyinIndex:
    """Finds the people with a Chinese name whose pinyin a Latin name is, surname first or last."""

    def __init__(self, people: Iterable[ChineseName]) -> None:
        """Spell every name in every reading."""
        self._found: dict[str, set[tuple[ChineseName, frozenset[int]]]] = defaultdict(set)
        for person in people:
            for syllables in _spellings(person):
                ends = frozenset(itertools.accumulate(map(len, syllables)))
                self._found["".join(syllables)].add((person, ends))

    def candidates(self, name: str) -> list[ChineseName]:
        """The people whom the name may mean, in the order of their keys. A word never ends within a syllable."""
        tokens = latin_tokens(name)
        ends = set(itertools.accumulate(map(len, tokens)))
        return sorted({person for person, cuts in self._found.get("".join(tokens), ()) if ends <= cuts})


def _plain(name: str) -> str:
    return re.sub(r"[\s·.,\-\u3000]", "", name)


def _spellings(person: ChineseName) -> Iterable[tuple[str, ...]]:
    """The syllables of every reading, surname first and surname last."""
    characters = _plain(person.name)
    if not 1 < len(characters) <= LONGEST:
        return
    # A list of full names does not say whether a surname has one character or two (欧阳).
    surnames = (person.surname_length,) if person.surname_length else range(1, min(3, len(characters)))
    for syllables in itertools.product(*map(_readings, characters)):
        yield syllables
        for length in surnames:
            yield (*syllables[length:], *syllables[:length])


@cache
def _readings(character: str) -> tuple[str, ...]:
    """All toneless readings of a character, as people write them in Latin letters."""
    from pypinyin import Style, pinyin

    (told,) = pinyin(character, style=Style.NORMAL, heteronym=True)
    written: dict[str, None] = {}
    for reading in told:
        bare = reading.replace("ü", "v")
        for vowel in ("v", "u", "yu") if "v" in bare else ("",):
            written[bare.replace("v", vowel) if vowel else bare] = None
    return tuple(written)
