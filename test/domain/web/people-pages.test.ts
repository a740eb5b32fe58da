import { describe, expect, test } from 'vitest';
import type { AuditEntry, RoleMatrix, User } from '#contract';
import { lineOf, readAssignments } from '#lib/people/assignments.ts';
import { actionWords, changesOf, knownActions, sentenceOf } from '#lib/people/audit-words.ts';
import { offeredRoles } from '#lib/people/delegation.ts';
import { firstFloor } from '#lib/people/first-floor.ts';
import { endOfKey } from '#lib/people/key-ends.ts';
import { accessPagesFor } from '#lib/people/pages.ts';
import { agoWords, placeWords } from '#lib/people/place-words.ts';
import { roleSentence } from '#lib/people/role-words.ts';
import { pageAfterSwitch } from '#lib/people/switch-path.ts';
import { capabilitiesOf, type Role } from '../../../worker/domain/access.ts';

const locations = [
  { id: 1, name: 'Osteria Lume', groupId: 5 },
  { id: 2, name: 'Brasserie du Canal', groupId: 5 },
];
const givenRoles = ['server', 'host', 'kitchen', 'manager', 'owner'] as const;
const matrix: RoleMatrix = {
  capabilities: [
    { key: 'floor.read', area: 'Floor', words: 'See the room live', composable: true },
    { key: 'floor.override', area: 'Floor', words: 'Go on against a warning', composable: true },
    { key: 'shifts.read', area: 'Work', words: 'See who works when', composable: true },
    { key: 'tasks.work', area: 'Work', words: 'Tick off tasks', composable: true },
  ],
  builtIn: givenRoles.map((role) => ({ role, capabilities: [...capabilitiesOf([role])] })),
  custom: [
    { id: 9, name: 'Steward', capabilities: ['floor.read', 'tasks.work'], people: 0, version: 1 },
    { id: 10, name: 'Opener', capabilities: ['restaurants.create'], people: 0, version: 1 },
  ],
};

function person(...roles: { role: Role; restaurantId?: number; groupId?: number }[]): User {
  return {
    id: 1,
    email: 'pat@example.com',
    name: 'Pat',
    roles: roles.map((grant) => ({ ...grant, capabilities: [...capabilitiesOf([grant.role])] })),
  };
}

describe('what somebody may give', () => {
  const offeredTo = (user: User) =>
    offeredRoles(user, 5, locations, matrix).map(({ value, restaurantIds, everywhere }) => [
      value,
      restaurantIds.join(' '),
      everywhere,
    ]);

  test('a manager of one place: up to a manager, and only there', () => {
    expect(offeredTo(person({ role: 'manager', restaurantId: 1 }))).toEqual([
      ['server', '1', false],
      ['host', '1', false],
      ['kitchen', '1', false],
      ['manager', '1', false],
      ['custom:9', '1', false],
    ]);
  });

  test('an owner: everything, everywhere', () => {
    const offered = offeredTo(person({ role: 'owner', groupId: 5 }));
    expect(offered.map(([value]) => value)).toEqual([...givenRoles, 'custom:9', 'custom:10']);
    expect(offered.every(([, places, everywhere]) => places === '1 2' && everywhere === true)).toBe(true);
  });

  test('a host, and the owner of another group: nothing', () => {
    expect(offeredTo(person({ role: 'host', restaurantId: 1 }))).toEqual([]);
    expect(offeredTo(person({ role: 'owner', groupId: 6 }))).toEqual([]);
  });
});

test.each([
  [person({ role: 'owner', groupId: 5 }), ['people', 'roles', 'keys', 'security', 'audit']],
  // Keys and security are the group's, however much somebody may do in one of its places.
  [person({ role: 'owner', restaurantId: 1 }), ['people', 'roles', 'audit']],
  [person({ role: 'manager', restaurantId: 1 }), ['people', 'roles', 'audit']],
  [person({ role: 'host', restaurantId: 1 }), []],
])('pages about people and access (%#)', (user, paths) => {
  expect(accessPagesFor(user, { id: 1, groupId: 5 }).map(({ path }) => path)).toEqual(paths);
});

test('a composed role in a sentence', () => {
  const say = (...capabilities: RoleMatrix['custom'][number]['capabilities']) =>
    roleSentence('custom', capabilities, matrix);
  expect(say('floor.read')).toBe('See the room live.');
  expect(say('floor.read', 'floor.override', 'shifts.read', 'tasks.work')).toBe(
    'See the room live; go on against a warning; see who works when; and 1 thing more.',
  );
});

describe('roles and places as a form sends them', () => {
  const form = (fields: [string, string][]): FormData => {
    const sent = new FormData();
    for (const [name, value] of fields) sent.append(name, value);
    return sent;
  };

  test('each line with a role counts, one without is taken away', () => {
    const sent = form([
      ['role-0', 'host'],
      ['where-0', 'some'],
      ['places-0', '1'],
      ['places-0', '2'],
      ['role-1', ''],
      ['where-1', 'here'],
      ['role-2', 'custom:9'],
      ['where-2', 'all'],
      ['role-3', 'server'],
      ['where-3', 'here'],
    ]);
    expect(readAssignments(sent, 7)).toEqual([
      { role: 'host', restaurantIds: [1, 2] },
      { role: 'custom', roleId: 9, restaurantIds: null },
      { role: 'server', restaurantIds: [7] },
    ]);
  });

  test('and as they stand there', () => {
    const given = { role: 'custom', roleId: 9, roleName: 'Steward' } as const;
    expect(lineOf({ ...given, restaurantIds: null }, 1)).toMatchObject({ role: 'custom:9', where: 'all' });
    expect(lineOf({ ...given, restaurantIds: [1] }, 1)).toMatchObject({ where: 'here' });
    expect(lineOf({ ...given, restaurantIds: [2] }, 1)).toMatchObject({ where: 'some', restaurantIds: [2] });
  });
});

test.each([
  [null, 'Everywhere in Demo Hospitality'],
  [[1], 'Osteria Lume'],
  [[1, 2], 'Osteria Lume and Brasserie du Canal'],
  [[1, 2, 3], 'Osteria Lume, Brasserie du Canal and another place'],
])('%o is said as %s', (restaurantIds, words) => {
  expect(placeWords(restaurantIds, locations, 'Demo Hospitality')).toBe(words);
});

test.each([
  [null, 'Never'],
  ['2026-11-22T11:59:40Z', 'Just now'],
  ['2026-11-22T11:48:00Z', '12 minutes ago'],
  ['2026-11-22T07:30:00Z', '4 hours ago'],
  ['2026-11-21T09:00:00Z', 'Yesterday'],
  ['2026-11-10T09:00:00Z', '12 days ago'],
  ['2026-10-22T09:00:00Z', '4 weeks ago'],
  ['2026-06-22T09:00:00Z', '5 months ago'],
])('seen at %s is %s', (at, words) => {
  expect(agoWords(at, Date.parse('2026-11-22T12:00:00Z'))).toBe(words);
});

describe('the audit in words', () => {
  const entry = (given: Partial<AuditEntry>): AuditEntry => ({
    ...{ id: 1, at: '2026-11-22T12:00:00Z', action: 'change-settings', actorName: 'Pat', actingName: null },
    ...{ subjectName: null, restaurantId: null, address: null, before: null, after: null },
    ...given,
  });

  test.each([
    [{ action: 'change-settings' }, 'changed the settings'],
    [{ action: 'open-restaurant', after: { name: 'Lume' } }, 'opened a restaurant: Lume'],
    [{ action: 'change-role', before: { name: 'Steward' }, after: { name: 'Boss' } }, 'changed a role: Steward'],
    [{ action: 'change-roles', subjectName: 'Noor' }, 'changed the roles of Noor'],
    [{ action: 'deactivate-person', subjectName: 'Noor' }, 'deactivated Noor'],
    [{ action: 'invite-person', after: { name: 'Noor' } }, 'invited Noor'],
    [{ action: 'accept-invitation', subjectName: 'Pat' }, 'accepted an invitation'],
    [{ action: 'act-as', subjectName: 'Noor' }, 'acted as Noor'],
    [{ action: 'change-table', before: { id: 3, tableNumber: '12' } }, 'changed a table: 12'],
    [{ action: 'copy-shifts' }, 'copied shifts'],
  ])('%o: %s', (given, words) => {
    expect(sentenceOf(entry(given))).toBe(words);
  });

  test('every action of the filter is an English sentence', () => {
    for (const action of knownActions) expect(actionWords(action)).toMatch(/^[a-z]+(ed|et|de|ent|ook|id) /);
  });

  test('only what changed, places by name, of a list of rights what came and what went', () => {
    const names = { locations, matrix, zone: 'Europe/Paris' };
    const changes = changesOf(
      entry({
        before: { id: 4, name: 'Steward', capabilities: ['floor.read', 'tasks.work'], restaurantIds: [1] },
        after: { id: 4, name: 'Steward', capabilities: ['floor.read', 'floor.override'], restaurantIds: null },
      }),
      names,
    );
    expect(changes).toEqual([
      { label: 'may', before: 'Tick off tasks', after: 'Go on against a warning' },
      { label: 'place', before: 'Osteria Lume', after: 'everywhere' },
    ]);
    expect(changesOf(entry({ after: { expiresAt: '2027-11-22T23:30:00Z' } }), names)).toEqual([
      { label: 'expires at', before: '', after: '23 Nov 2027, 00:30' },
    ]);
    expect(changesOf(entry({ after: { name: 'Steward', capabilities: ['floor.read'] } }), names)).toEqual([
      { label: 'may', before: '', after: 'See the room live' },
    ]);
  });
});

test.each([
  ['/staff/7/floor?view=list', '/staff/7/floor?view=list'],
  ['/staff/7/reservations/123', '/staff/7/reservations/123'],
  ['/staff/7/settings/hours', '/staff/7/floor'],
  ['/staff/7/people/3', '/staff/7/floor'],
  ['/staff/7', '/staff/7/floor'],
  ['/staff', '/staff'],
])('a tablet that changes hands at %s goes on at %s', (path, next) => {
  const { pathname, search } = new URL(path, 'http://here.invalid');
  expect(pageAfterSwitch({ pathname, search })).toBe(next);
});

test('the invited begin on the floor of their place, or choose among several', () => {
  expect(firstFloor(person({ role: 'customer' }, { role: 'host', restaurantId: 3 }))).toBe('/staff/3/floor');
  expect(firstFloor(person({ role: 'host', restaurantId: 3 }, { role: 'host', restaurantId: 4 }))).toBe('/staff');
  expect(firstFloor(person({ role: 'manager', groupId: 5 }))).toBe('/staff');
});

test('a key ends after whole days, or never', () => {
  const now = Date.parse('2026-11-22T12:00:00.500Z');
  expect(endOfKey('90', now)).toBe('2027-02-20T12:00:00Z');
  expect([endOfKey('', now), endOfKey('-1', now), endOfKey('soon', now)]).toEqual([null, null, null]);
});
