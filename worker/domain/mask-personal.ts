/** Personal data as they may leave the house in an export: enough to tell two people apart, not to reach anybody. */

/** `Ada King Lovelace` → `A. K. L.` */
export function initialsOf(name: string): string {
  return name
    .split(/\s+/)
    .filter((part) => part !== '')
    .map((part) => `${[...part][0]?.toUpperCase() ?? ''}.`)
    .join(' ');
}

/** `ada@example.com` → `a***@example.com` */
function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}***${email.slice(at)}`;
}

/** `+33 1 23 45 67 89` → `***89` */
function maskPhone(phone: string): string {
  const known = phone.replace(/\D/g, '');
  return known === '' ? '' : `***${known.slice(-2)}`;
}

const emailPattern = /[^\s@<>"',;:()]+@[^\s@<>"',;:()]+\.[\p{L}\d-]+/gu;
/** In running text only numbers written internationally are taken for phones: dates and ids have many digits, too. */
const phonePattern = /(?<![\w+-])(?:\+|00)\d[\d\s()./-]{5,}\d/g;
const phoneKey = /phone|mobile|^tel$/i;
/** Always a person's; `name` alone may be a table's. */
const personKey = /^(?:first|last|full|display|person|guest|actor|acting|subject|user|invited)Name$|^invitedBy$/i;
const personSigns = ['email', 'phone', 'userId', 'guestId', 'guestPhone', 'guestEmail'];

/** A JSON value with its e-mail addresses, phone numbers and names masked, however deep. `aboutPerson`: every name is one. */
export function maskPersonal(value: unknown, aboutPerson: boolean): unknown {
  if (typeof value === 'string') return maskText(value);
  if (Array.isArray(value)) return value.map((each) => maskPersonal(each, aboutPerson));
  if (typeof value !== 'object' || value === null) return value;
  const isPerson = aboutPerson || personSigns.some((sign) => sign in value);
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [maskText(key), maskProperty(key, each, isPerson)]),
  );
}

function maskProperty(key: string, value: unknown, isPerson: boolean): unknown {
  if (typeof value === 'number') return phoneKey.test(key) ? maskPhone(String(value)) : value;
  if (typeof value !== 'string') return maskPersonal(value, isPerson);
  if (phoneKey.test(key)) return maskPhone(value);
  return personKey.test(key) || (isPerson && key === 'name') ? initialsOf(value) : maskText(value);
}

function maskText(text: string): string {
  return text.replace(emailPattern, maskEmail).replace(phonePattern, maskPhone);
}
