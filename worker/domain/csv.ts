/** What a spreadsheet would take for a formula: such a cell begins with an apostrophe, which it shows as nothing. */
const formula = /^[\s]*[=+\-@\t\r]/;

/** RFC 4180: every cell quoted, lines ended by CRLF. Numbers in cells that are numbers stay numbers. */
export function csvOf(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}
