import { describe, expect, it } from 'vitest';
import {
  can,
  capabilitiesAt,
  capabilitiesOf,
  keepWithin,
  composableCapabilities,
  roles,
  rolesAt,
  type Capability,
  type Role,
  type RoleGrant,
} from '../../worker/domain/access.ts';

const here = { restaurantId: 7, groupId: 2 };
const sibling = { restaurantId: 8, groupId: 2 };
const foreign = { restaurantId: 9, groupId: 3 };
const group = { restaurantId: null, groupId: 2 };
const platform = { restaurantId: null, groupId: null };

/** The whole table once more, by role: what a release must not change unnoticed. */
const expected: Record<Role, readonly Capability[]> = {
  customer: [],
  server: ['reservations.read', 'floor.read', 'floor.operate', 'shifts.read', 'tasks.work'],
  kitchen: ['reservations.read', 'floor.read', 'shifts.read', 'tasks.work'],
  host: [
    'reservations.read',
    'reservations.write',
    'guests.contact',
    'floor.read',
    'floor.operate',
    'floor.block',
    'shifts.read',
    'tasks.work',
    'tasks.manage',
  ],
  manager: [
    'reservations.read',
    'reservations.write',
    'guests.contact',
    'floor.read',
    'floor.operate',
    'floor.block',
    'floor.override',
    'tables.configure',
    'settings.configure',
    'restaurant.configure',
    'staff.read',
    'staff.manage',
    'shifts.read',
    'shifts.manage',
    'tasks.work',
    'tasks.manage',
    'audit.read',
    'analytics.read',
  ],
  owner: [
    'reservations.read',
    'reservations.write',
    'guests.contact',
    'floor.read',
    'floor.operate',
    'floor.block',
    'floor.override',
    'tables.configure',
    'settings.configure',
    'restaurant.configure',
    'restaurants.create',
    'staff.read',
    'staff.manage',
    'shifts.read',
    'shifts.manage',
    'tasks.work',
    'tasks.manage',
    'audit.read',
    'roles.compose',
    'keys.manage',
    'group.configure',
    'analytics.read',
  ],
  admin: [
    'reservations.read',
    'reservations.write',
    'guests.contact',
    'floor.read',
    'floor.operate',
    'floor.block',
    'floor.override',
    'tables.configure',
    'settings.configure',
    'restaurant.configure',
    'restaurants.create',
    'staff.read',
    'staff.manage',
    'shifts.read',
    'shifts.manage',
    'tasks.work',
    'tasks.manage',
    'audit.read',
    'roles.compose',
    'keys.manage',
    'group.configure',
    'analytics.read',
    'platform.operate',
  ],
};

describe('roles', () => {
  it.each(roles)('%s has exactly its capabilities', (role) => {
    expect([...capabilitiesOf([role])].sort()).toEqual([...expected[role]].sort());
  });

  it.each(roles)('%s can do in its restaurant what its capabilities say', (role) => {
    const grants: RoleGrant[] = role === 'admin' ? [{ role }] : [{ role, restaurantId: 7 }];
    for (const capability of expected.admin) {
      expect(can(grants, capability, here), capability).toBe(expected[role].includes(capability));
    }
  });

  it('adds up', () => {
    expect(capabilitiesOf(['kitchen', 'host'])).toEqual(capabilitiesOf(['host']));
    expect(capabilitiesOf([])).toEqual(new Set());
  });
});

describe('where a role counts', () => {
  it.each<[string, RoleGrant[], typeof here | typeof group | typeof platform, Role[]]>([
    ['a restaurant’s role counts there', [{ role: 'host', restaurantId: 7 }], here, ['host']],
    ['not next door', [{ role: 'host', restaurantId: 7 }], sibling, []],
    ['not for the group', [{ role: 'owner', restaurantId: 7 }], group, []],
    ['a group’s role counts in each of its restaurants', [{ role: 'owner', groupId: 2 }], sibling, ['owner']],
    ['and for the group itself', [{ role: 'owner', groupId: 2 }], group, ['owner']],
    ['not in another group', [{ role: 'owner', groupId: 2 }], foreign, []],
    ['a restaurant’s number is not a group’s', [{ role: 'owner', restaurantId: 2 }], here, []],
    ['nor the reverse', [{ role: 'owner', groupId: 7 }], here, []],
    ['no role but admin counts for the platform', [{ role: 'owner', groupId: 2 }], platform, []],
    ['admin counts everywhere', [{ role: 'admin' }], foreign, ['admin']],
    ['and for the platform', [{ role: 'admin' }], platform, ['admin']],
    [
      'but not if a restaurant or group handed it out',
      [
        { role: 'admin', restaurantId: 7 },
        { role: 'admin', groupId: 2 },
      ],
      here,
      [],
    ],
    [
      'each role once',
      [
        { role: 'host', restaurantId: 7 },
        { role: 'host', groupId: 2 },
      ],
      here,
      ['host'],
    ],
    ['a customer is one anywhere', [{ role: 'customer' }], foreign, ['customer']],
    ['nor does one whose place is empty', [{ role: 'owner', restaurantId: null } as unknown as RoleGrant], group, []],
    ['in a group or on the platform', [{ role: 'owner', groupId: null } as unknown as RoleGrant], platform, []],
    ['a role without a place counts nowhere', [{ role: 'owner' } as unknown as RoleGrant], here, []],
  ])('%s', (_, grants, place, expectedRoles) => {
    expect(rolesAt(grants, place)).toEqual(expectedRoles);
  });

  it('asks the place, not only the role', () => {
    expect(can([{ role: 'manager', restaurantId: 7 }], 'tables.configure', here)).toBe(true);
    expect(can([{ role: 'manager', restaurantId: 7 }], 'tables.configure', sibling)).toBe(false);
    expect(can([{ role: 'owner', groupId: 2 }], 'restaurants.create', group)).toBe(true);
    expect(can([], 'floor.read', here)).toBe(false);
  });
});

describe('a role that a group composed', () => {
  const waiter: RoleGrant = { role: 'custom', roleId: 4, capabilities: ['floor.read', 'floor.block'], restaurantId: 7 };
  it('allows what it was composed of, where it was given', () => {
    expect([...capabilitiesAt([waiter], here)]).toEqual(['floor.read', 'floor.block']);
    expect([...capabilitiesAt([waiter], sibling)]).toEqual([]);
  });
  it('can never be composed of what reaches beyond the group or makes rights', () => {
    for (const never of ['platform.operate', 'roles.compose', 'keys.manage', 'group.configure'] as const) {
      expect(composableCapabilities).not.toContain(never);
    }
  });
});

describe('on a device that somebody else signed in', () => {
  const groupOf = new Map([
    [7, 2],
    [8, 2],
    [9, 3],
  ]);
  const tablet: RoleGrant[] = [{ role: 'host', restaurantId: 7 }];
  it.each<[string, RoleGrant[], RoleGrant[], RoleGrant[]]>([
    [
      'a role in that house counts',
      [{ role: 'server', restaurantId: 7 }],
      tablet,
      [{ role: 'server', restaurantId: 7 }],
    ],
    ['one next door does not', [{ role: 'owner', restaurantId: 8 }], tablet, []],
    [
      'one of the group counts for that house',
      [{ role: 'owner', groupId: 2 }],
      tablet,
      [{ role: 'owner', restaurantId: 7 }],
    ],
    ['one of another group does not', [{ role: 'owner', groupId: 3 }], tablet, []],
    ['nor one of a house of another group', [{ role: 'owner', restaurantId: 9 }], [{ role: 'host', groupId: 2 }], []],
    [
      'at a group’s own device the group’s houses count',
      [{ role: 'server', restaurantId: 8 }],
      [{ role: 'owner', groupId: 2 }],
      [{ role: 'server', restaurantId: 8 }],
    ],
    ['the platform stays outside', [{ role: 'admin' }, { role: 'customer' }], tablet, []],
    ['and a device of the platform opens nothing', [{ role: 'owner', groupId: 2 }], [{ role: 'admin' }], []],
  ])('%s', (_, grants, bounds, expected) => {
    expect(keepWithin(grants, bounds, groupOf)).toEqual(expected);
  });
});
