"""What documents keep (see ``domain.rights.Kept``)."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import Group, Keeps, Kept, Told, Use, Withheld

PRESENTED: Final = "as long as the document can be presented **(P)**"

KEEPS: Final = Keeps(
    title="Documents (`apps/documents`)",
    tables=(
        Kept(
            model="Document",
            what="what was issued, with its sealed file",
            sees="row-level security: the office; the person. Whoever has its folio: whether it is good",
            uses=(
                Use(
                    "what was issued, to be downloaded again and verified",
                    "the trámite's own",
                    PRESENTED,
                    {
                        "content": Withheld(
                            "Lo que dice",
                            "Está en el documento. Puede incluir datos de su familia, por eso no se repite.",
                        ),
                        "pdf": Withheld(
                            "El documento", "Es muy grande para este archivo. Descárguelo en «Mi oficina»."
                        ),
                    },
                    ("content_type", "template", "content_sha256", "pdf_sha256", "key", "size", "fault"),
                ),
                Use(
                    "the name, masked: what a stranger who scans the QR reads",
                    "verification",
                    PRESENTED,
                    {"holder": "A nombre de, para quien lo verifica"},
                ),
                Use(
                    "what the QR and the seal say; no number of a person",
                    "verification",
                    PRESENTED,
                    {"fact": "Lo que dice a quien lo verifica", "cadena": "Cadena original"},
                    ("sello", "serial", "cose"),
                ),
                Use(
                    "which document, and until when it is good",
                    "verification",
                    PRESENTED,
                    {
                        "folio": "Folio",
                        "title": "Documento",
                        "issued_at": "Emitido",
                        "on": "Se decidió el",
                        "expires_on": "Vence",
                        "revoked_on": "Dejó de valer",
                        "replaced_by": "Lo reemplaza",
                    },
                    ("id", "subject", "case", "account", "kind", "attempts", "sealed_at", "stamp", "longterm"),
                ),
            ),
            told=Told(
                key="documentos",
                group=Group.TRAMITES,
                title="Los documentos que le entregamos",
                why="Para que pueda descargarlos otra vez, y cualquiera compruebe que son auténticos.",
                until="Mientras el documento se pueda presentar.",
                sees="Usted y el personal. Quien tenga el folio sabe si vale, no lo que dice.",
                through=("subject",),
                order="-issued_at",
            ),
        ),
        Kept(
            model="StatusListing",
            what="the signed list of what was revoked, which anybody may fetch: ten bytes a document, nobody's data",
            sees="no row-level security: it is published",
            uses=(
                Use(
                    "a document is verified without a connection",
                    "verification",
                    "until the next one, every hour",
                    {},
                    ("id", "cose", "made_at"),
                ),
            ),
        ),
    ),
)
