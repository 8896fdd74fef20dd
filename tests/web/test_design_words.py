"""What no one reads character by character is shown short, and what must be copied is never cut."""

from __future__ import annotations

from ventanilla.web.design.templatetags.design import shortened, whole_folios

DIGEST = "2a8f38dd769d604ac948e4131f63b074d64e629c6187a8111ce37be1113155a7"
DRAFT = "622341e2-dd97-4676-bf65-3fb66162591f"


def test_a_digest_and_an_id_show_their_beginning_and_open_whole() -> None:
    assert shortened(f"acta.pdf (1 KB). SHA-256: {DIGEST}") == (
        f'acta.pdf (1 KB). SHA-256: <details class="v-whole"><summary>2a8f38dd…</summary>{DIGEST}</details>'
    )
    assert f"<summary>622341e2…</summary>{DRAFT}</details>" in shortened(f"aclaracion · {DRAFT}")


def test_every_digest_of_an_answer_is_shortened() -> None:
    assert shortened(f"{DIGEST} · {DIGEST[::-1]}").count("<details") == 2


def test_what_a_person_wrote_stays_as_it_was_and_is_escaped() -> None:
    assert shortened("$1,361.89 <b>ñ</b>") == "$1,361.89 &lt;b&gt;ñ&lt;/b&gt;"
    assert shortened(DIGEST[:63]) == DIGEST[:63]
    assert whole_folios("<b>") == "&lt;b&gt;"


def test_a_folio_is_not_cut_at_the_end_of_a_line() -> None:
    assert whole_folios("Emitimos «A», folio 0H8W-YP3K-TRPX.") == (
        'Emitimos «A», folio <span class="v-nowrap">0H8W-YP3K-TRPX</span>.'
    )
