/** Guests are found or made by the projection, never on a booking's path. */
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { GroupDatabase } from './database.ts';
import { guests } from './schema/group.ts';
import { digitsOf, foldName } from './search-text.ts';

export interface Contact {
  readonly name: string;
  readonly phone: string;
  readonly email: string | null;
}

interface House {
  readonly groupId: number;
  readonly restaurantId: number;
  /** Guests are found in the whole group. */
  readonly sharesGuests: boolean;
}

/** Shorter ones are no phone numbers, and would make one guest of many. */
const phoneDigitsMin = 6;
/** So that one statement's parameters stay within D1's hundred. */
const chunkSize = 40;

/**
 * The guest's id for each contact, in order; null where there is neither phone nor e-mail (walk-ins). Guests of one
 * restaurant (of one group, where it shares them) are the same where the phone is, or, without a phone, the e-mail
 * address. `now` in epoch milliseconds.
 */
export async function findOrMakeGuests(
  database: GroupDatabase,
  house: House,
  contacts: readonly Contact[],
  now: number,
): Promise<(number | null)[]> {
  const keys = contacts.map(keyOf);
  const wanted = new Map<string, ContactKey & { readonly name: string }>();
  contacts.forEach(({ name }, index) => {
    const key = keys[index];
    if (key) wanted.set(key.text, { ...key, name });
  });
  const found = new Map<string, number>();
  const all = [...wanted.values()];
  for (let start = 0; start < all.length; start += chunkSize) {
    const chunk = all.slice(start, start + chunkSize);
    const rows = await makeAndRead(database, house, chunk, now);
    // The oldest guest wins where there are two.
    for (const row of rows.toSorted((one, other) => other.id - one.id)) {
      if (row.phoneDigits !== '') found.set(`p${row.phoneDigits}`, row.id);
      if (row.email !== null) found.set(`e${row.email}`, row.id);
    }
  }
  return keys.map((key) => (key === null ? null : (found.get(key.text) ?? null)));
}

interface ContactKey {
  readonly text: string;
  readonly phoneDigits: string;
  readonly email: string | null;
}

function keyOf({ phone, email }: Contact): ContactKey | null {
  const digits = digitsOf(phone);
  const phoneDigits = digits.length >= phoneDigitsMin ? digits : '';
  const lower = email === null || email === '' ? null : email.toLowerCase();
  if (phoneDigits !== '') return { text: `p${phoneDigits}`, phoneDigits, email: lower };
  return lower === null ? null : { text: `e${lower}`, phoneDigits: '', email: lower };
}

/** One batch, and each insert looks for itself whether it is needed: two days cannot make one guest twice. */
async function makeAndRead(
  database: GroupDatabase,
  { groupId, restaurantId, sharesGuests }: House,
  wanted: readonly (ContactKey & { readonly name: string })[],
  now: number,
) {
  const isHere = sharesGuests ? sql`group_id = ${groupId}` : sql`restaurant_id = ${restaurantId}`;
  const ofHouse = sharesGuests ? eq(guests.groupId, groupId) : eq(guests.restaurantId, restaurantId);
  const inserts = wanted.map(({ name, phoneDigits, email }) => {
    const same = phoneDigits === '' ? sql`email = ${email}` : sql`phone_digits = ${phoneDigits}`;
    return database.insert(guests).select(sql`
      SELECT NULL, ${groupId}, ${restaurantId}, ${name}, ${phoneDigits}, ${email}, ${now}, ${now},
        ${foldName(name)}
      WHERE NOT EXISTS (SELECT 1 FROM guests WHERE ${isHere} AND ${same})`);
  });
  const phones = wanted.flatMap((contact) => (contact.phoneDigits === '' ? [] : [contact.phoneDigits]));
  const emails = wanted.flatMap((contact) => (contact.phoneDigits === '' && contact.email ? [contact.email] : []));
  // A condition for each index: with one `OR` over both, SQLite reads all guests of the restaurant.
  const those = [
    ...(phones.length > 0 ? [and(ofHouse, inArray(guests.phoneDigits, phones))] : []),
    ...(emails.length > 0 ? [and(ofHouse, inArray(guests.email, emails))] : []),
  ];
  const seen = those.map((condition) => database.update(guests).set({ lastSeenAt: now }).where(condition));
  const reads = those.map((condition) =>
    database
      .select({ id: guests.id, phoneDigits: guests.phoneDigits, email: guests.email })
      .from(guests)
      .where(condition),
  );
  const [first, ...rest] = [...seen, ...inserts, ...reads];
  if (first === undefined) return [];
  const results: unknown[] = await database.batch([first, ...rest]);
  return results.slice(-reads.length).flat() as Awaited<(typeof reads)[number]>;
}
