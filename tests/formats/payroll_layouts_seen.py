"""Titles that public programs give to the columns of their lists of workers: other hands than the rules' wrote them.

Only the titles are theirs; the people are those of the other layouts. Each group was measured before any rule was
changed for it (see the test): what a list that nobody here has seen may expect.
"""

from __future__ import annotations

from tests.formats.payroll_layouts import columns_of
from tests.formats.payrolls import Layout

SEEN: tuple[Layout, ...] = (
    Layout(
        "seen_contracts",
        columns_of(
            """Puesto o Categoría|puesto
            Actividades a Realizar|-civil
            RFC Empresa Cliente|-rfc_empresa
            Tipo de Contrato|tipo_trabajador
            Sueldo Mensual Bruto|-mensual
            Sueldo Mensual Neto|-mensual
            Tipo de Salario|tipo_salario
            SD|diario
            Factor Integración|-factor
            SDI|sbc
            Forma de Pago (Quincenal/Semanal y Días de Cobertura)|-civil
            CURP|curp
            RFC|rfc
            No. de Seguro Social (NSS)|nss
            Fecha Alta IMSS|fecha_alta
            Crédito Infonavit|-si
            Número Infonavit|credito
            Registro Patronal|registro
            Clase RT|-quince
            Banco|-banco
            CLABE Interbancaria|-cuenta
            Pensionado|-si
            Nombre Completo del Beneficiario(s)|-jefe
            Porcentaje del Beneficiario|-quince
            UMF|umf
            Incapacidad Beneficiarios|-si"""
        ),
    ),
    Layout(
        "seen_layout",
        columns_of(
            """nombre|nombres
            apellidoMaterno|segundo_apellido
            apellidoPaterno|primer_apellido
            RFC|rfc
            homoclave|-vacia
            curp|curp
            nss|nss
            fechaNacimiento|nacimiento.dma
            fechaAltaImss|fecha_alta.dma
            creditoInfonavit|credito
            sexo|sexo
            estadoCivil|-civil
            categoria|puesto
            codigoPostal|codigo_postal
            banco|-banco
            cuentaClabe|-cuenta
            salarioReal|-neto
            email|-correo"""
        ),
        file="csv",
    ),
    Layout(
        "seen_template",
        columns_of(
            "CLAVE|clave\nNOMBRE|nombre\nPUESTO|puesto\nDEPARTAMENTO|ubicacion\nF. ALTA|fecha_alta.dma\nNSS|nss\n"
            "RFC|rfc\nNIVEL|-quince\nCURP|curp\nOTRO|-si"
        ),
    ),
    Layout(
        "seen_short_names",
        columns_of(
            "codigo|clave\nnombre|nombres\napepat|primer_apellido\napemat|segundo_apellido\nsexo|sexo\nnss|nss\n"
            "curp|curp\nrfc|rfc\ntelefono|-telefono\ndomicilio|-civil"
        ),
    ),
    Layout(
        "seen_stamped",
        columns_of(
            """registro_patronal|registro
            receptor_curp|curp
            nss|nss
            fecha_ingreso|fecha_alta.iso
            antiguedad|-quince
            tipo_contrato|-quince
            sindicalizado|-si
            tipo_jornada|-quince
            tipo_regimen|-quince
            no_empleado|clave
            departamento|ubicacion
            puesto|puesto
            riesgo_puesto|-quince
            periodicidad_pago|-quince
            salario_base|diario.texto
            salario_diario_integrado|sbc.texto
            entidad_federativa|-civil"""
        ),
        file="csv",
    ),
    Layout(
        "seen_initials",
        columns_of(
            "nombres|nombres\napellido_p|primer_apellido\napellido_m|segundo_apellido\ncurp|curp\nnss|nss\nrfc|rfc\n"
            "telefono|-telefono\ncalle|-civil\ncodigo_postal|codigo_postal\nciudad|-banco\nestado|-banco"
        ),
    ),
    Layout(
        "seen_form",
        columns_of(
            "no_seg_social|nss\nap_paterno|primer_apellido\nap_materno|segundo_apellido\nnombre|nombres\n"
            "periodo_nomina|-quince\ncuenta_imss|-si\nfecha_alta_imss|fecha_alta\ndomicilio|-civil\n"
            "fecha_nacimiento|nacimiento\nfecha_altaEmpleado|-pago\nestado|-banco"
        ),
    ),
    Layout(
        "seen_companies",
        columns_of(
            "num_cia|-quince\nnombre_cia|-banco\nnum_emp|clave\nnombre_trabajador|nombre\nfecha_alta|-pago\nnss|nss\n"
            "fecha_alta_imss|fecha_alta\nfecha_baja|-vacia\nfecha_baja_imss|fecha_baja"
        ),
    ),
    Layout(
        "seen_vacations",
        columns_of(
            "NumeroEmpleado|clave\nNombreCompleto|nombre.nombre\nPuesto|puesto\nDivision|-banco\nEstacion|-banco\n"
            "NSS|nss\nCURP|curp\nFechaIngreso|fecha_alta.iso\nEstatus|-si\nVacaciones|-quince\nIdJefeDirecto|-quince"
        ),
        file="csv",
    ),
    Layout(
        "seen_modal",
        columns_of(
            """Nombre|nombres.igual
            apellido_p|primer_apellido.igual
            apellido_m|segundo_apellido.igual
            Fecha_nacimiento|nacimiento.iso
            Edad|-quince
            Puesto|puesto
            Nacionalidad|-civil
            Sexo|sexo.palabra
            Estado_civil|-civil
            Codigo_postal|codigo_postal
            RFC|rfc
            NSS|nss
            CURP|curp
            Correo|-correo
            Salario_diario|diario.texto
            Fecha_contrato|fecha_alta.iso"""
        ),
        file="csv",
    ),
    Layout(
        "seen_erp",
        columns_of(
            "Nombre|nombre.nombre\nIMSS|nss\nIFE|-telefono\nCURP|curp\nRFC|rfc\nUMF|umf\nCredito INFONAVIT|credito\n"
            "CLABE|-cuenta\nClave|clave\nSalario Diario Integrado|sbc\nProfesion|puesto\nFecha de Alta|fecha_alta"
        ),
    ),
    Layout(
        "seen_mass",
        columns_of(
            "CURP|curp\nNombre|nombres\nApellido Paterno|primer_apellido\nApellido Materno|segundo_apellido\nRFC|rfc\n"
            "NSS|nss\nFecha Nacimiento|nacimiento.dma\nGenero|sexo.palabra\nTelefono|-telefono\nEmail|-correo\n"
            "Direccion|-civil\nContacto Emergencia|-jefe"
        ),
    ),
)

LATER: tuple[Layout, ...] = (
    Layout(
        "seen_badges",
        columns_of(
            """num_trab|clave
            rfc|rfc
            nom_trab|nombre
            num_imss|nss
            sexo|sexo
            fecha_ing|fecha_alta.iso
            num_depto|-quince
            nom_depto|ubicacion
            categoria|-civil
            puesto|puesto
            sind|-si
            conf|-si
            vencimiento_contrato|-pago"""
        ),
        file="csv",
    ),
    Layout(
        "seen_ships",
        columns_of(
            """Id_empleado|-cons
            CodigoEmpleado|clave
            Nombre|nombre
            Status|-si
            RFC|rfc
            CURP|curp
            Num_IMSS|nss
            Fecha_Nac|nacimiento
            Edad|-quince
            Puesto|puesto
            Buque|-banco
            Tipo_Infonavit|descuento
            Valor_Infonavit|valor
            Sueldo_Base|-mensual
            Salario_Diario|diario
            Salario_Integrado|sbc
            Dias_Trabajados|-quince"""
        ),
        also={"": "clave", "clave": ""},
    ),
    Layout(
        "seen_run_together",
        columns_of(
            """rfc_receptor|rfc
            nombre_receptor|nombre
            RegistroPatronal|registro
            numseguridadsocial|nss
            fechainiciorellaboral|fecha_alta.iso
            antiguedad|-quince
            TipoContrato|-quince
            tiporegimen|-quince
            numempleado|clave
            puesto|puesto
            riesgopuesto|-quince
            periodicidadpago|-quince
            banco|-banco
            salariobasecotapor|sbc.texto
            claveentfed|-si"""
        ),
        file="csv",
    ),
    Layout(
        "seen_people",
        columns_of(
            """nombre|nombres
            apellido_paterno|primer_apellido
            apellido_materno|segundo_apellido
            fecha_nacimiento|nacimiento.iso
            curp|curp
            tel_casa|-telefono
            empresa|-banco
            puesto|puesto
            arealaboral|ubicacion
            num_imss|nss
            num_cta_banamex|-cuenta
            supervisor|-jefe
            fecha_ingreso|fecha_alta.iso
            tipo_empleado|tipo_trabajador
            fecha_baja|fecha_baja.iso
            estado_civil|-civil
            motivo_baja|causa_baja
            email|-correo
            sexo|sexo"""
        ),
        file="csv",
    ),
    Layout(
        "seen_clients",
        columns_of(
            """Nombre|nombre
            NSS|nss
            CURP|curp
            Cliente|-banco
            Ubicación|ubicacion
            St. Op.|-si"""
        ),
    ),
    Layout(
        "seen_guards",
        columns_of(
            """ID|clave
            Nombre Completo|nombre.nombre
            CURP|curp
            Puesto|puesto
            Salario Diario|diario
            Fecha de Alta|fecha_alta"""
        ),
    ),
)
