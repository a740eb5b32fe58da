/**
 * The reservation that a manage token speaks of: `m1.<id in base 36>.<mac>`. Only the API can say whether the token is
 * genuine; null when it cannot be one.
 */
export function reservationIdOf(manageToken: string): number | null {
  const [, id] = /^m1\.([0-9a-z]{1,11})\.[\w-]{16,}$/.exec(manageToken) ?? [];
  if (id === undefined) return null;
  const number = Number.parseInt(id, 36);
  return Number.isSafeInteger(number) && number > 0 ? number : null;
}
