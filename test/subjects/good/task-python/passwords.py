"""Passwords are kept as scrypt with a salt of their own. The cost is that of Werkzeug: 32 MiB and a tenth of a second."""

import hashlib
import hmac
import os

COST = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 1024 * 1024}


def stretch(password, salt):
    return hashlib.scrypt(password.encode(), salt=salt, dklen=64, **COST)


def new_salt():
    return os.urandom(16)


def is_right(password, salt, expected):
    return hmac.compare_digest(stretch(password, salt), expected)


# Somebody who is not there takes as long to refuse as somebody who is.
NOBODY = (new_salt(), bytes(64))
