"""What is kept of where people are paid (see ``domain.rights.Kept``)."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import Group, Keeps, Kept, Told, Use, Withheld

SEES: Final = "row-level security: the office; whose it is"
PROTECTED: Final = "Se guarda protegida: solo la institución la lee, para pagarle."

CUENTA: Final = Kept(
    model="CuentaBancaria",
    what="the bank account in which a person is paid, and what became of it; the number is sealed",
    sees=SEES,
    uses=(
        Use(
            "to pay what is owed to the person, in an account that is theirs, and to prove in which it was paid",
            "catalogue, section 10; LSS 96-103",
            "ten years after its end **(P)**",
            {
                "banco": "Clave del banco",
                "terminacion": "Últimas cuatro cifras",
                "con_codigo": "Se comprobó con un depósito de un centavo",
                "registrada_at": "Registrada el",
                "comprobada_at": "Comprobada el",
                "desde": "Recibe pagos desde",
                "terminada_at": "Terminada el",
                "fin": "Por qué terminó",
                "clabe": Withheld("Su CLABE completa", PROTECTED),
                "huella": Withheld("La marca que la reconoce", PROTECTED),
            },
            ("id", "subject", "caso"),
        ),
    ),
    told=Told(
        key="cuentas_bancarias",
        group=Group.PERSONA,
        title="Cuentas bancarias para sus pagos",
        why="Para pagarle en una cuenta que es suya.",
        until="Diez años después de que deje de usarse.",
        sees="Usted y el personal que paga.",
        through=("subject",),
        order="-registrada_at",
    ),
)

DEPOSITO: Final = Kept(
    model="DepositoCentavo",
    what="the deposits of one cent whose code proves an account; no code is kept",
    sees=SEES,
    uses=(
        Use(
            "to prove that whoever registers an account reads its statement, and that each deposit was made once",
            "catalogue, section 10",
            "as long as the account's row",
            {
                "numero": "Número de depósito",
                "pedido_at": "Pedido el",
                "vence_at": "Su código sirve hasta",
                "intentos": "Veces que se escribió un código",
                "enviado_at": "Enviado el",
                "referencia": "Referencia del banco",
                "cerrado_at": "Su código dejó de servir el",
            },
            ("id", "cuenta", "subject"),
        ),
    ),
    told=Told(
        key="depositos_un_centavo",
        group=Group.PERSONA,
        title="Depósitos de un centavo",
        why="Para comprobar que la cuenta que registra es suya.",
        until="El mismo tiempo que la cuenta.",
        sees="Usted y el personal que paga.",
        through=("subject",),
        order="-pedido_at",
    ),
)

TITULAR: Final = Kept(
    model="RespuestaTitular",
    what="what a bank said of whether an account is a person's; the account's number is not kept",
    sees=SEES,
    uses=(
        Use(
            "evidence of what a registration was decided from",
            "catalogue, section 10",
            "as long as the case's resolution",
            {
                "preguntado_at": "Preguntado el",
                "dicho": "Lo que dijo el banco",
                "huella": Withheld("La marca que reconoce la cuenta", PROTECTED),
            },
            ("id", "subject"),
        ),
    ),
    told=Told(
        key="titular_de_cuenta",
        group=Group.PERSONA,
        title="Lo que su banco dijo de su cuenta",
        why="Para comprobar que la cuenta que registra es suya.",
        until="El mismo tiempo que la resolución de su trámite.",
        sees="Usted y el personal que paga.",
        through=("subject",),
        order="-preguntado_at",
    ),
)

COBRO: Final = Kept(
    model="Cobro",
    what="what a person owes for something they asked for, and whether it was paid",
    sees=SEES,
    uses=(
        Use(
            "to charge once what the law says, and to give back what was paid late or for nothing",
            "LSS 240-245; CFF 22",
            "ten years after it was paid or ended **(P)**",
            {
                "concepto": "Concepto",
                "centavos": "Importe, en centavos",
                "hasta": "Se paga a más tardar",
                "referencia": "Línea de captura",
                "pedido_at": "Pedido el",
                "pagado_at": "Pagado el",
                "pagado_centavos": "Lo que se pagó, en centavos",
                "pagado_referencia": "Referencia del banco",
                "terminado_at": "Dejó de esperarse el",
                "tarde": "Se pagó cuando ya no se esperaba",
                "sin_efecto_at": "El trámite terminó sin darle lo que pagó",
            },
            ("id", "subject", "tomado_at", "fallo_at"),
        ),
    ),
    told=Told(
        key="cobros",
        group=Group.TRAMITES,
        title="Lo que se le pidió pagar",
        why="Para cobrarle una sola vez lo que pidió.",
        until="Diez años después de que se pague o termine.",
        sees="Usted y el personal que cobra.",
        through=("subject",),
        order="-pedido_at",
    ),
)

PAGO: Final = Kept(
    model="PagoRecibido",
    what="the bank's notices of payments, by reference; nothing in them says who paid",
    sees="row-level security: the office",
    uses=(
        Use(
            "that each notice counts once, and that what nobody owed is given back",
            "CFF 22",
            "ten years **(P)**",
            {},
            (
                "numero",
                "referencia",
                "centavos",
                "pagado_at",
                "banco_referencia",
                "recibido_at",
                "cobro",
                "sobra",
            ),
        ),
    ),
)

DEVOLUCION: Final = Kept(
    model="Devolucion",
    what="what is owed back to somebody who paid twice or too late, who decided it, and where it was paid",
    sees=SEES,
    uses=(
        Use(
            "to give back once what was not owed, and to prove who decided it",
            "CFF 22",
            "ten years after it was paid back **(P)**",
            {
                "motivo": "Por qué se devuelve",
                "centavos": "Importe, en centavos",
                "debida_at": "Se debe desde",
                "rechazada": "El banco no la aceptó",
                "propuesta_at": "Propuesta el",
                "aprobada_at": "Aprobada el",
                "ordenada_at": "Ordenada al banco el",
                "pagada_at": "Devuelta el",
                "referencia": "Referencia del banco",
            },
            ("id", "subject", "pago", "cuenta", "intento", "propuesta_por", "aprobada_por"),
        ),
    ),
    told=Told(
        key="devoluciones",
        group=Group.TRAMITES,
        title="Lo que se le devuelve",
        why="Para devolverle una sola vez lo que no debía.",
        until="Diez años después de que se devuelva.",
        sees="Usted y el personal que paga.",
        through=("subject",),
        order="-debida_at",
    ),
)

KEEPS: Final = Keeps(title="Payments (`apps/payments`)", tables=(CUENTA, DEPOSITO, TITULAR, COBRO, PAGO, DEVOLUCION))
