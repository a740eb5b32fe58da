import { describe, expect, test } from 'vitest';
import { initialsOf, maskPersonal } from '../../worker/domain/mask-personal.ts';

test.each([
  ['Ada King Lovelace', 'A. K. L.'],
  ['  zoë  ', 'Z.'],
  ['', ''],
  ['😀 Smile', '😀. S.'],
])('%j has the initials %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

describe('masked in a value', () => {
  test.each<[what: string, value: unknown, masked: unknown]>([
    ['an e-mail address', { email: 'ada@example.com' }, { email: 'a***@example.com' }],
    ['one in a text', { note: 'ask ada.l@example.co.uk, please' }, { note: 'ask a***@example.co.uk, please' }],
    [
      'several in a list',
      ['ada@example.com', { to: 'bob@example.org' }],
      ['a***@example.com', { to: 'b***@example.org' }],
    ],
    ['one as a key', { 'ada@example.com': 1 }, { 'a***@example.com': 1 }],
    ['with letters of any language', 'zoë@exämple.com', 'z***@exämple.com'],
    ['a phone number', { phone: '+33 1 23 45 67 89' }, { phone: '***89' }],
    ['a phone number that is written as a number', { mobilePhone: 15551234 }, { mobilePhone: '***34' }],
    ['an empty phone number', { phone: '' }, { phone: '' }],
    ['an international one in a text', 'call +44 20 7946 0958 or 0033123456789 now', 'call ***58 or ***89 now'],
    [
      'a name beside an address',
      { name: 'Ada Lovelace', email: 'ada@example.com' },
      { name: 'A. L.', email: 'a***@example.com' },
    ],
    ['a name beside an id of a person', { userId: 7, name: 'Ada' }, { userId: 7, name: 'A.' }],
    ['what can only be a person', { guestName: 'Ada L', invitedBy: 'Bob' }, { guestName: 'A. L.', invitedBy: 'B.' }],
    [
      'deep inside',
      { a: [{ b: { email: 'x@y.zz', c: { name: 'Ada' } } }] },
      { a: [{ b: { email: 'x***@y.zz', c: { name: 'A.' } } }] },
    ],
  ])('%s', (_what, value, masked) => {
    expect(maskPersonal(value, false)).toEqual(masked);
  });

  test('every name, where the entry is about a person', () => {
    expect(maskPersonal({ name: 'Ada Lovelace', roles: ['Host'] }, true)).toEqual({ name: 'A. L.', roles: ['Host'] });
  });
});

test.each<[unknown]>([
  [null],
  [7],
  [true],
  [{ name: 'Terrace', tableIds: [1, 2] }],
  [{ fromDate: '2026-11-22', at: '2026-11-22T19:30:00Z', id: 1234567890123 }],
  [{ roles: ['Host', 'Server'], capabilities: ['floor.read'] }],
  [{ color: '#aabbcc', price: '1.234,00', ratio: '16:9' }],
])('%j stays as it is', (value) => {
  expect(maskPersonal(value, false)).toEqual(value);
});
