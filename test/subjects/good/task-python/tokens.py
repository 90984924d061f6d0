"""JSON Web Tokens (RFC 7519), signed with HMAC-SHA256 and nothing else."""

import base64
import hashlib
import hmac
import json
import re
import time
import uuid

LIFETIME_SECONDS = 8 * 3600


class Tokens:
    def __init__(self, secret):
        self._secret = secret.encode()

    def issue(self, user_id):
        now = int(time.time())
        claims = {"sub": user_id, "jti": str(uuid.uuid4()), "iat": now, "exp": now + LIFETIME_SECONDS}
        signed = encode({"alg": "HS256", "typ": "JWT"}) + "." + encode(claims)
        return signed + "." + self._sign(signed), claims

    def read(self, token):
        """The claims, or None if we did not write this token or its time is over."""
        match = re.fullmatch(r"([\w-]+\.[\w-]+)\.([\w-]+)", token, re.ASCII)
        # The signature comes first: nothing is read out of what somebody else may have written.
        if not match or not hmac.compare_digest(self._sign(match[1]), match[2]):
            return None
        header, claims = (decode(part) for part in match[1].split("."))
        if header.get("alg") != "HS256" or claims["exp"] <= time.time():
            return None
        return claims

    def _sign(self, text):
        return base64url(hmac.new(self._secret, text.encode(), hashlib.sha256).digest())


def encode(value):
    return base64url(json.dumps(value, separators=(",", ":")).encode())


def base64url(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decode(text):
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
