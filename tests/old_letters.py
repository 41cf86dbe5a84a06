"""Vietnamese as old files keep it: an encoder of its own, from the printed tables of both encodings, to test the reading against."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Final

SMALL: Final = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
_TCVN3: Final = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ"
_TCVN3_CAPITALS: Final = dict(zip("ĂÂĐÊÔƠƯ", "¡¢§£¤¥¦", strict=True))
_VNI_SIGNS: Final = (
    "aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä ñ eø eû eõ eù eï eâ eà eå eã eá eä ì æ ó í ò "
    "oø oû oõ où oï oâ oà oå oã oá oä ô ôø ôû ôõ ôù ôï uø uû uõ uù uï ö öø öû öõ öù öï yø yû yõ yù î"
)
LETTERS: Final = SMALL + SMALL.upper()
SENTENCES: Final = tuple(
    line.strip()
    for line in (Path(__file__).parent.parent / "data" / "ke-hoach-cchc-2024.nguon.txt").read_text(encoding="utf-8").splitlines()
    if line.strip()
)
"""Lines of a real plan."""

_TO_TCVN3: Final = dict(zip(SMALL, _TCVN3, strict=True)) | _TCVN3_CAPITALS
_TO_VNI: Final = dict(zip(SMALL, _VNI_SIGNS.split(), strict=True)) | {
    small.upper(): sign.upper() for small, sign in zip(SMALL, _VNI_SIGNS.split(), strict=True)
}


def kept_by_tcvn3(words: str) -> str:
    """What TCVN3 keeps of words: a capital with a tone becomes small."""
    return "".join(letter.lower() if letter in LETTERS and letter not in _TO_TCVN3 else letter for letter in words)


def tcvn3(words: str) -> str:
    """Words as a file in TCVN3 keeps them."""
    return "".join(_TO_TCVN3.get(letter, letter) for letter in kept_by_tcvn3(words))


def vni(words: str) -> str:
    """Words as a file in VNI Windows keeps them."""
    return "".join(_TO_VNI.get(letter, letter) for letter in words)


def decomposed(words: str) -> str:
    """Words with each mark apart from its letter."""
    return unicodedata.normalize("NFD", words)


def misordered(words: str) -> str:
    """The same with the tone before what makes the letter, as some keyboards leave it."""
    return "".join(letter[0] + letter[:0:-1] for letter in map(decomposed, words))


def half_composed(words: str) -> str:
    """Letters such as ê in one with their tone apart, as the keyboards of Windows and WPS leave it."""
    parted = (decomposed(letter) for letter in words)
    tones = "\u0300\u0301\u0303\u0309\u0323"
    return "".join(
        unicodedata.normalize("NFC", "".join(mark for mark in letter if mark not in tones))
        + "".join(mark for mark in letter if mark in tones)
        for letter in parted
    )
