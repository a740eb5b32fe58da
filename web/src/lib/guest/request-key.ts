/** A new Idempotency-Key of 144 random bits: whoever has it can have the remembered answer, so it must be unguessable. */
export function newRequestKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}

/** A key that came back in a form or an address; anything else is replaced by a new one. */
export function requestKeyFrom(text: string | null): string {
  return text !== null && /^[\w-]{24}$/.test(text) ? text : newRequestKey();
}
