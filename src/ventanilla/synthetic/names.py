"""The words that people, companies and places of the demonstration are named with.

Given names and surnames are ordinary; nobody in particular is meant by a combination. Companies,
delegaciones and clinics are named with words no real one would carry.
"""

from __future__ import annotations

from typing import Final

MUJER: Final = (
    "María Fernanda", "Guadalupe", "Itzel", "Xóchitl", "Ana Lucía", "Rosa Elena", "Citlali", "Verónica", "Leticia",
    "Norma Angélica", "Araceli", "Marisol", "Yolanda", "Teresa de Jesús", "Brenda", "Paola", "Socorro", "Ximena",
    "Renata", "Elvia", "Carmen", "María José", "Dulce María", "Jimena", "Ofelia", "Karla Patricia", "Esperanza",
    "Luz María", "Regina", "Silvia", "Concepción", "Martha Alicia", "Nayeli", "Pilar", "Begoña", "Sofía", "Irma",
    "Graciela", "Erandi", "Victoria", "Amparo", "Rebeca", "Lourdes", "Daniela", "Mónica", "Zenaida", "Julieta",
    "Noemí", "Fátima", "Hortensia",
)  # fmt: skip

HOMBRE: Final = (
    "José Luis", "Juan Carlos", "Miguel Ángel", "Francisco Javier", "Íñigo", "Cuauhtémoc", "Arturo", "Raúl",
    "Luis Fernando", "Óscar", "Ramiro", "Jesús", "Héctor", "Emiliano", "Gilberto", "Pedro Pablo", "Joaquín", "Martín",
    "Rodrigo", "Alfonso", "Tonatiuh", "Ernesto", "Víctor Manuel", "Diego", "Salvador", "Rogelio", "Andrés", "Ulises",
    "José María", "Efraín", "Nicolás", "Saúl", "Felipe de Jesús", "Adrián", "Leobardo", "Mauricio", "Ignacio", "Hugo",
    "Bernardo", "Tomás", "Evaristo", "Jorge", "Sebastián", "Abelardo", "Humberto", "Germán", "Isaac", "Fidel", "René",
    "Ángel",
)  # fmt: skip

NEUTRO: Final = ("Ariel", "Guadalupe", "Trinidad", "Alex", "Cruz", "Yael", "Amaranta", "Noa", "Sol", "Jade")

# Ordered from the most to the least frequent: the draw gives each a weight by its place.
APELLIDO: Final = (
    "Hernández", "García", "Martínez", "López", "González", "Pérez", "Rodríguez", "Sánchez", "Ramírez", "Cruz",
    "Flores", "Gómez", "Morales", "Vázquez", "Reyes", "Jiménez", "Torres", "Díaz", "Gutiérrez", "Ruiz", "Mendoza",
    "Aguilar", "Ortiz", "Moreno", "Castillo", "Romero", "Álvarez", "Méndez", "Chávez", "Rivera", "Juárez", "Ramos",
    "Domínguez", "Herrera", "Medina", "Castro", "Vargas", "Guzmán", "Velázquez", "Muñoz", "Rojas", "de la Cruz",
    "Contreras", "Salazar", "Luna", "Ortega", "Guerrero", "Santiago", "Estrada", "Bautista", "Cortés", "Soto",
    "Alvarado", "Espinoza", "Lara", "Ávila", "Ríos", "Cervantes", "Silva", "Delgado", "Vega", "Márquez", "Sandoval",
    "Carrillo", "León", "Mejía", "Solís", "Núñez", "Rosas", "Ibarra", "Valdez", "Campos", "Santos", "Camacho",
    "Peña", "Maldonado", "Navarro", "Rosales", "Acosta", "Miranda", "Trejo", "Valencia", "Nava", "Pacheco",
    "Cabrera", "Huerta", "Padilla", "Acevedo", "Zúñiga", "Rangel", "Ochoa", "Arellano", "Cano", "Serrano", "Cárdenas",
    "Montoya", "Orozco", "Fuentes", "Beltrán", "Escobar", "Villanueva", "del Ángel", "Quintero", "Bravo", "Ayala",
    "Yáñez", "Ibáñez", "Castañeda", "Ordóñez", "Peñaloza", "Ñonthé", "Ñancupil", "Xicoténcatl", "Tzompantzi", "Ek",
    "Uc", "Xool", "Zapata", "Barrera", "Montes", "Tapia", "Olvera", "Zavala", "Robledo", "Olmos", "Encinas", "Nogales",
    "Almendral", "Barrancal", "Cumbres", "Alcotán", "Brisuela", "Cantarero", "Fresneda", "Guijarro", "Laguna",
)  # fmt: skip

GIRO: Final = (
    "Manufacturas", "Comercializadora", "Talleres", "Agroindustrias", "Constructora", "Textiles", "Alimentos",
    "Transportes", "Empaques", "Servicios", "Ensambles", "Herrajes", "Muebles", "Laboratorios", "Papelera",
    "Refrigeración", "Conservas", "Impresos", "Vidriera", "Lavandería",
)  # fmt: skip
GIRO_CAMPO: Final = ("Huertos", "Invernaderos", "Rancho", "Cosechas")
FANTASIA: Final = (
    "Colibrí Imaginario", "Nube de Cartón", "Luna Prestada", "Quetzalín", "Ajolote Feliz", "Cometa Verde",
    "Siete Relojes", "Nopal Volador", "Faro de Papel", "Tortuga Veloz", "Maíz de Plata", "Ñandú Azul", "Jícara Clara",
    "Puente de Niebla", "Cenzontle Mudo", "Ocelote Pintado", "Grillo y Compás", "Pájaro Bitácora", "Sombrero Alado",
    "Ballena de Cerro", "Cacto Sonoro", "Abeja Lectora", "Volcán de Azúcar", "Trompo Dorado", "Ardilla Contable",
    "Mapache Puntual", "Canasta Infinita", "Gota Redonda", "Hilo de Luz", "Piedra Blanda", "Marea Seca",
    "Espejo Opaco", "Barco de Tierra", "Venado Azul", "Trigo Lunar", "Caracol Exprés", "Rana Sabia", "Pez de Monte",
    "Viento Quieto", "Balero de Oriente",
)  # fmt: skip
LUGAR: Final = (
    "de Valle Fingido", "de Sierra Clara", "de Bahía Serena", "de Llano Supuesto", "del Río Inventado",
    "de Costa Alta", "de Laguna Honda", "del Norte Imaginado", "de Puerto Ficción", "del Bajío Soñado",
    "de Cerro Manso", "de Mesa Florida", "de Cañada Ñandú", "de Isla Seca", "de Campo Nuevo",
)  # fmt: skip
MORAL: Final = ("S.A. de C.V.", "S. de R.L. de C.V.", "S.A.P.I. de C.V.", "S.C.")

# Two digits no delegación is known to use, so that nobody takes a number of the demonstration for a real one.
DELEGACIONES: Final = (
    ("91", "Valle Fingido"),
    ("92", "Sierra Clara"),
    ("93", "Bahía Serena"),
    ("94", "Llano Supuesto"),
)

ENTIDADES: Final = (
    "AS", "BC", "BS", "CC", "CL", "CM", "CS", "CH", "DF", "DG", "GT", "GR", "HG", "JC", "MC", "MN", "MS", "NT", "NL",
    "OC", "PL", "QT", "QR", "SP", "SL", "SR", "TC", "TS", "TL", "VZ", "YN", "ZS", "NE",
)  # fmt: skip
"""Where one can be born, by the CURP's two letters."""
