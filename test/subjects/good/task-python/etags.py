"""ETag and If-Match. The tag of a thing is a hash of what is shown of it."""

import hashlib
import json
import re

from problems import Problem


def etag_of(shown):
    raw = json.dumps(shown, sort_keys=True).encode()
    return '"' + hashlib.sha256(raw).hexdigest()[:32] + '"'


def refuse_if_stale(shown, if_match):
    if if_match is None or if_match.strip() == "*":
        return
    # Strong comparison (RFC 9110, 8.8.3.2): a tag with W/ before it is none of these.
    tags = re.findall(r'(?:^|,)\s*("[^"]*")\s*(?=,|$)', if_match)
    if etag_of(shown) not in tags:
        raise Problem(412, "Precondition Failed", "somebody has changed this since you read it")
