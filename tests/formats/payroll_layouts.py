"""Thirty ways in which a payroll may come: programs, exports of databases, sheets made by hand."""

from __future__ import annotations

from tests.formats.payrolls import Layout, signed, totals

COMPANY = (("EMPRESA FICTICIA DEL VALLE, S.A. DE C.V.",), ("RFC: EFV120726AB1",), ("Reporte de trabajadores activos",))


def columns_of(text: str) -> tuple[tuple[str, str], ...]:
    """Titles and kinds of lines "title | kind"."""
    pairs = []
    for line in text.strip().splitlines():
        title, _, kind = line.rpartition("|")
        pairs.append((title.strip(), kind.strip()))
    return tuple(pairs)


LAYOUTS: tuple[Layout, ...] = (
    Layout("plain", columns_of("NSS|nss\nNombre|nombre\nCURP|curp\nRFC|rfc\nFecha de alta|fecha_alta\nSBC|sbc")),
    Layout(
        "program_a",
        columns_of(
            """Código|clave
            Apellido Paterno|primer_apellido
            Apellido Materno|segundo_apellido
            Nombre|nombres
            Número de Seguridad Social|nss
            RFC|rfc
            CURP|curp
            Sexo|sexo.masc
            Fecha de nacimiento|nacimiento
            Fecha de alta|fecha_alta
            Departamento|ubicacion
            Puesto|puesto
            Tipo de contrato|tipo_trabajador
            Salario diario|diario
            SBC parte fija|sbc
            Registro patronal del IMSS|registro
            Banco|-banco
            Cuenta|-cuenta"""
        ),
    ),
    Layout(
        "program_b",
        columns_of(
            """CLAVE|clave.texto
            NOMBRE|nombre
            R.F.C.|rfc
            C.U.R.P.|curp
            NUM. AFILIACION|nss.guiones
            F. ALTA|fecha_alta.dma
            F. BAJA|fecha_baja.dma
            SAL. DIARIO|diario
            S.D.I.|sbc
            PUESTO|puesto
            DEPTO.|ubicacion"""
        ),
        before=COMPANY,
        after=signed,
    ),
    Layout(
        "database",
        columns_of(
            """id_empleado|clave
            num_seg_social|nss
            ap_paterno|primer_apellido.igual
            ap_materno|segundo_apellido.igual
            nombres|nombres.igual
            curp|curp
            rfc|rfc
            fecha_ingreso|fecha_alta.iso
            fecha_baja|fecha_baja.iso
            salario_diario|diario.texto
            salario_integrado|sbc.texto
            correo|-correo
            telefono|-telefono"""
        ),
        file="csv",
    ),
    Layout(
        "camel",
        columns_of(
            """EmpleadoId|clave
            NumSeguridadSocial|nss
            NombreCompleto|nombre.nombre
            FechaIngreso|fecha_alta.iso
            SalarioDiario|diario.texto
            SalarioBaseCotizacion|sbc.texto
            TipoJornada|jornada"""
        ),
        file="csv",
        separator="\t",
    ),
    Layout(
        "no_titles",
        columns_of("|clave\n|nss\n|nombre\n|curp\n|fecha_alta.dma\n|sbc.texto"),
        titled=False,
        file="csv",
        separator=";",
    ),
    Layout(
        "no_titles_apart",
        columns_of(
            "|nss\n|primer_apellido\n|segundo_apellido\n|nombres\n|rfc\n|curp\n|nacimiento\n|fecha_alta\n|diario\n|sbc"
        ),
        titled=False,
    ),
    Layout(
        "row_seven",
        columns_of(
            """No.|-cons
            No. IMSS|nss.guiones
            Nombre del trabajador|nombre
            Fecha de ingreso|fecha_alta
            Sueldo diario|diario.pesos
            Salario diario integrado|sbc.pesos"""
        ),
        before=(*COMPANY, (), ("Nómina del 01 al 15 de enero de 2026",), ()),
        after=totals,
        also={"": "clave"},
    ),
    Layout(
        "semicolon_1252",
        columns_of(
            """Nº empleado|clave
            Nº afiliación|nss
            Apellidos|apellidos
            Nombre|nombres
            Fecha antigüedad|fecha_alta.dma
            Salario base cotización|sbc.coma"""
        ),
        file="csv",
        separator=";",
        encoding="cp1252",
    ),
    Layout(
        "ms_dos",
        columns_of("Afiliación|nss\nNombre|nombre.diagonal\nAlta|fecha_alta.junta\nIntegrado|sbc.texto\nClínica|umf"),
        file="csv",
        encoding="cp850",
    ),
    Layout(
        "utf16",
        columns_of("NSS|nss\nNombre|nombre\nCURP|curp\nIngreso|fecha_alta.dma\nS.B.C.|sbc.texto"),
        file="csv",
        separator="\t",
        encoding="utf-16",
    ),
    Layout(
        "two_rows",
        columns_of(
            """Clave|clave
            Paterno|primer_apellido
            Materno|segundo_apellido
            Nombre(s)|nombres
            Número|nss
            Alta|fecha_alta
            Baja|fecha_baja
            Diario|diario
            Integrado|sbc"""
        ),
        over=("", "Nombre del trabajador", "", "", "Seguro Social", "Fechas", "", "Salarios", ""),
    ),
    Layout(
        "infonavit",
        columns_of(
            """NSS|nss
            NOMBRE DEL TRABAJADOR|nombre
            NO. CREDITO INFONAVIT|credito
            TIPO DE DESCUENTO|descuento
            VALOR DESCUENTO|valor
            FECHA INICIO DESCUENTO|fecha_credito.dma
            F. ALTA|fecha_alta.dma
            SDI|sbc"""
        ),
    ),
    Layout(
        "movements",
        columns_of(
            """Reg. Pat.|registro.guiones
            NSS|nss
            Nombre|nombre.pesos
            CURP|curp
            Tipo mov.|movimiento
            Fecha mov.|fecha_movimiento.dma
            SDI|sbc.texto
            Causa baja|causa_baja
            U.M.F.|umf.texto
            Tipo trabajador|tipo_trabajador.clave
            Tipo salario|tipo_salario.clave"""
        ),
        file="csv",
    ),
    Layout(
        "incapacities",
        columns_of(
            """No. empleado|clave
            Número de seguro social|nss
            Folio incapacidad|folio
            Inicio incapacidad|desde.dma
            Término incapacidad|hasta.dma
            Días autorizados|dias
            Ramo de seguro|rama"""
        ),
    ),
    Layout(
        "absences",
        columns_of("Ficha|clave\nNo. SS|nss\nTrabajador|nombre\nFecha de falta|fecha_ausencia.dma"),
    ),
    Layout(
        "fortnight",
        columns_of(
            """Num.|clave
            Empleado|nombre
            NSS|nss
            RFC|rfc
            Días trabajados|-quince
            Faltas|ausencias
            Salario diario|diario
            SBC|sbc
            Sueldo quincenal|-neto
            I.S.R.|-isr
            Cuota IMSS|-cuota
            Neto a pagar|-neto"""
        ),
        before=(("NÓMINA QUINCENAL",), ("Periodo 1", "01/01/2026", "15/01/2026")),
        after=totals,
    ),
    Layout(
        "monthly_wage",
        columns_of("NSS|nss\nNombre completo|nombre\nSueldo mensual|-mensual\nFactor de integración|-factor\nSBC|sbc"),
    ),
    Layout(
        "hand_made",
        columns_of(
            """#|-cons
            seguro|nss.numero
            nombre de la persona|nombre.nombre
            entró|fecha_alta
            gana diario|diario
            con integración|sbc"""
        ),
        also={"": "clave"},
    ),
    Layout(
        "numbers",
        columns_of("NSS|nss.numero\nNOMBRE|nombre\nALTA|fecha_alta.serial\nSALARIO|diario\nSALARIO INTEGRADO|sbc"),
    ),
    Layout(
        "american",
        columns_of(
            """Employee ID|clave
            NSS|nss
            Nombre|nombre
            RFC|rfc
            Fecha de Ingreso|fecha_alta.mda
            Fecha de Nacimiento|nacimiento.mda
            Salario Diario|diario.pesos
            SDI|sbc.pesos"""
        ),
        file="csv",
    ),
    Layout(
        "consultancy",
        columns_of(
            """Reg Patronal|registro
            RP nombre|-jefe
            N.S.S.|nss
            Primer apellido|primer_apellido
            Segundo apellido|segundo_apellido
            Nombre(s)|nombres
            CURP|curp
            RFC|rfc
            CP fiscal|codigo_postal
            Fecha alta IMSS|fecha_alta
            Fecha ingreso|-pago
            Salario diario|diario
            Salario Base de Cotización|sbc
            Jornada|jornada
            Tipo de salario|tipo_salario
            Ubicación|ubicacion
            Estado civil|-civil"""
        ),
    ),
    Layout(
        "imss_words",
        columns_of(
            """NUMERO DE SEGURIDAD SOCIAL|nss
            PRIMER APELLIDO|primer_apellido
            SEGUNDO APELLIDO|segundo_apellido
            NOMBRE(S)|nombres
            SALARIO BASE DE COTIZACION|sbc
            TIPO DE TRABAJADOR|tipo_trabajador
            TIPO DE SALARIO|tipo_salario
            SEMANA O JORNADA REDUCIDA|jornada
            FECHA DE MOVIMIENTO|fecha_movimiento
            TIPO DE MOVIMIENTO|movimiento.clave
            UNIDAD DE MEDICINA FAMILIAR|umf
            CLAVE DEL TRABAJADOR|clave
            CURP|curp"""
        ),
    ),
    Layout(
        "pipes",
        columns_of(
            """cve_trab|clave.texto
            imss|nss
            paterno|primer_apellido
            materno|segundo_apellido
            nombre|nombres
            fec_alta|fecha_alta.iso
            fec_baja|fecha_baja.iso
            sdo_diario|diario.texto
            sdi|sbc.texto
            cp|codigo_postal"""
        ),
        file="csv",
        separator="|",
    ),
    Layout(
        "birth_and_hire",
        columns_of(
            """Trabajador|nombre.coma
            Fecha nac.|nacimiento
            Entidad de nacimiento|entidad_nacimiento
            Género|sexo.palabra
            IMSS|nss
            Contratación|fecha_alta
            Cuota diaria|diario
            Sal. base cotiz.|sbc"""
        ),
    ),
    Layout(
        "short",
        columns_of("NSS|nss\nSBC|sbc\nALTA|fecha_alta.mes\nNOMBRE|nombre"),
        file="csv",
    ),
    Layout(
        "vacations",
        columns_of(
            """Nómina|clave
            Colaborador|nombre.nombre
            Seguro social|nss
            Puesto|puesto
            Área|ubicacion
            Jefe inmediato|-jefe
            Fecha de antigüedad|fecha_alta
            Días de vacaciones|-quince
            Prima vacacional|-isr
            Sueldo base|diario
            Sueldo integrado|sbc
            Correo electrónico|-correo"""
        ),
    ),
    Layout(
        "quotes",
        columns_of(
            """"No. de empleado"|clave
            No. de I.M.S.S.|nss.comilla
            Nombre Completo|nombre
            Fecha Alta|fecha_alta.corta
            Salario Base|diario.pesos
            Salario Base Cotización|sbc.pesos
            Depósito|-neto.pesos"""
        ),
        file="csv",
        encoding="utf-8-sig",
    ),
    Layout(
        "lost_zeros",
        columns_of(
            "Nss|nss.diez\nNombre Trabajador|nombre\nRfc|rfc\nCurp|curp\nFec. Ing.|fecha_alta.guion\nSdi|sbc.texto"
        ),
        file="csv",
    ),
    Layout(
        "nineteen",
        columns_of(
            """N|-cons
            EMPRESA|-banco
            No. CREDITO|credito
            UMF|umf
            NSS|nss
            AP. PATERNO|primer_apellido
            AP. MATERNO|segundo_apellido
            NOMBRE|nombres
            RFC|rfc.guiones
            CURP|curp
            NACIMIENTO|nacimiento
            INGRESO|fecha_alta
            BAJA|fecha_baja
            MOTIVO DE BAJA|causa_baja
            PUESTO|puesto
            SUCURSAL|ubicacion
            S.D.|diario
            S.D.I.|sbc
            ACTIVO|-si"""
        ),
        capitals=True,
        also={"": "clave"},
    ),
)
