import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confirmationNumberOf, readConfirmationNumber } from '../../worker/domain/confirmation-number.ts';
import { composeDayId } from '../../worker/domain/ids.ts';
import { addDays } from '../../worker/domain/time/service-date.ts';

const key = [0x12345678, 0x9abcdef0, 0x0f1e2d3c, 0x4b5a6978];
const otherKey = [0x12345678, 0x9abcdef0, 0x0f1e2d3c, 0x4b5a6979];
const alphabet = Array.from('0123456789ABCDEFGHJKMNPQRSTVWXYZ');

const reservation = (sequence: number, serviceDate = '2026-11-22', restaurantId = 7): number =>
  composeDayId({ restaurantId, serviceDate, kind: 'reservation', sequence });

const anyReservation = fc
  .tuple(fc.integer({ min: 1, max: 4095 }), fc.integer({ min: 0, max: 2 ** 15 - 1 }))
  .map(([sequence, days]) => reservation(sequence, addDays('2000-01-01', days)));
const anyKey = fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 }), { minLength: 4, maxLength: 4 });

const replaceAt = (text: string, position: number, character: string): string =>
  text.slice(0, position) + character + text.slice(position + 1);

describe('confirmation numbers', () => {
  it('never changes for a given key, since guests hold them', () => {
    expect(confirmationNumberOf(reservation(1), key)).toBe('MVJV-MERD');
    expect(confirmationNumberOf(reservation(2), key)).toBe('4QA3-KKEW');
  });

  it('reads what it wrote, with any key', () => {
    fc.assert(
      fc.property(anyReservation, anyKey, (id, someKey) => {
        const number = confirmationNumberOf(id, someKey);
        expect(number).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
        expect(readConfirmationNumber(number, 7, someKey)).toBe(id);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is different for every sequence of a year', () => {
    const seen = new Set<string>();
    for (let day = 0; day < 366; day += 1) {
      for (let sequence = 1; sequence <= 4095; sequence += 41) {
        seen.add(confirmationNumberOf(reservation(sequence, addDays('2026-01-01', day)), key));
      }
    }
    expect(seen.size).toBe(366 * 100);
  });

  it('reads what people type', () => {
    let id = 0;
    let number = '';
    for (let sequence = 1; !(number.includes('0') && number.includes('1')); sequence += 1) {
      id = reservation(sequence);
      number = confirmationNumberOf(id, key);
    }
    const typed = [
      number.toLowerCase(),
      number.replace('-', ''),
      ` ${number.replace('-', ' ')} `,
      number.replaceAll('0', 'O').replaceAll('1', 'I'),
      number.replaceAll('0', 'o').replaceAll('1', 'l'),
    ];
    for (const text of typed) expect(readConfirmationNumber(text, 7, key), text).toBe(id);
  });

  it.each(['', 'X', '0000-000', '0000-00000', 'UUUU-UUUU', '****-****', '🍕🍕🍕🍕-🍕🍕🍕🍕'])(
    'does not read %j',
    (text) => {
      expect(readConfirmationNumber(text, 7, key)).toBeNull();
    },
  );

  it('gives no number to orders and waitlist entries', () => {
    const order = composeDayId({ restaurantId: 7, serviceDate: '2026-11-22', kind: 'order', sequence: 1 });
    expect(() => confirmationNumberOf(order, key)).toThrow(RangeError);
    expect(() => confirmationNumberOf(1, key)).toThrow(RangeError);
  });
});

describe('the check character', () => {
  it('detects every single wrong character', () => {
    fc.assert(
      fc.property(anyReservation, (id) => {
        const number = confirmationNumberOf(id, key).replace('-', '');
        for (let position = 0; position < 8; position += 1) {
          for (const character of alphabet.filter((each) => each !== number[position])) {
            expect(readConfirmationNumber(replaceAt(number, position, character), 7, key)).toBeNull();
          }
        }
      }),
    );
  });

  it('detects every swap of two characters, wherever they stand', () => {
    fc.assert(
      fc.property(anyReservation, (id) => {
        const number = confirmationNumberOf(id, key).replace('-', '');
        for (let one = 0; one < 8; one += 1) {
          for (let other = one + 1; other < 8; other += 1) {
            const swapped = replaceAt(replaceAt(number, one, number.charAt(other)), other, number.charAt(one));
            if (swapped !== number) expect(readConfirmationNumber(swapped, 7, key)).toBeNull();
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('and the padding let one text in 8,192 through', () => {
    const start = confirmationNumberOf(reservation(1), key).slice(0, 6);
    const texts = alphabet.flatMap((one) =>
      alphabet.flatMap((two) => alphabet.map((three) => start + one + two + three)),
    );
    const read = texts.filter((text) => readConfirmationNumber(text, 7, key) !== null);
    // 4 of 32,768 expected: without the check character it would be 128, without the padding 1,024.
    expect(read.length).toBeGreaterThanOrEqual(1);
    expect(read.length).toBeLessThanOrEqual(12);
  });
});

describe('what a number gives away', () => {
  it('shares no more characters with its neighbour than chance would have it', () => {
    const pairs = 4_000;
    const equalAt = Array.from({ length: 9 }, () => 0);
    const firsts = new Map<string, number>();
    for (let sequence = 1; sequence <= pairs; sequence += 1) {
      const here = confirmationNumberOf(reservation(sequence), key);
      const next = confirmationNumberOf(reservation(sequence + 1), key);
      for (let position = 0; position < 9; position += 1) {
        if (here[position] === next[position]) equalAt[position] = (equalAt[position] ?? 0) + 1;
      }
      firsts.set(here.charAt(0), (firsts.get(here.charAt(0)) ?? 0) + 1);
    }
    equalAt.splice(4, 1);
    // Chance: 125 of 4,000, give or take 11. Five times that never happens by luck.
    for (const count of equalAt) expect(Math.abs(count - pairs / 32)).toBeLessThan(55);
    expect(firsts.size).toBe(32);
    for (const count of firsts.values()) expect(Math.abs(count - pairs / 32)).toBeLessThan(55);
  });

  it('does not keep the order of sequences or dates', () => {
    const ascents = (numbers: readonly string[]): number =>
      numbers.filter((number, index) => index > 0 && number > (numbers[index - 1] ?? '')).length / numbers.length;
    const sequences = Array.from({ length: 2_000 }, (_, index) => confirmationNumberOf(reservation(index + 1), key));
    const dates = Array.from({ length: 2_000 }, (_, index) =>
      confirmationNumberOf(reservation(1, addDays('2026-01-01', index)), key),
    );
    expect(Math.abs(ascents(sequences) - 0.5)).toBeLessThan(0.06);
    expect(Math.abs(ascents(dates) - 0.5)).toBeLessThan(0.06);
  });

  it('depends on every bit of the key', () => {
    const numbers = Array.from({ length: 200 }, (_, index) => reservation(index + 1));
    expect(numbers.filter((id) => confirmationNumberOf(id, key) === confirmationNumberOf(id, otherKey))).toEqual([]);
    const foreign = numbers.filter((id) => readConfirmationNumber(confirmationNumberOf(id, key), 7, otherKey) !== null);
    expect(foreign.length).toBeLessThan(10);
  });

  it('needs four integers', () => {
    expect(() => confirmationNumberOf(reservation(1), [1, 2, 3])).toThrow(RangeError);
  });
});
