"""What looks like an e-mail address, a phone number, a 身份证 or a bank card, by form and check digit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

EMAIL = re.compile(r"(?<![\w.%+-])[\w.%+-]+@(?!\dx\.)(?:[\w-]+\.)+[^\W\d_]{2,}(?![\w-])")
"""Local part, @, labels and a top level of letters; `icon@2x.png` is a picture."""

INTERNATIONAL = re.compile(
    r"(?<![\w+.,:-])(?:\+|00(?=[1-9]\d{0,2}[ ()/-]))[1-9]\d{0,2}[ ()/.-]{0,3}\d{1,12}"
    r"(?:[ ()/.-]{1,3}\d{1,12}){0,6}(?![0-9A-Za-z])"
)
"""`+` and a country code, or `00`, a country code and a separator; `_phones` counts the digits."""
AMOUNT = re.compile(r"\+(\d+|\d{1,3}(?:[ .]\d{3})+)([.,]\d{1,2})?")

CHINESE_MOBILE = re.compile(r"(?<![0-9A-Za-z.,+])(?:86[ -]?)?(1[3-9]\d[ -]?\d{4}[ -]?\d{4})(?![0-9A-Za-z]|[.,]\d)")
DATED = re.compile(r"\d{3}[ -](19|20)\d\d[ -](0\d|1[0-2])([0-2]\d|3[01])")
"""`180-2025-0331` is a number with a date, not a mobile number."""
IDENTITY = re.compile(r"(?<![0-9A-Za-z])([1-9]\d{16}[0-9Xx])(?![0-9A-Za-z])")
CARD = re.compile(
    r"(?<![0-9A-Za-z])(\d{13,19}|\d{4}(?:[ -]\d{4}){2,3}(?:[ -]\d{1,4})?|\d{4}[ -]\d{6}[ -]\d{5})(?![0-9A-Za-z]|[ -]\d)"
)

IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""GB 11643: weight of each of the first 17 digits, 2 to the power 17 to 1, modulo 11."""
IDENTITY_DIGITS = "10X98765432"
"""GB 11643: check character by the weighted sum modulo 11."""

# (first digits from, to, lengths) of the card networks; Visa's 13 digits are no longer issued but exist.
ISSUERS = (
    ("4", "4", (13, 16, 19)),  # Visa
    ("51", "55", (16,)),  # Mastercard
    ("2221", "2720", (16,)),  # Mastercard
    ("34", "34", (15,)),  # American Express
    ("37", "37", (15,)),  # American Express
    ("62", "62", (16, 17, 18, 19)),  # UnionPay
    ("81", "81", (16, 17, 18, 19)),  # UnionPay
    ("6011", "6011", (16, 19)),  # Discover
    ("644", "659", (16, 19)),  # Discover
    ("3528", "3589", (16, 19)),  # JCB
    ("300", "305", (14,)),  # Diners Club
    ("36", "36", (14,)),  # Diners Club
    ("38", "39", (14,)),  # Diners Club
)

PREFILTER = r"[@＠]|\p{Nd}[\p{Nd} ()/.,+-]{6,}[\p{Nd}XxＸ]"
"""RE2: a text that cannot hold any of the forms does not match; all others are looked at closely."""


def personal_forms(text: str) -> list[str]:
    """Forms found in a text, each once: `e-mail`, `phone`, `identity number`, `bank card`, in that order."""
    plain = unicodedata.normalize("NFKC", text)
    tests = (
        ("e-mail", bool(EMAIL.search(plain))),
        ("phone", any(_phones(plain))),
        ("identity number", any(is_identity(found) for found in IDENTITY.findall(plain))),
        ("bank card", any(is_card(re.sub(r"[ -]", "", found)) for found in CARD.findall(plain))),
    )
    return [name for name, is_there in tests if is_there]


def number_forms(number: int) -> list[str]:
    """Names of the forms that a whole number has as it stands."""
    return personal_forms(str(number)) if number >= 10**10 else []


def is_identity(text: str) -> bool:
    """Whether 18 characters are an identity number: a date of birth since 1900 and GB 11643's check character."""
    try:
        born = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], IDENTITY_WEIGHTS, strict=True))
    return 1900 <= born.year <= 2099 and text[17].upper() == IDENTITY_DIGITS[total % 11]


def is_card(digits: str) -> bool:
    """Whether digits are a card's: an issuer's first digits and length, and Luhn's check digit.

    Thirteen digits that also carry an article number's (EAN-13) check digit are an article number.
    """
    known = any(low <= digits[: len(low)] <= high and len(digits) in sizes for low, high, sizes in ISSUERS)
    return known and _luhn(digits) and not (len(digits) == 13 and _ean(digits))


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _ean(digits: str) -> bool:
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0


def _phones(text: str) -> Iterator[str]:
    yield from (found for found in CHINESE_MOBILE.findall(text) if not DATED.fullmatch(found))
    for found in INTERNATIONAL.findall(text):
        digits = re.sub(r"\D", "", found.removeprefix("00"))
        if 8 <= len(digits) <= 15 and not _is_amount(found):
            yield found


def _is_amount(found: str) -> bool:
    """Under ten billion: `+1 000 000`, `+12345678.50`; a plain run of digits after the sign is a number to call."""
    parts = AMOUNT.fullmatch(found)
    if parts is None or not (parts.group(2) or re.search(r"[ .]", parts.group(1))):
        return False
    return len(re.sub(r"\D", "", parts.group(1))) < 10
