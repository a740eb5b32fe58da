/** Text in the header lines of a mail, where a line break would begin another header. */

export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** `"Osteria Lume" <bookings@example.com>` */
export function fromLine(name: string, address: string): string {
  return `"${oneLine(name).replaceAll(/["\\]/g, String.raw`\$&`)}" <${address}>`;
}
