import { describe, expect, test } from 'vitest';
import { type Capability, type RoleGrant, capabilitiesOf, composableCapabilities } from '../../worker/domain/access.ts';
import { mayChange, mayDelegate, planRoles } from '../../worker/domain/delegation.ts';

const groupId = 2;
const houseIds = [7, 8];
const at = (role: 'server' | 'host' | 'manager' | 'owner', restaurantId: number): RoleGrant => ({ role, restaurantId });
const everywhere = (role: 'server' | 'manager' | 'owner'): RoleGrant => ({ role, groupId });
const composed = (capabilities: readonly Capability[], restaurantId: number): RoleGrant => ({
  role: 'custom',
  roleId: 1,
  capabilities,
  restaurantId,
});
const capabilitiesOfRole = (role: 'server' | 'host' | 'kitchen' | 'manager' | 'owner') => [...capabilitiesOf([role])];
const admin: RoleGrant = { role: 'admin' };

describe('giving and taking a role', () => {
  const server = capabilitiesOfRole('server');
  const manager = capabilitiesOfRole('manager');
  const owner = capabilitiesOfRole('owner');
  test.each<
    [who: string, grants: RoleGrant[], capabilities: readonly Capability[], places: number[] | null, may: boolean]
  >([
    ['a manager, a server at their place', [at('manager', 7)], server, [7], true],
    ['a manager, a manager at their place', [at('manager', 7)], manager, [7], true],
    ['a manager, an owner', [at('manager', 7)], owner, [7], false],
    ['a manager, a server next door', [at('manager', 7)], server, [8], false],
    ['a manager, a server here and next door', [at('manager', 7)], server, [7, 8], false],
    ['a manager of both, a server at both', [at('manager', 7), at('manager', 8)], server, [7, 8], true],
    ['a manager of both, a server of the group', [at('manager', 7), at('manager', 8)], server, null, false],
    ['a manager of the group, a server of the group', [everywhere('manager')], server, null, true],
    ['a manager of the group, a server at one place', [everywhere('manager')], server, [8], true],
    ['a manager of the group, an owner of the group', [everywhere('manager')], owner, null, false],
    ['an owner, an owner', [everywhere('owner')], owner, null, true],
    ['an owner of one house, an owner of the group', [at('owner', 7)], owner, null, false],
    ['an owner of another group', [{ role: 'owner', groupId: 3 }], server, [7], false],
    ['an administrator, an owner', [admin], owner, null, true],
    ['a host, a server: hosts manage nobody', [at('host', 7)], server, [7], false],
    ['who composes staff.manage alone, nothing beyond it', [composed(['staff.manage'], 7)], server, [7], false],
    ['who composes it with all of a server', [composed(['staff.manage', ...server], 7)], server, [7], true],
    ['everything composable is no owner', [composed(composableCapabilities, 7)], owner, [7], false],
    ['a manager at one place, host at the other', [at('manager', 7), at('host', 8)], server, [8], false],
    ['a role at no place', [everywhere('owner')], server, [], false],
    ['nobody', [], server, [7], false],
  ])('%s: %#', (_who, grants, capabilities, restaurantIds, may) => {
    expect(mayDelegate(grants, { capabilities, restaurantIds }, groupId)).toBe(may);
  });
});

describe('changing a person', () => {
  const change = (one: RoleGrant[], other: RoleGrant[]): boolean =>
    mayChange({ userId: 1, grants: one }, { userId: 2, grants: other }, groupId, houseIds);
  test.each<[who: string, one: RoleGrant[], other: RoleGrant[], may: boolean]>([
    ['a manager, their server', [at('manager', 7)], [at('server', 7)], true],
    ['a manager, another manager of the place', [at('manager', 7)], [at('manager', 7)], true],
    ['a manager, the owner of the place', [at('manager', 7)], [at('owner', 7)], false],
    ['a manager, the owner of the group', [at('manager', 7)], [everywhere('owner')], false],
    ['a manager, a server of the whole group', [at('manager', 7)], [everywhere('server')], false],
    ['a manager, a server of next door', [at('manager', 7)], [at('server', 8)], false],
    ['a manager, their server who manages next door', [at('manager', 7)], [at('server', 7), at('manager', 8)], true],
    ['a manager of the group, a manager of it', [everywhere('manager')], [everywhere('manager')], true],
    [
      'a manager of the group, an owner at one house',
      [everywhere('manager')],
      [at('server', 7), at('owner', 8)],
      false,
    ],
    ['an owner, an owner', [everywhere('owner')], [everywhere('owner')], true],
    ['an owner, an administrator who also serves', [everywhere('owner')], [at('server', 7), admin], false],
    ['an administrator, an owner', [admin], [everywhere('owner')], true],
    ['a host, a server', [at('host', 7)], [at('server', 7)], false],
    ['who may not override, one who may', [composed(['staff.manage'], 7)], [composed(['floor.override'], 7)], false],
    ['an owner of another group', [{ role: 'owner', groupId: 3 }], [at('server', 7)], false],
    ['a manager, who works nowhere', [at('manager', 7)], [{ role: 'customer' }], false],
  ])('%s: %#', (_who, one, other, may) => {
    expect(change(one, other)).toBe(may);
  });

  test('nobody changes themselves', () => {
    const owner = { userId: 1, grants: [everywhere('owner')] };
    expect(mayChange(owner, owner, groupId, houseIds)).toBe(false);
  });
});

describe('what is to go and to come', () => {
  const role = (role: 'server' | 'host', restaurantId: number | null) => ({ role, roleId: null, restaurantId });
  const composedRole = (roleId: number) => ({ role: 'custom' as const, roleId, restaurantId: 7 });

  test('what stays is neither', () => {
    const plan = planRoles([role('server', 7), role('server', 8)], [role('server', 8), role('host', 7)]);
    expect(plan).toEqual({ taken: [role('server', 7)], given: [role('host', 7)] });
  });

  test('the whole group is another place than each house', () => {
    expect(planRoles([role('server', 7)], [role('server', null)])).toEqual({
      taken: [role('server', 7)],
      given: [role('server', null)],
    });
  });

  test('two composed roles are two; a role named twice is one', () => {
    const plan = planRoles([composedRole(1)], [composedRole(2), composedRole(2)]);
    expect(plan).toEqual({ taken: [composedRole(1)], given: [composedRole(2)] });
  });
});
