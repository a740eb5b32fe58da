/** What the page says after a change, by the word in its address. */
const doneWords = {
  password: 'Your password is changed. All other devices are signed out.',
  email: 'We wrote to the new address. It counts once you press the button in that mail.',
  'authenticator-removed': 'Codes from an app are no longer asked for.',
  passkey: 'The passkey is added. From now on it signs you in.',
  'passkey-removed': 'The passkey is removed. Delete it on its device, too.',
  pin: 'Your PIN is set.',
  session: 'That device is signed out.',
  sessions: 'All other devices are signed out.',
} as const;

export type DoneWord = keyof typeof doneWords;

export function doneText(word: string | null): string | null {
  return word !== null && Object.hasOwn(doneWords, word) ? doneWords[word as DoneWord] : null;
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** How long ago, in the largest unit: `3 hours ago`; under a minute `just now`. Instants in epoch milliseconds. */
export function agoWords(then: number, now: number): string {
  for (const [unit, unitMs] of units) {
    const count = Math.floor((now - then) / unitMs);
    if (count >= 1) return new Intl.RelativeTimeFormat('en', { numeric: 'always' }).format(-count, unit);
  }
  return 'just now';
}

/** `JBSWY3DPEHPK3PXP` → `JBSW Y3DP EHPK 3PXP`: easier to type. */
export function inFours(secret: string): string {
  return secret.replaceAll(/(.{4})(?=.)/g, '$1 ');
}
