"""Whether letters can be one syllable of Vietnamese: onset, rhyme and tone that the spelling allows."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from generator.legacy_text.letters import TONE_MARKS

_ONSET: Final = re.compile(r"(ngh|ng|nh|gh|gi|kh|ch|th|tr|ph|qu|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x)?(.*)", re.DOTALL)
_SPELLED: Final = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu "
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăp oăt oc oe oen oeo oet oi om on ong oong ooc op ot "
    "ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc uê uêch uên uênh ui um un ung up ut uơ uy uya uych uynh uyn uyt uyp uyu uyên uyêt "
    "uân uâng uât uây uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu "
    "y yêm yên yêng yêt yêu"
)
_RHYMES: Final = frozenset(_SPELLED.split())
_SPELLED_AFTER_QU: Final = (
    "a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât ây e en eo et ê êch ên ênh êt êu "
    "i ic in it o ôc ơ ơi ơn y ych yên yêt ynh yt yu"
)
_AFTER_QU: Final = frozenset(_SPELLED_AFTER_QU.split())
_STOPPED: Final = ("c", "ch", "p", "t")
_TONES_OF_STOPPED: Final = frozenset("\u0301\u0323")
_NARROW: Final = tuple("eêiy")
"""Vowels before which the sounds k, g, ng are written k, gh, ngh."""


@lru_cache(maxsize=4096)
def is_syllable(word: str) -> bool:
    """Whether a word, in any case, is spelled as a syllable of Vietnamese may be; abbreviations are none."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in decomposed if mark in TONE_MARKS]
    if len(tones) > 1:
        return False
    bare = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in TONE_MARKS))
    rhyme = _rhyme(bare)
    if rhyme is None:
        return False
    return not rhyme.endswith(_STOPPED) or (bool(tones) and tones[0] in _TONES_OF_STOPPED)


def _rhyme(bare: str) -> str | None:
    """The rhyme of a syllable without its tone; None when there is no such syllable."""
    found = _ONSET.fullmatch(bare)
    onset, rhyme = (found[1] or "", found[2]) if found else ("", "")
    if onset == "gi" and (rhyme in _RHYMES or f"i{rhyme}" in _RHYMES or not rhyme):
        return rhyme or "i"
    if onset == "qu":
        return rhyme if rhyme in _AFTER_QU else None
    if rhyme not in _RHYMES or not _agree(onset, rhyme):
        return None
    return rhyme


def _agree(onset: str, rhyme: str) -> bool:
    narrow = rhyme.startswith(_NARROW)
    if onset in {"k", "gh", "ngh"}:
        return narrow
    if onset in {"c", "ng"}:
        return not narrow
    return not (onset == "g" and rhyme.startswith(("e", "ê", "y")))
