"""Where the employers of the demonstration are, and what they do: invented places and activities, and marked so.

No postal code begins with 00, and no catalogue of fractions begins with 9: nobody takes these for the real ones.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from ventanilla.domain.affiliation import Clase, DatosRegistro, Fraccion, Localidad, prima_media
from ventanilla.domain.contributions import Zona

from .draw import stream
from .names import DELEGACIONES

FIRST_PREMIUM: Final = date(2016, 1, 1)  # since when the law shipped says the mean of each class
_MUNICIPIOS: Final[tuple[tuple[str, str], ...]] = (
    ("Puerto Ficción", "Colima"), ("Valle Fingido", "México"), ("San Supuesto", "Jalisco"),
    ("Villa Imaginaria", "Puebla"), ("Ciudad Ejemplo", "Nuevo León"), ("Paso de Niebla", "Baja California"),
)  # fmt: skip
_BORDER: Final[str] = "Baja California"
_CALLES: Final = ("Calle Ficticia", "Avenida del Ejemplo", "Privada Güereña", "Calzada de Cartón", "Calle del Ñandú")
_COLONIAS: Final = ("Centro", "Las Ánimas", "Ñandú", "El Supuesto")

LOCALIDADES: Final = tuple(
    Localidad(
        codigo_postal=f"{101 + place:05d}",
        municipio=f"X{1 + place % len(_MUNICIPIOS):02d}",
        municipio_nombre=_MUNICIPIOS[place % len(_MUNICIPIOS)][0],
        entidad=_MUNICIPIOS[place % len(_MUNICIPIOS)][1],
        delegacion=DELEGACIONES[place % len(DELEGACIONES)][0],
        subdelegacion=f"{91 + place % 8}",
        zona=Zona.ZLFN if _MUNICIPIOS[place % len(_MUNICIPIOS)][1] == _BORDER else Zona.GENERAL,
    )
    for place in range(24)
)

FRACCIONES: Final = (
    Fraccion("9011", "Campo (ejemplo)", "Cultivos (ejemplo)", "Cultivo de hortalizas (ejemplo)", Clase.II),
    Fraccion("9021", "Transformación (ejemplo)", "Alimentos (ejemplo)", "Panadería (ejemplo)", Clase.II),
    Fraccion("9022", "Transformación (ejemplo)", "Textiles (ejemplo)", "Confección de ropa (ejemplo)", Clase.II),
    Fraccion("9023", "Transformación (ejemplo)", "Metales (ejemplo)", "Herrería (ejemplo)", Clase.IV),
    Fraccion("9031", "Construcción (ejemplo)", "Obra (ejemplo)", "Edificación (ejemplo)", Clase.V),
    Fraccion("9041", "Comercio (ejemplo)", "Tiendas (ejemplo)", "Abarrotes (ejemplo)", Clase.I),
    Fraccion("9042", "Comercio (ejemplo)", "Almacenes (ejemplo)", "Venta al mayoreo (ejemplo)", Clase.III),
    Fraccion("9051", "Transporte (ejemplo)", "Carga (ejemplo)", "Mudanzas (ejemplo)", Clase.IV),
    Fraccion("9061", "Servicios (ejemplo)", "Oficinas (ejemplo)", "Despacho de contabilidad (ejemplo)", Clase.I),
    Fraccion("9062", "Servicios (ejemplo)", "Limpieza (ejemplo)", "Lavandería (ejemplo)", Clase.III),
)


def workplace(seed: int, numero: str) -> DatosRegistro:
    """What the alta of the registro ``numero`` says: its address, its activity, its class and the mean premium.

    A stream of its own, so that who works where is drawn as it ever was.
    """
    rng = stream(seed, "centro", numero)
    place, fraccion = rng.choice(LOCALIDADES), rng.choice(FRACCIONES)
    address = ", ".join(
        (
            f"{rng.choice(_CALLES)} {rng.randint(1, 300)}",
            rng.choice(_COLONIAS),
            place.codigo_postal,
            place.municipio_nombre,
            place.entidad,
        )
    )
    return DatosRegistro(
        domicilio=address,
        centro=address,
        actividad=fraccion.nombre,
        fraccion=fraccion.clave,
        clase=fraccion.clase,
        prima=prima_media(fraccion.clase, FIRST_PREMIUM),
        zona=place.zona,
        municipio=numero[:3],
        delegacion=place.delegacion,
        subdelegacion=place.subdelegacion,
    )
