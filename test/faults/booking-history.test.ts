import { expect, test } from 'vitest';
import { bookingHistory } from './booking-history.ts';

test('some order explains every answer of people who book and cancel at once, across a crash', async () => {
  const { complaints, facts } = await bookingHistory({ seed: 'short', operations: 400 });
  expect(complaints, JSON.stringify(facts)).toEqual([]);
}, 180_000);
