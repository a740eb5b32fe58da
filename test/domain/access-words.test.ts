import { expect, test } from 'vitest';
import { capabilities } from '../../worker/domain/access.ts';
import { capabilityWords, roleNameOf } from '../../worker/domain/access-words.ts';

test('every capability that a group can give has words of its own', () => {
  const named = capabilityWords.map(({ capability }) => capability);
  expect([...named, 'platform.operate'].sort()).toEqual([...capabilities].sort());
  expect(new Set(capabilityWords.map(({ words }) => words)).size).toBe(named.length);
});

test('the areas come one after the other', () => {
  const areas = capabilityWords.map(({ area }) => area).filter((area, index, all) => area !== all[index - 1]);
  expect(areas).toEqual(['Bookings', 'Floor', 'House', 'Work', 'People', 'Group']);
});

test.each([
  ['host', null, 'Host'],
  ['custom', 'Sommelier', 'Sommelier'],
  ['custom', null, 'Own role'],
] as const)('%s with the name %s is called %s', (role, name, called) => {
  expect(roleNameOf(role, name)).toBe(called);
});
