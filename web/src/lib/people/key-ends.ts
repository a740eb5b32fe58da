/** How long a new key works, in days; empty: until it is revoked. */
export const keyEnds: readonly { readonly value: string; readonly label: string }[] = [
  { value: '90', label: 'After three months' },
  { value: '365', label: 'After a year' },
  { value: '30', label: 'After a month' },
  { value: '1', label: 'Tomorrow, just to try' },
  { value: '', label: 'Never, unless revoked' },
];

/** The instant at which a key ends that is made `now` (epoch milliseconds); null: never. */
export function endOfKey(choice: string, now: number): string | null {
  const days = Number(choice);
  return choice === '' || !Number.isSafeInteger(days) || days < 1
    ? null
    : `${new Date(now + days * 86_400_000).toISOString().slice(0, 19)}Z`;
}
