/** A name as it is searched: lower case, without accents, single spaces. `Zoë  Müller` → `zoe muller` */
export function foldName(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** The digits of a phone number; guests write them in many ways. */
export function digitsOf(phone: string): string {
  return phone.replace(/\D/g, '');
}
