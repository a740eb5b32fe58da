import { describe, expect, it } from 'vitest';
import {
  can,
  capabilitiesOf,
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
  server: ['reservations.read', 'floor.read', 'floor.operate'],
  kitchen: ['reservations.read', 'floor.read'],
  host: ['reservations.read', 'reservations.write', 'guests.contact', 'floor.read', 'floor.operate', 'floor.block'],
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
