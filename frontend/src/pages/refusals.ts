/** Why the signature was not made, in words: what happened and what to do now, and the field it belongs to. */

import type { Code } from "../signing/refusal.ts";

export type Field = "cer" | "key" | "password";

export type PageCode =
  | Code
  | "falta-cer"
  | "falta-key"
  | "falta-contrasena"
  | "cer-vacio"
  | "key-vacio"
  | "cer-grande"
  | "key-grande"
  | "cer-ilegible"
  | "key-ilegible"
  | "tiempo"
  | "sin-conexion"
  | "sesion-terminada"
  | "demasiados-intentos"
  | "oficina-no-responde"
  | "inesperado";

const EMPTY = "está vacío: quizá no se copió completo. Cópielo otra vez desde donde lo guardó y elija la copia.";
const LARGE = "pesa demasiado para ser de una e.firma. Revise que no sea otro documento y elíjalo de nuevo.";
const UNREADABLE = "no se pudo leer: se movió, se borró o se desconectó su memoria. Vuelva a elegirlo.";
const RENEW = "Si su archivo es antiguo, genere una llave nueva al renovar su e.firma en el SAT.";
const STOP = "No se firmó nada. Cierre esta página y entre de nuevo desde la dirección oficial.";

/** ``{fecha}`` is the date the certificate ends or begins. */
export const REFUSALS: Readonly<Record<PageCode, readonly [field: Field | "", sentence: string]>> = {
  "falta-cer": ["cer", "Elija el archivo .cer de su e.firma."],
  "falta-key": ["key", "Elija el archivo .key de su e.firma."],
  "falta-contrasena": ["password", "Escriba la contraseña de su archivo .key."],
  "cer-vacio": ["cer", `Su archivo .cer ${EMPTY}`],
  "key-vacio": ["key", `Su archivo .key ${EMPTY}`],
  "cer-grande": ["cer", `Ese archivo .cer ${LARGE}`],
  "key-grande": ["key", `Ese archivo .key ${LARGE}`],
  "cer-ilegible": ["cer", `Su archivo .cer ${UNREADABLE}`],
  "key-ilegible": ["key", `Su archivo .key ${UNREADABLE}`],
  "no-es-cer": ["cer", "Ese archivo no es un certificado .cer. Revise que no haya intercambiado los archivos y elija el .cer de su e.firma."],
  "no-es-key": ["key", "Ese archivo no es una llave .key. Revise que no haya intercambiado los archivos y elija el .key de su e.firma."],
  "es-csd": ["cer", "Ese certificado es un sello digital (CSD): sirve para facturar, no para firmar por usted. Elija el .cer de su e.firma."],
  "no-es-efirma": ["cer", "Ese certificado no es de una e.firma. Elija el archivo .cer de su e.firma."],
  vencido: ["cer", "Su e.firma venció el {fecha}. Si ya la renovó, elija los archivos nuevos; si no, renuévela en el SAT."],
  "aun-no-vigente": ["cer", "Su e.firma empieza a valer el {fecha}. Elija los archivos de la que está vigente o vuelva ese día."],
  "certificado-no-soportado": ["cer", "Ese certificado usa una clave que esta oficina no acepta. Elija el .cer de su e.firma vigente."],
  "contrasena-incorrecta": ["password", "La contraseña no abre ese archivo .key. Es la de su e.firma, no la del portal del SAT. Escríbala de nuevo."],
  "no-corresponden": ["key", "El archivo .key no es pareja de ese .cer. Elija los dos de la misma e.firma; suelen estar en la misma carpeta."],
  "llave-antigua": ["key", `Ese archivo .key está protegido con un método antiguo que ya no es seguro. ${RENEW}`],
  "llave-no-soportada": ["key", `Ese archivo .key está protegido con un método que esta página no puede abrir. ${RENEW}`],
  "llave-danada": ["key", "Ese archivo .key está dañado. Use otra copia de su e.firma."],
  "acto-no-valido": ["", `Esta página pidió firmar algo que la oficina no permite. ${STOP}`],
  "otra-oficina": ["", `Esta página pidió una firma para otra dirección. ${STOP}`],
  "reto-no-valido": ["", "La oficina respondió algo que no se puede firmar. No se firmó nada. Recargue la página e intente de nuevo."],
  tiempo: ["key", "La firma no se hizo. Su avance está guardado; vuelva a elegir su archivo .key."],
  "sin-conexion": ["", "No hay conexión con la oficina. No se firmó nada. Revise su internet y pulse el botón de nuevo."],
  "sesion-terminada": ["", "Su sesión terminó por tiempo. No se firmó nada y su avance está guardado. Recargue la página para continuar."],
  "demasiados-intentos": ["", "Hubo demasiados intentos seguidos. No se firmó nada. Espere unos minutos y pulse el botón de nuevo."],
  "oficina-no-responde": ["", "La oficina no pudo responder. No se firmó nada y su avance está guardado. Intente de nuevo en unos minutos."],
  inesperado: ["", "Algo falló en este navegador. No se firmó nada y su avance está guardado. Recargue la página e intente de nuevo."],
};
