"""What signatures keep (see ``domain.rights.Kept``)."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import SEEN_BY_OWNER, Group, Keeps, Kept, Told, Use, Withheld

EFFECTS: Final = "as long as the act has effects **(P)**"
WITH_IT: Final = "with its signature"
DAY: Final = "a day after it ends"
CEREMONY: Final = "with the signatures made in it; one that nobody signed, **(P)**"
EVIDENCE: Final = "evidence of the act; article to be confirmed"
PEOPLE: Final = "Usted, quien pidió la firma, quienes firman y el personal."

SIGNATURE: Final = Kept(
    model="Signature",
    what="the signed text (the request in words), the certificate and signature: evidence. Append-only",
    sees=SEEN_BY_OWNER,
    uses=(
        Use(
            "what was signed, by whom and when; it can be verified years later",
            EVIDENCE,
            EFFECTS,
            {
                "typ": "Qué acto",
                "at": "Cuándo",
                "payload": "Lo que firmó",
                "certificate": "Certificado con que firmó",
                "value": "Su firma",
                "serial": "Número de serie del certificado",
            },
            ("id", "subject", "account", "case", "trust", "chain"),
        ),
    ),
    told=Told(
        key="firmas",
        group=Group.TRAMITES,
        title="Lo que ha firmado",
        why="Para probar qué firmó usted, también dentro de varios años.",
        until="Mientras lo que firmó tenga efectos.",
        sees="Usted y el personal que lo resuelve.",
        through=("subject",),
        order="-at",
    ),
)
CHECK: Final = Kept(
    model="RevocationCheck",
    what="the authority's answer about the certificate of a signature. Append-only",
    sees="row-level security: the office, and in the package that its owner downloads",
    uses=(
        Use(
            "that the certificate was in force, or was not, or was not known",
            EVIDENCE,
            WITH_IT,
            {
                "state": "Qué contestó la autoridad",
                "checked_at": "Cuándo",
                "raw": Withheld("Su respuesta completa", "Está en la evidencia de cada firma, en su expediente."),
            },
            ("id", "signature", "doubt"),
        ),
    ),
    told=Told(
        key="comprobaciones",
        group=Group.TRAMITES,
        title="Si su e.firma valía al firmar",
        why="Para probar que su certificado no estaba revocado.",
        until="Lo mismo que la firma.",
        sees="Usted y el personal que lo resuelve.",
        through=("signature__subject",),
        order="-checked_at",
        as_office=True,
    ),
)
STAMP: Final = Kept(
    model="SignatureTimestamp",
    what="a time-stamping authority's token over the signature's digest. Append-only",
    sees=SEEN_BY_OWNER,
    uses=(
        Use(
            "that the signature existed by then; the authority was sent no name and no text",
            EVIDENCE,
            WITH_IT,
            {
                "stamped_at": "Existía el",
                "token": Withheld("El sello de tiempo", "Está en la evidencia de cada firma, en su expediente."),
                "cades_t": Withheld("La firma con su sello", "Está en la evidencia de cada firma, en su expediente."),
            },
            ("id", "signature", "authority_sha256", "kept_at"),
        ),
    ),
    told=Told(
        key="sellos_de_tiempo",
        group=Group.TRAMITES,
        title="Cuándo existía su firma",
        why="Para probar la hora de su firma sin depender de esta oficina.",
        until="Lo mismo que la firma.",
        sees="Usted y el personal que lo resuelve.",
        through=("signature__subject",),
        order="-stamped_at",
    ),
)
SIGNER: Final = Kept(
    model="CeremonySigner",
    what="who is asked to sign, in which turn, and their signature",
    sees="row-level security: the office; each their own row",
    uses=(
        Use(
            "each signs once, in their turn",
            "the act's own",
            CEREMONY,
            {"turn": "Su turno", "signed_at": "Firmó el"},
            ("id", "ceremony", "subject", "signature"),
        ),
    ),
    told=Told(
        key="firmas_pedidas",
        group=Group.TRAMITES,
        title="Lo que le pidieron firmar junto con otras personas",
        why="Para que firme cada quien en su turno.",
        until="Lo mismo que las firmas.",
        sees=PEOPLE,
        through=("subject",),
        order="-id",
    ),
)
CEREMONY_KEPT: Final = Kept(
    model="SigningCeremony",
    what="the act that several people are asked to sign, in words; who asked",
    sees="row-level security: the office; who asked; who signs",
    uses=(
        Use(
            "all sign the same act, by a day",
            "the act's own",
            CEREMONY,
            {
                "title": "Qué",
                "opened_at": "Pedido el",
                "until": "Hasta",
                "cancelled_at": "Cancelado el",
                "completed_at": "Completo el",
                "act": Withheld(
                    "Lo que se firma", "Puede nombrar a otras personas. Quien firma lo ve antes de firmar."
                ),
            },
            ("id", "account", "subject"),
        ),
    ),
    told=Told(
        key="firmas_que_pidio",
        group=Group.TRAMITES,
        title="Lo que usted pidió firmar a varias personas",
        why="Para reunir las firmas de todas.",
        until="Lo mismo que las firmas.",
        sees=PEOPLE,
        through=("subject",),
        order="-opened_at",
    ),
)
CHALLENGE: Final = Kept(
    model="IssuedChallengeRow",
    what="a nonce, the digest of a session, which act (`signatures_challenge`)",
    sees="read by what nobody can guess; it holds no personal value",
    uses=(
        Use(
            "a signature is made for one session, one act and one time",
            "-",
            DAY,
            {},
            ("nonce", "session_sha256", "typ", "audience", "issued_at", "expires_at", "case", "used_at"),
        ),
    ),
)
AUTHORITY: Final = Kept(
    model="AuthorityCertificate",
    what="certificates of authorities, which they publish: nobody's data. Append-only",
    sees="no row-level security",
    uses=(
        Use(
            "anchors are withdrawn and signatures are not",
            EVIDENCE,
            "as long as a signature rests on it",
            {},
            ("sha256", "certificate"),
        ),
    ),
)

KEEPS: Final = Keeps(
    title="Signatures (`apps/signatures`)",
    tables=(SIGNATURE, CHECK, STAMP, SIGNER, CEREMONY_KEPT, CHALLENGE, AUTHORITY),
)
