"""What an application may register and ask, and under which name it knows a person."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ventanilla.domain.authority import Assurance, Via
from ventanilla.domain.oidc import (
    CLASSES,
    BadAddress,
    Scope,
    UnknownScope,
    acr_of,
    address_check,
    address_matches,
    amr_of,
    id_token_claims,
    known_by,
    needs_proof,
    origin_of,
    pairwise,
    scopes_of,
    sector_of,
)

KEY = bytes(range(32))
HOST = st.from_regex(r"[a-z]{1,8}\.example", fullmatch=True)
PATH = st.from_regex(r"(/[a-z0-9]{0,5}){0,3}", fullmatch=True)


@given(HOST, PATH, st.text(max_size=12))
def test_an_address_matches_itself_alone(host: str, path: str, more: str) -> None:
    address = f"https://{host}{path}"
    address_check(address)
    assert address_matches(address, address)
    assert address_matches(address, address + more) == (more == "")
    assert address_matches(address, more + address) == (more == "")
    assert origin_of(address) == f"https://{host}"


@given(st.integers(1, 65535), PATH)
def test_on_a_device_the_port_alone_may_differ(port: int, path: str) -> None:
    registered = f"http://127.0.0.1{path}"
    address_check(registered)
    assert address_matches(registered, f"http://127.0.0.1:{port}{path}")
    assert not address_matches(registered, f"http://127.0.0.1:{port}{path}x")
    assert not address_matches(registered, f"http://127.0.0.1:{port}{path}?x=1")
    assert not address_matches(registered, f"http://x@127.0.0.1:{port}{path}")
    assert not address_matches(registered, f"http://[::1]:{port}{path}")
    assert not address_matches(registered, f"https://127.0.0.1:{port}{path}")


@given(st.text(max_size=60))
def test_no_text_breaks_it(said: str) -> None:
    for address in (said, f"https://{said}", f"http://127.0.0.1{said}", f"https://app.example/{said}"):
        try:
            address_check(address)
        except BadAddress:
            pass
        else:
            assert set(" \"'<>\\#*;,\n").isdisjoint(origin_of(address)), "it goes into a header"


@pytest.mark.parametrize("host", ["app.example;", "a,b.example", "app.example'", "a b.example", '"x".example'])
def test_a_host_cannot_write_into_a_policy(host: str) -> None:
    with pytest.raises(BadAddress):
        address_check(f"https://{host}/vuelta")


@given(st.uuids(), st.uuids(), HOST, HOST)
def test_a_name_is_of_one_person_in_one_sector(one: UUID, other: UUID, here: str, there: str) -> None:
    name = pairwise(KEY, sector=here, subject=one)
    assert name == pairwise(KEY, sector=here, subject=one)
    assert (name == pairwise(KEY, sector=here, subject=other)) == (one == other)
    assert (name == pairwise(KEY, sector=there, subject=one)) == (here == there)
    assert name != pairwise(bytes(32), sector=here, subject=one)
    assert len(name) == 43


def test_sectors() -> None:
    assert sector_of(["https://app.example/a", "https://app.example/b"], "c") == "app.example"
    assert sector_of(["http://127.0.0.1/a"], "c") == "c"
    for several in ([], ["https://a.example", "https://b.example"], ["https://a.example", "http://127.0.0.1/"]):
        with pytest.raises(BadAddress):
            sector_of(several, "c")


def test_every_scope_says_what_it_is() -> None:
    assert len({str(known_by(scope)) for scope in Scope}) == len(Scope)
    assert scopes_of(["curp", "openid"]) == (Scope.OPENID, Scope.CURP)
    assert [needs_proof([scope]) for scope in Scope] == [False, True, False, True]
    with pytest.raises(UnknownScope):
        scopes_of(["openid", "semanas"])


def test_every_way_in_has_a_word_and_no_level_its_name() -> None:
    assert [acr_of(level) for level in Assurance if level] == list(CLASSES)
    assert not [word for word in CLASSES if "N1" in word.upper() or "N2" in word.upper() or "N3" in word.upper()]
    assert all(amr_of(via) for via in Via if via not in {Via.PROGRAM, Via.SYSTEM})
    with pytest.raises(LookupError):
        acr_of(Assurance.N0)
    with pytest.raises(LookupError):
        amr_of(Via.SYSTEM)


def test_an_id_token_says_no_more_than_who_when_and_how() -> None:
    claims = id_token_claims(
        issuer="i",
        client="c",
        sub="s",
        access_token="t",
        at=100,
        lasts=600,
        entered_at=90,
        acr="a",
        amr=("pwd",),
        nonce="",
    )
    assert set(claims) == {"iss", "sub", "aud", "iat", "exp", "auth_time", "acr", "amr", "at_hash"}
    assert claims["exp"] == 700
