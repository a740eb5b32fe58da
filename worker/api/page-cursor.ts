/** Lists ordered by id: the cursor is the last id seen. One that is not ours begins at the top. */
export function readIdCursor(cursor: string | undefined): number {
  const id = Number(cursor ?? 0);
  return Number.isSafeInteger(id) && id > 0 ? id : 0;
}

/** `rows` were read with one more than `limit`, so that a next page is known to be there. */
export function pageOf<R extends { readonly id: number }, T>(
  rows: readonly R[],
  limit: number,
  view: (row: R) => T,
): { items: T[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(view), nextCursor: rows.length > limit && last ? String(last.id) : null };
}
