/** Cursors of lists in an order of their own: the values of the last row seen. */
import { base64url } from 'jose';

export function writeCursor(values: readonly (string | number)[]): string {
  return base64url.encode(JSON.stringify(values));
}

/** Undefined for a cursor that is not ours: such a list starts at the top. */
export function readCursor(cursor: string, length: number): (string | number)[] | undefined {
  try {
    const values: unknown = JSON.parse(new TextDecoder().decode(base64url.decode(cursor)));
    const usable = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';
    return Array.isArray(values) && values.length === length && values.every(usable) ? values : undefined;
  } catch {
    return undefined;
  }
}
