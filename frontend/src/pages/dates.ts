/** A date as people here say it: 22 de noviembre de 2026, in the office's time zone. */
export const longDate = (seconds: number): string =>
  new Intl.DateTimeFormat("es-MX", { dateStyle: "long", timeZone: "America/Mexico_City" }).format(seconds * 1000);

/** The same with its hour, of Mexico City. */
export const longTime = (seconds: number): string =>
  `${longDate(seconds)}, ${new Intl.DateTimeFormat("es-MX", { timeStyle: "short", hourCycle: "h23", timeZone: "America/Mexico_City" }).format(seconds * 1000)}\u00a0h`;

const UNITS = [
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
  [0, "second"],
] as const;

/** «hace 3 horas»: ``seconds`` since something happened. */
export function ago(seconds: number): string {
  const [size, unit] = UNITS.find(([least]) => seconds >= least) ?? [0, "second"];
  return new Intl.RelativeTimeFormat("es", { numeric: "always" }).format(-Math.max(0, Math.floor(seconds / (size || 1))), unit);
}
