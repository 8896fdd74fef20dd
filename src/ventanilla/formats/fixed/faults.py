"""What can be wrong in a line, told to whoever made the file: each gives what is there and why it cannot be, and what
to write instead.

>>> cause, fix = digits("SBC", "06877O", 6)
>>> str(cause)
'En SBC van 6 dígitos y dice «06877O».'
"""

from __future__ import annotations

from datetime import date

from ventanilla.kernel.money import Money
from ventanilla.kernel.text import Text

Told = tuple[Text, Text]


def control_character(code: int) -> Told:
    """A tabulator, or any other that is not written."""
    return (
        Text(
            "CARACTER_DE_CONTROL",
            "Aquí hay un carácter que no se ve ({codigo}), como un tabulador; el renglón lleva solo texto y espacios.",
            codigo=f"{code:02X}",
        ),
        Text("CARACTER_DE_CONTROL_REMEDIO", "Bórrelo; si separaba dos datos, ponga los espacios que van ahí."),
    )


def unreadable() -> Told:
    """A byte that is no letter."""
    return (
        Text("LETRA_ILEGIBLE", "Aquí hay una letra que no se puede leer: el archivo se guardó en un código dañado."),
        Text("LETRA_ILEGIBLE_REMEDIO", "Escriba de nuevo esa letra, y guarde el archivo como texto de Windows."),
    )


def too_long(name: str, width: int, length: int) -> Told:
    """More columns than the format has."""
    return (
        Text(
            "RENGLON_LARGO",
            "El renglón de {formato} tiene {ancho} columnas y este tiene {largo}: sobra texto desde esta columna.",
            formato=name,
            ancho=width,
            largo=length,
        ),
        Text("RENGLON_LARGO_REMEDIO", "Quite lo que sobra, o genere de nuevo el renglón con su programa."),
    )


def too_short(name: str, width: int, length: int, missing: str) -> Told:
    """It ends before something that must be said."""
    return (
        Text(
            "RENGLON_CORTO",
            "El renglón de {formato} tiene {ancho} columnas y este termina en la {largo}: falta {campo}.",
            formato=name,
            ancho=width,
            largo=length,
            campo=missing,
        ),
        Text("RENGLON_CORTO_REMEDIO", "Complete el renglón, o genérelo de nuevo con su programa."),
    )


def lost(name: str, width: int, length: int, field: str) -> Told:
    """It ends before it should, and something before its end cannot be."""
    return (
        Text(
            "RENGLON_INCOMPLETO",
            "El renglón de {formato} tiene {ancho} columnas y este, {largo}; {campo} no puede ser lo que dice: desde "
            "aquí faltan caracteres.",
            formato=name,
            ancho=width,
            largo=length,
            campo=field,
        ),
        Text("RENGLON_INCOMPLETO_REMEDIO", "Complete el renglón en esta columna, o genérelo de nuevo."),
    )


def moved(by: int) -> Told:
    """Characters more, or less, that put the rest in other columns."""
    if by > 0:
        return (
            Text(
                "COLUMNAS_A_LA_DERECHA",
                "Desde aquí, el resto del renglón está {n} columna(s) a la derecha de donde debe: sobran caracteres.",
                n=by,
            ),
            Text("COLUMNAS_A_LA_DERECHA_REMEDIO", "Quite antes de esta columna lo que sobra: {n}.", n=by),
        )
    return (
        Text(
            "COLUMNAS_A_LA_IZQUIERDA",
            "Desde aquí, el resto del renglón está {n} columna(s) a la izquierda de donde debe: faltan caracteres.",
            n=-by,
        ),
        Text(
            "COLUMNAS_A_LA_IZQUIERDA_REMEDIO",
            "Ponga antes de esta columna los caracteres o espacios que faltan: {n}.",
            n=-by,
        ),
    )


def ended(width: int, length: int) -> Told:
    """It lacks only what may be blank."""
    return (
        Text(
            "RENGLON_SIN_FINAL",
            "El renglón tiene {ancho} columnas y este termina en la {largo}; lo que falta se leyó vacío.",
            ancho=width,
            largo=length,
        ),
        Text("RENGLON_SIN_FINAL_REMEDIO", "Si un editor quitó los espacios del final, no haga nada; si no, revíselo."),
    )


def not_a_line(name: str, wrong: int) -> Told:
    """So much of it is wrong that it is something else."""
    return (
        Text(
            "RENGLON_IRRECONOCIBLE",
            "No es un renglón de {formato}: {n} de sus datos no pueden ser lo que dicen.",
            formato=name,
            n=wrong,
        ),
        Text("RENGLON_IRRECONOCIBLE_REMEDIO", "Si es un título o un comentario, quítelo. Si no, genérelo de nuevo."),
    )


def swapped(one: str, other: str) -> Told:
    """Each of two data is where the other goes."""
    return (
        Text("DATOS_CAMBIADOS", "{uno} y {otro} están uno en el lugar del otro.", uno=one, otro=other),
        Text("DATOS_CAMBIADOS_REMEDIO", "Escríbalos en su orden: primero {uno}, luego {otro}.", uno=one, otro=other),
    )


def missing(field: str) -> Told:
    """A datum without which nothing can be done."""
    return (
        Text("DATO_FALTANTE", "Falta un dato ({campo}): ahí solo hay espacios o ceros.", campo=field),
        Text("DATO_FALTANTE_REMEDIO", "Escríbalo en sus columnas: {campo}.", campo=field),
    )


def digits(field: str, text: str, width: int) -> Told:
    """A number with something else in it."""
    return (
        Text("NO_SON_DIGITOS", "En {campo} van {n} dígitos y dice «{texto}».", campo=field, n=width, texto=text),
        Text("NO_SON_DIGITOS_REMEDIO", "Escriba solo dígitos, con ceros a la izquierda hasta llenar las {n}.", n=width),
    )


def code(field: str, text: str, known: str) -> Told:
    """A code that is in no table."""
    return (
        Text(
            "CLAVE_DESCONOCIDA",
            "En {campo} dice «{texto}», que no es ninguna de sus claves: {claves}.",
            campo=field,
            texto=text,
            claves=known,
        ),
        Text("CLAVE_DESCONOCIDA_REMEDIO", "Escriba la que corresponda: {claves}.", claves=known),
    )


def date_written(field: str, text: str) -> Told:
    """Not eight digits, or no day of the calendar."""
    return (
        Text("FECHA_IMPOSIBLE", "En {campo} dice «{texto}», que no es un día del calendario.", campo=field, texto=text),
        Text("FECHA_IMPOSIBLE_REMEDIO", "Escriba día, mes y año: el 15 de enero de 2026 es 15012026."),
    )


def date_outside(field: str, said: date, first: date, last: date) -> Told:
    """A day so far away that its year is a mistake."""
    return (
        Text(
            "FECHA_LEJANA",
            "En {campo} dice {fecha}; no puede ser antes del {desde} ni después del {hasta}.",
            campo=field,
            fecha=said,
            desde=first,
            hasta=last,
        ),
        Text("FECHA_LEJANA_REMEDIO", "Revise el año."),
    )


def date_future(field: str, said: date, on: date) -> Told:
    """A day that is far ahead of today."""
    return (
        Text(
            "FECHA_FUTURA",
            "En {campo} dice {fecha}, y hoy es {hoy}: falta demasiado.",
            campo=field,
            fecha=said,
            hoy=on,
        ),
        Text("FECHA_FUTURA_REMEDIO", "Revise el mes y el año."),
    )


def number_fix(field: str, suggested: tuple[str, ...]) -> Text:
    """What to do with an identifier that cannot be: what it may have been, offered and never applied."""
    if suggested:
        return Text(
            "NUMERO_REMEDIO_SUGERIDO",
            "Compare {campo} con un documento. Quizá es {sugerido}.",
            campo=field,
            sugerido=" o ".join(suggested[:2]),
        )
    return Text("NUMERO_REMEDIO", "Cópielo de un documento de la persona o del patrón: {campo}.", campo=field)


def born_later(born: date, said: date) -> Told:
    """A CURP whose birth is after the day at work."""
    return (
        Text(
            "NACIO_DESPUES",
            "La CURP dice que la persona nació el {nacio}, después de la fecha del renglón, {fecha}.",
            nacio=born,
            fecha=said,
        ),
        Text("NACIO_DESPUES_REMEDIO", "Compare la CURP con la constancia de la persona, y revise la fecha."),
    )


def curp_of_another() -> Told:
    """A CURP whose letters are those of another name."""
    return (
        Text("CURP_DE_OTRA_PERSONA", "Las letras de la CURP no son las de este nombre: puede ser de otra persona."),
        Text("CURP_DE_OTRA_PERSONA_REMEDIO", "Compare la CURP y el nombre con la constancia de la persona."),
    )


def name_order() -> Told:
    """Surnames and name that the CURP says in another order."""
    return (
        Text("NOMBRE_EN_DESORDEN", "Según su CURP, los apellidos y el nombre están en otro orden."),
        Text("NOMBRE_EN_DESORDEN_REMEDIO", "Póngalos en su orden: primer apellido, segundo apellido y nombre."),
    )


def rfc_and_curp() -> Told:
    """Two births."""
    return (
        Text("RFC_Y_CURP_DISTINTOS", "El RFC y la CURP no tienen la misma fecha de nacimiento."),
        Text("RFC_Y_CURP_DISTINTOS_REMEDIO", "Compare los dos con las constancias de la persona."),
    )


def first_surname_missing() -> Told:
    """The only surname is in the place of the second."""
    return (
        Text("PRIMER_APELLIDO_FALTA", "Falta el primer apellido, y hay segundo; se leyó como único apellido."),
        Text("PRIMER_APELLIDO_FALTA_REMEDIO", "Si la persona tiene un solo apellido, escríbalo como primero."),
    )


def name_parts(count: int) -> Told:
    """A name that is not cut in three by two signs."""
    return (
        Text(
            "NOMBRE_SIN_PARTES",
            "El nombre lleva dos signos $: entre los apellidos, y antes del nombre. Aquí hay {n}.",
            n=count,
        ),
        Text("NOMBRE_SIN_PARTES_REMEDIO", "Escríbalo así: PATERNO$MATERNO$NOMBRES; con un apellido, PATERNO$$NOMBRES."),
    )


def name_sign(said: str) -> Told:
    """Something in a name that is no letter."""
    return (
        Text("NOMBRE_CON_SIGNO", "«{nombre}» tiene un signo o un número que no va en un nombre.", nombre=said),
        Text("NOMBRE_CON_SIGNO_REMEDIO", "Escriba en su lugar la letra que va."),
    )


def name_hole(said: str) -> Told:
    """Text after many spaces, in the field of a name."""
    return (
        Text(
            "NOMBRE_CON_HUECO",
            "En «{nombre}» hay varios espacios seguidos y luego más texto: puede ser parte de otro dato.",
            nombre=said,
        ),
        Text("NOMBRE_CON_HUECO_REMEDIO", "Revise que cada apellido y el nombre empiecen en su columna."),
    )


def name_doubtful(said: str) -> Told:
    """A sign read as Ñ that may be something else."""
    return (
        Text(
            "LETRA_SUPUESTA",
            "El archivo trae un signo en lugar de una letra, y se leyó «{nombre}». Puede ser Ñ, &, o una con acento.",
            nombre=said,
        ),
        Text("LETRA_SUPUESTA_REMEDIO", "Compare el nombre con el registrado; si no es Ñ, corríjalo."),
    )


def name_indented(said: str) -> Told:
    """A name that does not begin in its column."""
    return (
        Text("NOMBRE_SIN_ALINEAR", "«{nombre}» no empieza en su columna; se leyó completo.", nombre=said),
        Text("NOMBRE_SIN_ALINEAR_REMEDIO", "Quite los espacios que tiene antes."),
    )


def filler(field: str, text: str) -> Told:
    """Something where nothing goes."""
    return (
        Text("TEXTO_EN_BLANCO", "Estas columnas van vacías ({campo}) y dicen «{texto}».", campo=field, texto=text),
        Text("TEXTO_EN_BLANCO_REMEDIO", "Déjelas vacías; si es un dato, revise en qué columna va."),
    )


def last_sign(text: str, wanted: str) -> Told:
    """The mark that ends a line is another."""
    return (
        Text(
            "FINAL_DISTINTO",
            "El renglón termina con «{esperado}» en esta columna y dice «{texto}».",
            esperado=wanted,
            texto=text,
        ),
        Text("FINAL_DISTINTO_REMEDIO", "Escriba ahí {esperado}.", esperado=wanted),
    )


def wage_zero(field: str) -> Told:
    """A wage of nothing."""
    return (
        Text("SALARIO_EN_CEROS", "El salario ({campo}) está en ceros.", campo=field),
        Text("SALARIO_EN_CEROS_REMEDIO", "Escriba el salario base de cotización en centavos: 687.70 es 068770."),
    )


def wage_over(amount: Money, cap: Money, on: date) -> Told:
    """A wage over 25 times the UMA (LSS 28)."""
    return (
        Text(
            "SALARIO_SOBRE_TOPE",
            "El salario, {salario}, pasa del más alto que se registra el {fecha}: {tope} (25 veces la UMA, LSS 28).",
            salario=str(amount),
            fecha=on,
            tope=str(cap),
        ),
        Text("SALARIO_SOBRE_TOPE_REMEDIO", "Escriba {tope}, o revise si sobra un dígito.", tope=str(cap)),
    )


def wage_under(amount: Money, minimum: Money, on: date) -> Told:
    """A wage under the general minimum wage (LSS 28)."""
    return (
        Text(
            "SALARIO_BAJO_MINIMO",
            "El salario, {salario}, es menor que el más bajo que se registra el {fecha}: el mínimo general, {minimo}.",
            salario=str(amount),
            fecha=on,
            minimo=str(minimum),
        ),
        Text("SALARIO_BAJO_MINIMO_REMEDIO", "Revise si falta un dígito (LSS 28)."),
    )


def cap_unknown(on: date) -> Told:
    """The UMA of that day is not loaded."""
    return (
        Text(
            "TOPE_SIN_REVISAR",
            "No se revisó si los salarios pasan de 25 veces la UMA: no se conoce la del {fecha}.",
            fecha=on,
        ),
        Text("TOPE_SIN_REVISAR_REMEDIO", "Revíselo usted, o cargue esa UMA: ventanilla ley cargar uma.diaria."),
    )
