"""The folder of an employer who never existed, as an accountant has it: several programs, several hands, some slips.

Everything comes from a seed. What is wrong on purpose is said, so that whoever tries the commands knows what they
should find.
"""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from ventanilla.domain.contributions import Patron, Prima, TipoAviso
from ventanilla.formats import idse, sua
from ventanilla.formats.accounts import Contexto
from ventanilla.formats.cedula.composing import de_patronal
from ventanilla.formats.emision import write_xlsx
from ventanilla.formats.finding import Place
from ventanilla.formats.joining import join
from ventanilla.formats.records import Ausentismo, Cobro, Credito, Ficha, Incapacidad, Movimiento, Nombre, Record
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.synthetic.draw import new_id, stream
from ventanilla.synthetic.payroll_receipts import Sellador, Trabajador, employer, pay, receipt, workers

PRIMA: Final = Decimal("0.54355")
HALF: Final = 15  # days of the first fortnight
_UN_DIA: Final = timedelta(days=1)
_HERE: Final = Place("muestra")


@dataclass(frozen=True, slots=True)
class Muestra:
    """``archivos`` by their path in the folder; ``dicho`` is what there is in them, and what to try."""

    archivos: dict[str, bytes]
    dicho: str


@dataclass(frozen=True, slots=True)
class _Facts:
    """What happened to the workers in the month."""

    fichas: tuple[Ficha, ...]
    movimientos: tuple[Movimiento, ...]
    ausentismos: tuple[Ausentismo, ...]
    incapacidades: tuple[Incapacidad, ...]
    creditos: tuple[Credito, ...]

    @property
    def records(self) -> tuple[Record, ...]:
        return (*self.fichas, *self.movimientos, *self.ausentismos, *self.incapacidades, *self.creditos)


def muestra(seed: int, people: int, mes: Period, *, recibos: bool = True) -> Muestra:
    """The folder of ``people`` workers (twelve at least) in a month."""
    patron = employer(seed, mes.last)
    registro = patron.registros[0].numero
    payrolled = list(workers(seed, mes.last, people))
    facts = _facts(seed, registro, payrolled, mes)
    files = {
        "sua/ASEG.TXT": b"".join(sua.write_aseg(facts.fichas, facts.creditos)),
        "sua/MOVT.TXT": b"".join(sua.write_movt((*facts.movimientos, *facts.ausentismos, *facts.incapacidades))),
        "sua/INCAP.TXT": b"".join(sua.write_incap(facts.incapacidades)),
        "sua/CRED.TXT": b"".join(sua.write_cred(facts.creditos)),
        "lista de personal.csv": _list(payrolled, facts),
        "emision.xlsx": _emission(facts, registro, mes),
    }
    for tipo in (TipoAviso.MODIFICACION, TipoAviso.BAJA):
        moved = [one for one in facts.movimientos if one.tipo is tipo]
        files[f"idse/IDSE_{tipo.value}.TXT"] = b"".join(idse.write(moved, tipo))
    if recibos:
        files["recibos.zip"] = _receipts(seed, payrolled, facts, mes)
    return Muestra(files, _said(registro, patron.nombre, mes, people))


def _facts(seed: int, registro: str, people: list[Trabajador], mes: Period) -> _Facts:
    """Two who leave, three whose wage changes, absences and certificates of some, credits of others."""
    rng = stream(seed, "muestra")
    fichas = tuple(_ficha(registro, n, one) for n, one in enumerate(people, start=1))
    old = [one for one in fichas if one.fecha_alta is not None and one.fecha_alta < mes.first - 60 * _UN_DIA]
    chosen = rng.sample(old, 9)
    middle = mes.first + 9 * _UN_DIA
    raised = tuple(
        _movement(one, TipoAviso.MODIFICACION, middle + n * _UN_DIA, _raised(one)) for n, one in enumerate(chosen[:3])
    )
    gone = tuple(
        _movement(one, TipoAviso.BAJA, mes.last - (7 + n) * _UN_DIA, None) for n, one in enumerate(chosen[3:5])
    )
    absences = tuple(Ausentismo(_HERE, registro, one.nss, middle, n + 2) for n, one in enumerate(chosen[5:7]))
    certificates = tuple(
        Incapacidad(
            _HERE,
            registro,
            one.nss,
            f"AB{100000 + n}",
            mes.first + 4 * _UN_DIA,
            7,
            rama=rama,
            riesgo=riesgo,
            secuela=secuela,
            control=control,
        )
        for n, (one, (rama, riesgo, secuela, control)) in enumerate(
            zip(chosen[7:9], (("2", "0", "0", "0"), ("1", "1", "1", "1")), strict=True)
        )
    )
    credits = tuple(
        Credito(_HERE, registro, one.nss, f"0{123456780 + n}", "15", mes.first - 59 * _UN_DIA, "1", Decimal("20.00"))
        for n, one in enumerate(fichas[1::6])
        if one.fecha_alta is not None and one.fecha_alta < mes.first - 59 * _UN_DIA
    )
    return _Facts(fichas, (*raised, *gone), absences, certificates, credits)


def _ficha(registro: str, line: int, one: Trabajador) -> Ficha:
    person = one.persona
    return Ficha(
        Place("muestra", line),
        registro,
        one.nss,
        Nombre(*(part.upper() for part in (person.primer_apellido, person.segundo_apellido, person.nombre))),
        person.curp,
        person.rfc,
        one.ingreso,
        Money.of_centavos(one.sbc),
        tipo_trabajador="1",
        tipo_salario="0",
        jornada="0",
        clave=one.clave,
    )


def _raised(one: Ficha) -> Money:
    assert one.sbc is not None
    return Money.of_centavos(min(one.sbc.centavos * 108 // 100, 293_000))  # some eight percent, and under the cap


def _movement(one: Ficha, tipo: TipoAviso, on: date, sbc: Money | None) -> Movimiento:
    return Movimiento(
        one.place, one.registro, one.nss, tipo, on, sbc, one.nombre, one.curp, one.rfc, "1", "0", "0",
        clave=one.clave, causa="2" if tipo is TipoAviso.BAJA else "",
    )  # fmt: skip


def _emission(facts: _Facts, registro: str, mes: Period) -> bytes:
    """What the institution would say: it knows no absences, one baja did not reach it, nor one raise."""
    first_raise = facts.movimientos[0]
    last_baja = facts.movimientos[-1]
    known = [one for one in facts.records if not isinstance(one, Ausentismo) and one not in (first_raise, last_baja)]
    planilla = join(known)
    contexto = Contexto(Patron((Prima(date(mes.first.year, 1, 1), PRIMA),)))
    cedula = de_patronal(planilla.patronales[registro], mes, contexto)
    rows = []
    for worker in cedula.asegurados:
        persona = planilla.patronales[registro].personas[worker.clave]
        name = persona.datos["nombre"].valor
        for lapso in worker.lapsos:
            rows.append(
                Cobro(
                    _HERE,
                    registro,
                    worker.clave,
                    mes.first,
                    lapso.bill,
                    lapso.dias - lapso.incapacidad,
                    lapso.sbc,
                    {(linea.ramo, linea.parte): linea.importe for linea in lapso.lineas if linea is not None},
                    nombre=name if isinstance(name, Nombre) else None,
                    origen="E",
                )
            )
    return write_xlsx(rows, mes.first, registro)


def _list(people: list[Trabajador], facts: _Facts) -> bytes:
    """What human resources keep by hand: a title on top, a zero lost, a date the other way, a salary mistyped."""
    held = io.StringIO(newline="")
    out = csv.writer(held, delimiter=";")
    out.writerow(["Personal en activo"])
    out.writerow([])
    out.writerow(["No.", "Nombre completo", "N.S.S.", "C.U.R.P.", "Ingreso", "S.B.C.", "Salario diario", "Puesto"])
    for n, one in enumerate(people):
        wage = facts.fichas[n].sbc
        assert wage is not None
        amount = wage.pesos + (Decimal("10.00") if n == 2 else 0)  # one wage is not that of SUA
        curp = one.persona.curp
        out.writerow(
            [
                one.clave,
                one.persona.nombre_completo,
                one.nss,
                curp[:-1] + str((int(curp[-1]) + 1) % 10) if n == 4 else curp,  # one has another last digit
                f"{one.ingreso:%d/%m/%Y}",
                f"$ {amount:,}",
                f"{Money.of_centavos(one.diario).pesos}",
                one.puesto,
            ]
        )
    return held.getvalue().encode("cp1252")


def _receipts(seed: int, people: list[Trabajador], facts: _Facts, mes: Period) -> bytes:
    """The receipts of both fortnights, sealed with a key that nobody knows."""
    patron = employer(seed, mes.last)
    sellador = _sellador(patron.nombre, patron.rfc, mes)
    middle = mes.first + (HALF - 1) * _UN_DIA
    raised = {one.nss: one.sbc for one in facts.movimientos if one.sbc is not None}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for n, days in enumerate((Period(mes.first, middle), Period(middle + _UN_DIA, mes.last)), start=1):
            for place, worker in enumerate(people):
                wage = raised.get(worker.nss) if n == 2 else None
                one = worker if wage is None else replace(worker, sbc=wage.centavos)
                paid = replace(pay(seed + n, place, one, days), dias=days.days, incapacidad=None, subsidio=0)
                uuid = str(new_id(stream(seed, "recibo", n, place))).upper()
                xml = receipt(patron, patron.registros[0], one, paid, days, sellador, uuid=uuid, timbrador=sellador)
                entry = zipfile.ZipInfo(f"quincena {n}/{uuid}.xml", (mes.last.year, mes.last.month, 1, 0, 0, 0))
                made.writestr(entry, xml, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _sellador(name: str, rfc: str, mes: Period) -> Sellador:
    """A key and a certificate made here: the seals are true, and no authority vouches for them."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.x509.oid import NameOID, ObjectIdentifier

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    number = "30001000000500009999"
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, name[:64]),
            x509.NameAttribute(ObjectIdentifier("2.5.4.45"), rfc),
        ]
    )
    first = datetime(mes.first.year - 1, 1, 1)  # noqa: DTZ001 - x509 takes no zone
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(int(number.encode().hex(), 16))
        .not_valid_before(first)
        .not_valid_after(first.replace(year=first.year + 4))
        .sign(key, hashes.SHA256())
    )
    return Sellador(key, certificate.public_bytes(serialization.Encoding.DER), number)


def _said(registro: str, nombre: str, mes: Period, people: int) -> str:
    month = f"{mes.first:%Y-%m}"
    return (
        f"{nombre}, registro {registro}, {people} personas. Nadie aquí existe: todo se inventó para probar.\n"
        "- sua/: los asegurados, sus movimientos, incapacidades y créditos.\n"
        "- idse/: las modificaciones y las bajas del mes, como se presentaron.\n"
        "- recibos.zip: los CFDI de nómina de las dos quincenas. Sus sellos son buenos; su certificado, de nadie.\n"
        "- lista de personal.csv: la que se lleva a mano. Un salario y una CURP no coinciden con lo demás.\n"
        "- emision.xlsx: lo que diría el Instituto. No conoce las ausencias, una baja ni un aumento.\n"
        "Pruebe:\n"
        f"  ventanilla revisar CARPETA --periodo {month}\n"
        f"  ventanilla cuotas cedula CARPETA --periodo {month} --prima {PRIMA} --salida cedula.xlsx\n"
        f"  ventanilla cuotas comparar CARPETA/sua CARPETA/emision.xlsx --periodo {month} --prima {PRIMA}\n"
    )
