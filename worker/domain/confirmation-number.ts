/**
 * The number a guest reads out on the phone, `7K3M-Q0XT`: a reservation's date and sequence, scrambled with the
 * restaurant's key so that nobody sees how many bookings there are, and turned back without a look-up.
 *
 * 35 bits = 8 zero bits, date 15, sequence 12 go through a Feistel network (a permutation whatever its round function is:
 * Luby and Rackoff, 1988) and become seven characters of Crockford's base 32. A number read back whose 8 bits are not zero
 * was never given out. It hides order, it is no secret: who may see a booking is decided elsewhere.
 *
 * The eighth character checks the others over the field GF(32), character i weighted with the i-th power of a primitive
 * element: since all eight weights differ, every single wrong character and every swap of two characters, adjacent or
 * not, is detected. Crockford's own modulo 37 would need five symbols outside the alphabet for the same.
 */
import { composeDayId, parseDayId, sequenceMax } from './ids.ts';
import { addDays, daysBetween, firstServiceDate } from './time/service-date.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const bodyLength = 7;
const sequences = sequenceMax + 1;
const plainValues = 2 ** 27;
/** The 35 bits are two unequal halves: 17 high, 18 low. */
const highValues = 2 ** 17;
const lowValues = 2 ** 18;
const rounds = 10;

/** `key` is four 32-bit integers of the restaurant. Throws RangeError for an id that is not a reservation's. */
export function confirmationNumberOf(id: number, key: readonly number[]): string {
  const parts = parseDayId(id);
  if (parts?.kind !== 'reservation') throw new RangeError(`not a reservation id: ${id}`);
  const plain = daysBetween(firstServiceDate, parts.serviceDate) * sequences + parts.sequence;
  let rest = scramble(plain, key);
  const digits: number[] = [];
  for (let position = 0; position < bodyLength; position += 1) {
    digits.unshift(rest % 32);
    rest = Math.floor(rest / 32);
  }
  const characters = [...digits, timesPrimitive(remainderOf(digits))].map((digit) => alphabet.charAt(digit)).join('');
  return `${characters.slice(0, 4)}-${characters.slice(4)}`;
}

/**
 * The reservation's id, or null where the text cannot be one of this restaurant's numbers. Takes lower case, spaces,
 * missing dashes, and the letters O, I and L for the digits they look like.
 */
export function readConfirmationNumber(text: string, restaurantId: number, key: readonly number[]): number | null {
  const typed = text.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  const digits = Array.from(typed, (character) => alphabet.indexOf(character));
  if (digits.length !== bodyLength + 1 || digits.includes(-1) || remainderOf(digits) !== 0) return null;
  const scrambled = digits.slice(0, bodyLength).reduce((sum, digit) => sum * 32 + digit, 0);
  const plain = unscramble(scrambled, key);
  if (plain >= plainValues || plain % sequences === 0) return null;
  const serviceDate = addDays(firstServiceDate, Math.floor(plain / sequences));
  return composeDayId({ restaurantId, serviceDate, kind: 'reservation', sequence: plain % sequences });
}

/** Σ digit × weight over GF(32), by Horner's rule; 0 for a number with its right check character. */
function remainderOf(digits: readonly number[]): number {
  return digits.reduce((sum, digit) => timesPrimitive(sum) ^ digit, 0);
}

/** Multiplies by x in GF(32) = GF(2)[x] / (x⁵ + x² + 1), in which x generates all 31 non-zero elements. */
function timesPrimitive(element: number): number {
  const doubled = element * 2;
  return doubled < 32 ? doubled : doubled ^ 0b100101;
}

function scramble(plain: number, key: readonly number[]): number {
  let high = Math.floor(plain / lowValues);
  let low = plain % lowValues;
  for (let round = 0; round < rounds; round += 2) {
    high ^= mix(low, round, key) % highValues;
    low ^= mix(high, round + 1, key) % lowValues;
  }
  return high * lowValues + low;
}

function unscramble(scrambled: number, key: readonly number[]): number {
  let high = Math.floor(scrambled / lowValues);
  let low = scrambled % lowValues;
  for (let round = rounds - 2; round >= 0; round -= 2) {
    low ^= mix(high, round + 1, key) % lowValues;
    high ^= mix(low, round, key) % highValues;
  }
  return high * lowValues + low;
}

/** The finalizer of MurmurHash3 (Appleby, 2011), twice, with the round's key before and between; unsigned 32 bits. */
function mix(half: number, round: number, key: readonly number[]): number {
  return avalanche(avalanche(half ^ keyWord(key, round)) + keyWord(key, round + 1) + Math.imul(round, 0x9e3779b1));
}

function avalanche(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function keyWord(key: readonly number[], round: number): number {
  const word = key[round % 4];
  if (word === undefined) throw new RangeError('a confirmation key is four integers');
  return word;
}
