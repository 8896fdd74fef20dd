/** A date as people here say it: 22 de noviembre de 2026, in the office's time zone. */
export const longDate = (seconds: number): string =>
  new Intl.DateTimeFormat("es-MX", { dateStyle: "long", timeZone: "America/Mexico_City" }).format(seconds * 1000);
