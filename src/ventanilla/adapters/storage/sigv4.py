"""AWS Signature Version 4: how a request to an S3-compatible server says who sends it, and that nobody changed it.

Source: AWS, *Authenticating Requests: Using the Authorization Header*
(docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html), whose examples are in the tests.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

ALGORITHM: Final = "AWS4-HMAC-SHA256"
SERVICE: Final = "s3"


@dataclass(frozen=True, slots=True)
class Credential:
    """Who asks: the public name of a key of the server, and its secret."""

    key_id: str
    secret: str = field(repr=False)


def query_of(parameters: Mapping[str, str]) -> str:
    """The parameters of an address in the one way in which they are signed.

    >>> query_of({"prefix": "a/b", "list-type": "2"})
    'list-type=2&prefix=a%2Fb'
    """
    return "&".join(f"{quote(name, safe='-_.~')}={quote(parameters[name], safe='-_.~')}" for name in sorted(parameters))


def authorization(
    method: str, path: str, query: str, headers: Mapping[str, str], credential: Credential, region: str
) -> str:
    """The ``Authorization`` of a request all of whose ``headers`` are signed.

    Their names are in lower case; ``host``, ``x-amz-date`` (``20130524T000000Z``) and ``x-amz-content-sha256`` (of the
    body, in hexadecimal) are among them. ``path`` and ``query`` are as they will be sent.
    """
    signed = ";".join(sorted(headers))
    lines = [method, path, query, *(f"{name}:{headers[name].strip()}" for name in sorted(headers)), "", signed]
    canonical = "\n".join([*lines, headers["x-amz-content-sha256"]])
    at = headers["x-amz-date"]
    scope = f"{at[:8]}/{region}/{SERVICE}/aws4_request"
    to_sign = "\n".join([ALGORITHM, at, scope, hashlib.sha256(canonical.encode()).hexdigest()])
    key = b"AWS4" + credential.secret.encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), hashlib.sha256)
    signature = hmac.digest(key, to_sign.encode(), hashlib.sha256).hex()
    return f"{ALGORITHM} Credential={credential.key_id}/{scope},SignedHeaders={signed},Signature={signature}"
