import { describe, expect, it } from 'vitest';
import { openFixedBook } from '../../../local/fixed-best-fit.ts';
import type { FixedFloor } from '../../../local/fixed-best-fit.ts';

const floor: FixedFloor = {
  tables: [
    { id: 1, partySizeMin: 1, partySizeMax: 2 },
    { id: 2, partySizeMin: 1, partySizeMax: 4 },
    { id: 3, partySizeMin: 1, partySizeMax: 4 },
    { id: 4, partySizeMin: 5, partySizeMax: 8 },
  ],
  combinations: [{ tableIds: [2, 3], partySizeMin: 5, partySizeMax: 6 }],
};
const evening = (partySize: number, from = 0, until = 120) => ({ partySize, from, until });

describe('a book with fixed tables', () => {
  it('gives the smallest table that is free', () => {
    const book = openFixedBook(floor);
    expect([1, 2, 3].map(() => book.book(evening(2)))).toEqual([[1], [2], [3]]);
    expect(book.book(evening(2))).toBeNull();
  });

  it('keeps large tables for large parties', () => {
    const book = openFixedBook(floor);
    expect(book.book(evening(6))).toEqual([4]);
    expect(book.book(evening(4))).toEqual([2]);
  });

  it('joins tables when no single one is left, and blocks both', () => {
    const book = openFixedBook(floor);
    book.book(evening(6));
    expect(book.book(evening(6))).toEqual([2, 3]);
    expect(book.book(evening(4))).toBeNull();
  });

  it('gives a table again the minute it is free, not before', () => {
    const book = openFixedBook(floor);
    book.book(evening(8, 0, 120));
    expect(book.book(evening(8, 119, 200))).toBeNull();
    expect(book.book(evening(8, 120, 200))).toEqual([4]);
  });

  it('never moves anybody: that is what makes it worse', () => {
    const book = openFixedBook({ tables: floor.tables.slice(0, 2), combinations: [] });
    expect(book.book(evening(2, 0, 120))).toEqual([1]);
    expect(book.book(evening(1, 60, 180))).toEqual([2]);
    // Both small parties could share table 1 one after the other if the second moved; here the four is turned away.
    expect(book.book(evening(4, 120, 240))).toBeNull();
  });
});
