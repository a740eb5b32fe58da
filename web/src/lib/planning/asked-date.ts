/** The service date that an address names, `?date=2026-11-22`; null where it names none, or none that there is. */
export function askedDate(search: URLSearchParams): string | null {
  const asked = search.get('date') ?? '';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(asked)) return null;
  const date = new Date(`${asked}T12:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(asked) ? asked : null;
}
