/** Why a signature was not made: a closed set of codes; the page holds the sentence of each. */

export type Code =
  | "acto-no-valido" // not one of the things this office lets a person sign
  | "reto-no-valido" // the challenge is malformed
  | "otra-oficina" // the challenge names another audience
  | "no-es-cer"
  | "no-es-efirma" // a certificate, but neither an e.firma nor a seal
  | "es-csd"
  | "vencido"
  | "aun-no-vigente"
  | "certificado-no-soportado" // not RSA of 2048 to 4096 bits
  | "no-es-key"
  | "llave-antigua" // PBES1
  | "llave-no-soportada"
  | "contrasena-incorrecta"
  | "no-corresponden"
  | "llave-danada";

/** ``on``: seconds since 1970, for the two codes that speak of a date. */
export class Refusal extends Error {
  constructor(
    readonly code: Code,
    readonly on?: number,
  ) {
    super(code);
  }
}
