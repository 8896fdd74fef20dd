"""Files in a bucket: the same promises as on a disk, and every way in which a server can fail to keep them."""

from __future__ import annotations

import os
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler

import pytest
from tests.adapters.s3_server import BUCKET, REGION, Server, fault, send, serving

from ventanilla.adapters.storage.port import Damaged, Missing, Storage, StorageDown
from ventanilla.adapters.storage.real import Bucket
from ventanilla.adapters.storage.sealed import SealedStorage
from ventanilla.adapters.storage.sigv4 import Credential, authorization

KEY = "adjuntos/0f3a-77/original"
CURRENT = b"\x02" * 32


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("s3")) as made:
        yield made


@pytest.fixture
def server(running: Server) -> Server:
    running.objects.clear()
    running.asked.clear()
    running.before, running.knows_conditions, running.page = lambda _: False, True, 1000
    return running


def acts(storage: Storage, key: str) -> list[Callable[[], object]]:
    return [partial(storage.put, key, b"x"), partial(storage.get, key), partial(storage.delete, key)]


def only(method: str, then: Callable[[BaseHTTPRequestHandler], bool]) -> Callable[[BaseHTTPRequestHandler], bool]:
    return lambda handler: handler.command == method and then(handler)


# -- what AWS publishes of its signature

# In two parts, or the scan for secrets would take what AWS publishes for somebody's.
EXAMPLE = Credential("".join(("AKIA", "IOSFODNN7EXAMPLE")), "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    ("path", "query", "extra", "signature"),
    [
        ("/test.txt", "", {"range": "bytes=0-9"}, "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
        ("/", "lifecycle=", {}, "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
        ("/", "max-keys=2&prefix=J", {}, "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
    ],
)
def test_the_examples_of_aws_are_signed_as_aws_says(
    path: str, query: str, extra: dict[str, str], signature: str
) -> None:
    headers = {
        "host": "examplebucket.s3.amazonaws.com",
        "x-amz-content-sha256": EMPTY,
        "x-amz-date": "20130524T000000Z",
        **extra,
    }
    assert authorization("GET", path, query, headers, EXAMPLE, "us-east-1").endswith(f"Signature={signature}")


# -- the promises of a storage


@pytest.mark.parametrize("data", [b"", b"x", os.urandom(3_000_000)], ids=["empty", "one", "many"])
def test_what_was_put_comes_back(server: Server, data: bytes) -> None:
    storage = server.storage()
    storage.put(KEY, data)
    storage.put(KEY, data)
    assert storage.get(KEY) == data
    assert [method for method, _, _ in server.asked] == ["GET", "PUT", "GET", "GET"]


@pytest.mark.parametrize("knows", [True, False])
def test_a_key_is_never_written_again(server: Server, knows: bool) -> None:
    server.knows_conditions = knows
    storage = server.storage()
    storage.put(KEY, b"uno")
    with pytest.raises(ValueError, match="never written again"):
        storage.put(KEY, b"otro")
    assert storage.get(KEY) == b"uno"


@pytest.mark.parametrize("other", [b"uno", b"otro"])
def test_of_two_processes_that_put_at_once_the_first_stays(server: Server, other: bytes) -> None:
    """The other one puts between our look and our own put: the server refuses ours, and what it has is compared."""
    storage = server.storage()

    def overtaken(_: BaseHTTPRequestHandler) -> bool:
        server.before = lambda _: False
        server.storage().put(KEY, other)
        return False

    server.before = only("PUT", overtaken)
    if other == b"uno":
        storage.put(KEY, b"uno")
    else:
        with pytest.raises(ValueError, match="never written again"):
            storage.put(KEY, b"uno")
    assert storage.get(KEY) == other


def test_a_server_that_refuses_the_condition_is_asked_without_it(server: Server) -> None:
    server.before = lambda handler: bool(handler.headers["If-None-Match"]) and fault(handler, 501, "NotImplemented")
    server.storage().put(KEY, b"uno")
    assert server.storage().get(KEY) == b"uno"


def test_what_was_forgotten_is_missing_and_may_be_put_anew(server: Server) -> None:
    storage = server.storage()
    storage.put(KEY, b"uno")
    storage.delete(KEY)
    storage.delete(KEY)
    with pytest.raises(Missing):
        storage.get(KEY)
    storage.put(KEY, b"otro")
    assert storage.get(KEY) == b"otro"


def test_a_server_that_says_that_there_was_nothing_to_delete_is_content(server: Server) -> None:
    server.before = only("DELETE", lambda handler: fault(handler, 404, "NoSuchKey"))
    server.storage().delete(KEY)


@pytest.mark.parametrize("key", ["", "/etc/passwd", "a/../b", "A", "a//b", "a/", "ñ", "a b", "a?x", "x" * 201])
def test_a_key_cannot_lead_elsewhere(server: Server, key: str) -> None:
    storage = server.storage()
    for act in acts(storage, key):
        with pytest.raises(ValueError, match="a key is"):
            act()
    assert server.asked == []


def test_other_bytes_in_the_bucket_are_damage(server: Server) -> None:
    storage = server.storage()
    storage.put(KEY, b"de una persona")
    storage.put("b", b"de otra persona")
    server.objects[KEY] = server.objects["b"]
    with pytest.raises(Damaged):
        storage.get(KEY)
    whole, at = server.objects["b"]
    server.objects["b"] = (whole[:-1] + bytes([whole[-1] ^ 1]), at)
    with pytest.raises(Damaged):
        storage.get("b")


def test_the_bucket_sees_only_sealed_bytes(server: Server) -> None:
    sealed = SealedStorage(server.storage(), CURRENT)
    sealed.put(KEY, b"ACTA DE NACIMIENTO " * 50)
    assert sealed.get(KEY) == b"ACTA DE NACIMIENTO " * 50
    assert len(server.objects) == 2
    assert all(b"ACTA" not in whole for whole, _ in server.objects.values())
    sealed.delete(KEY)
    assert server.objects == {}


# -- the listing


def test_the_listing_goes_page_by_page_and_tells_how_old_each_is(server: Server) -> None:
    storage = server.storage()
    keys = [f"adjuntos/{number}" for number in range(5)]
    for key in (*keys, "documentos/1"):
        storage.put(key, b"x")
    server.objects["adjuntos/Ajeno.txt"] = (b"of somebody else", 0)
    server.objects[keys[0]] = (b"", time.time() - 90_000)
    server.page = 2
    server.asked.clear()
    found = {kept.key: kept.age_seconds for kept in storage.listing("adjuntos/")}
    assert sorted(found) == keys
    assert 89_990 < found[keys[0]] < 90_600
    assert -10 < found[keys[1]] < 600
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"<a/",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        b"<L><Contents><Key>adjuntos/1</Key><LastModified>ayer</LastModified></Contents></L>",
        b"<L><Contents><Key>adjuntos/1</Key><LastModified>2026-01-01T00:00:00</LastModified></Contents></L>",
    ],
)
def test_a_listing_that_is_not_understood_lists_nothing(server: Server, body: bytes) -> None:
    server.before = lambda handler: send(handler, 200, body)
    with pytest.raises(StorageDown):
        list(server.storage().listing("adjuntos/"))


def test_a_listing_that_never_ends_is_left(server: Server) -> None:
    said = b"<L><IsTruncated>true</IsTruncated><NextContinuationToken>a</NextContinuationToken></L>"
    server.before = lambda handler: send(handler, 200, said)
    with pytest.raises(StorageDown, match="does not advance"):
        list(server.storage().listing("adjuntos/"))


# -- down


@pytest.mark.parametrize(
    ("status", "code"),
    [(403, "AccessDenied"), (404, "NoSuchBucket"), (404, ""), (500, "InternalError"), (503, "SlowDown"), (409, "X")],
)
def test_what_the_server_refuses_is_told_as_down_and_never_as_missing(server: Server, status: int, code: str) -> None:
    storage = server.storage()
    server.before = lambda handler: fault(handler, status, code)
    for act in acts(storage, KEY):
        with pytest.raises(StorageDown, match=f"HTTP {status}"):
            act()
    with pytest.raises(StorageDown):
        list(storage.listing("a"))


def test_a_put_that_fails_keeps_nothing_and_may_be_repeated(server: Server) -> None:
    server.before = only("PUT", lambda handler: fault(handler, 500, "InternalError"))
    with pytest.raises(StorageDown):
        server.storage().put(KEY, b"uno")
    server.before = lambda _: False
    server.storage().put(KEY, b"uno")
    assert server.storage().get(KEY) == b"uno"


def test_another_secret_or_region_or_bucket_is_refused(server: Server) -> None:
    other = Bucket("localhost", server.port, BUCKET, "otra")
    for changed in (
        {"credential": Credential("LLAVE-DE-PRUEBA", "otro")},
        {"bucket": other},
        {"bucket": Bucket("localhost", server.port, "otro", REGION)},
    ):
        with pytest.raises(StorageDown):
            server.storage(**changed).get(KEY)


def test_no_redirect_is_followed(server: Server) -> None:
    server.before = lambda handler: send(handler, 307, Location=f"https://localhost:{server.port}/otro/{KEY}")
    with pytest.raises(StorageDown, match="HTTP 307"):
        server.storage().get(KEY)
    assert len(server.asked) == 1


def test_nobody_else_may_answer_in_its_name(server: Server) -> None:
    with pytest.raises(StorageDown, match="SSLCertVerificationError"):
        server.storage(trusts=ssl.create_default_context()).get(KEY)
    assert server.asked == []


def test_a_server_that_is_not_there_is_down(server: Server) -> None:
    with pytest.raises(StorageDown, match="ConnectionRefusedError"):
        server.storage(bucket=Bucket("localhost", 1, BUCKET, REGION)).get(KEY)


def test_silence_is_bounded(server: Server) -> None:
    done = threading.Event()
    server.before = lambda _: done.wait(30)
    try:
        with pytest.raises(StorageDown, match="TimeoutError"):
            server.storage(silent_seconds=0.2).get(KEY)
    finally:
        done.set()


def test_an_answer_that_drips_is_bounded_as_a_whole(server: Server) -> None:
    """Each wait is short enough; only their sum is not. Without the bound it would end well, a hundred drops later."""

    def drip(handler: BaseHTTPRequestHandler) -> bool:
        handler.send_response_only(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        stop = threading.Event()
        try:
            while not stop.wait(0.02):
                handler.wfile.write(b" ")
        except OSError:  # hung up
            return True
        return True

    server.before = drip
    with pytest.raises(StorageDown):
        server.storage(seconds=0.3).get(KEY)


def test_an_answer_cut_short_is_not_a_damaged_file(server: Server) -> None:
    server.storage().put(KEY, b"entero")
    whole = server.objects[KEY][0]

    def cut(handler: BaseHTTPRequestHandler) -> bool:
        handler.send_response_only(200)
        handler.send_header("Content-Length", str(len(whole)))
        handler.end_headers()
        handler.wfile.write(whole[:-3])
        handler.close_connection = True
        return True

    server.before = cut
    with pytest.raises(StorageDown):
        server.storage().get(KEY)


def test_too_much_is_neither_read_nor_put(server: Server) -> None:
    server.storage().put(KEY, b"x" * 1000)
    with pytest.raises(StorageDown, match="too large"):
        server.storage(limit_bytes=500).get(KEY)
    with pytest.raises(ValueError, match="larger"):
        server.storage(limit_bytes=500).put("b", b"x" * 500)


def test_a_bucket_that_keeps_versions_is_refused(server: Server) -> None:
    """What is deleted there stays readable, and the envelope of a file is deleted so that it is not."""
    server.before = lambda handler: send(handler, 200, x_amz_version_id="3sL4kqtJ")
    for act in acts(server.storage(), KEY):
        with pytest.raises(StorageDown, match="versions"):
            act()


def test_the_secret_is_in_no_text_of_ours(server: Server) -> None:
    assert "secreto" not in repr(server.storage())
