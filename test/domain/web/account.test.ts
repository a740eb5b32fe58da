import { describe, expect, test } from 'vitest';
import type { Account, Problem } from '../../../worker/contract/index.ts';
import { errorOf, errorsOf } from '#lib/account/form-errors.ts';
import { wordsOf } from '#lib/account/profile-form.ts';
import { agoWords, doneText, inFours } from '#lib/account/security-words.ts';
import { guestValues } from '#lib/guest/booking-form.ts';

describe('a list as people write it', () => {
  test.each([
    ['', []],
    [' , ;\n', []],
    ['nuts', ['nuts']],
    ['nuts, Shellfish; Nuts', ['nuts', 'Shellfish']],
    ['tree  nuts\nmilk ,', ['tree nuts', 'milk']],
  ])('%j is %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });
});

const now = Date.parse('2026-11-22T12:00:00Z');

test.each([
  ['2026-11-22T11:59:30Z', 'just now'],
  ['2026-11-22T12:00:05Z', 'just now'],
  ['2026-11-22T11:59:00Z', '1 minute ago'],
  ['2026-11-22T09:30:00Z', '2 hours ago'],
  ['2026-11-19T11:00:00Z', '3 days ago'],
])('%s was %s', (instant, words) => {
  expect(agoWords(Date.parse(instant), now)).toBe(words);
});

test('a secret is read in fours', () => {
  expect([inFours('JBSWY3DPEHPK'), inFours('JBSWY3')]).toEqual(['JBSW Y3DP EHPK', 'JBSW Y3']);
});

test('an address that says another word than ours says nothing', () => {
  expect([doneText('pin'), doneText('<b>'), doneText('constructor'), doneText(null)]).toEqual([
    'Your PIN is set.',
    null,
    null,
    null,
  ]);
});

describe("the API's complaints", () => {
  const problem = (errors?: Problem['errors']): Problem => ({
    ...{ type: '', title: '', status: 422, code: 'invalid', requestId: '' },
    detail: 'Look again.',
    ...(errors && { errors }),
  });

  test('stand at their controls, one for each', () => {
    const errors = errorsOf(
      problem([
        { path: 'allergies.2', message: 'Too long.' },
        { path: 'allergies.3', message: 'Too long as well.' },
        { path: 'favouriteRestaurantIds.0', message: 'There is no such restaurant.' },
      ]),
      ['name', 'allergies'],
    );
    expect(errors).toEqual([{ field: 'allergies', message: 'Too long.' }, { message: 'There is no such restaurant.' }]);
    expect([errorOf(errors, 'allergies'), errorOf(errors, 'name')]).toEqual(['Too long.', undefined]);
  });

  test('about the whole are told as they are', () => {
    expect(errorsOf(problem(), ['name'])).toEqual([{ message: 'Look again.' }]);
  });
});

describe('a profile fills in the booking form', () => {
  const account: Account = {
    ...{ id: 1, email: 'ada@example.com', name: 'Ada', emailVerified: true, phone: '+1 212 555 0100', version: 1 },
    ...{ preferences: '', allergies: [], favouriteRestaurantIds: [], hasPassword: true, hasAuthenticator: false },
    ...{ passkeyCount: 0, recoveryCodesLeft: 0, hasPin: false, recentlyAuthenticated: true },
  };

  test('with allergies and tastes as words that can be taken out', () => {
    const told = guestValues({ ...account, allergies: ['Sesame', 'Milk'], preferences: 'By the window.' });
    expect(told.specialRequests).toBe('Allergies: Sesame, Milk.\nBy the window.');
  });

  test('with nothing where there is nothing', () => {
    expect(guestValues(account)).toEqual({
      ...{ name: 'Ada', phone: '+1 212 555 0100', email: 'ada@example.com' },
      ...{ occasion: '', wishes: [], specialRequests: '' },
    });
  });
});
