/**
 * Who may do what, as one table. Code asks `can(grants, capability, place)` and never compares roles. What guests may do
 * with their own bookings is not here: that follows from the booking (its guest, its manage token), not from a role.
 */
export const roles = ['customer', 'server', 'host', 'kitchen', 'manager', 'owner', 'admin'] as const;

export type Role = (typeof roles)[number];

/** A row per capability: what it allows, and the roles that have it. */
const rolesByCapability = {
  /** See bookings, parties and their wishes, without contacts. */
  'reservations.read': ['server', 'host', 'kitchen', 'manager', 'owner', 'admin'],
  /** Book by phone, modify, confirm, cancel, mark no-show. */
  'reservations.write': ['host', 'manager', 'owner', 'admin'],
  /** See phone numbers and e-mail addresses. */
  'guests.contact': ['host', 'manager', 'owner', 'admin'],
  /** See the room live. */
  'floor.read': ['server', 'host', 'kitchen', 'manager', 'owner', 'admin'],
  /** Arrive, seat, move, unseat, complete, clean, occupy, take walk-ins. */
  'floor.operate': ['server', 'host', 'manager', 'owner', 'admin'],
  /** Block and unblock tables, maintenance. */
  'floor.block': ['host', 'manager', 'owner', 'admin'],
  /** Go on against a warning: table too small, pacing reached. */
  'floor.override': ['manager', 'owner', 'admin'],
  /** Tables, combinations, areas, floor maps. */
  'tables.configure': ['manager', 'owner', 'admin'],
  /** Service periods, special days, turn times, policies. */
  'settings.configure': ['manager', 'owner', 'admin'],
  /** The restaurant's profile, menus and pictures. */
  'restaurant.configure': ['manager', 'owner', 'admin'],
  /** Open another restaurant in the group. */
  'restaurants.create': ['owner', 'admin'],
  /** See who works here, and as what. */
  'staff.read': ['manager', 'owner', 'admin'],
  /** Invite people, give and take roles and places; never more than one has oneself. */
  'staff.manage': ['manager', 'owner', 'admin'],
  /** See the shifts. */
  'shifts.read': ['server', 'host', 'kitchen', 'manager', 'owner', 'admin'],
  /** Plan who works which section when. */
  'shifts.manage': ['manager', 'owner', 'admin'],
  /** See tasks and tick them off. */
  'tasks.work': ['server', 'host', 'kitchen', 'manager', 'owner', 'admin'],
  /** Write tasks and checklists. */
  'tasks.manage': ['host', 'manager', 'owner', 'admin'],
  /** See who changed what. */
  'audit.read': ['manager', 'owner', 'admin'],
  /** Compose roles of the group's own. */
  'roles.compose': ['owner', 'admin'],
  /** Make, rotate and revoke keys for other systems. */
  'keys.manage': ['owner', 'admin'],
  /** The group's name, sharing of guests, and security policy. */
  'group.configure': ['owner', 'admin'],
  'analytics.read': ['manager', 'owner', 'admin'],
  /** Run the platform itself: every group, faults, replays. */
  'platform.operate': ['admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Capability = keyof typeof rolesByCapability;

export const capabilities = Object.keys(rolesByCapability) as Capability[];

/** A role in one restaurant, in every restaurant of a group, or on the platform; a group's own role says what it allows. */
export type RoleGrant =
  | { readonly role: Role; readonly restaurantId: number }
  | { readonly role: Role; readonly groupId: number }
  | { readonly role: 'admin' | 'customer' }
  | (CustomRole & ({ readonly restaurantId: number } | { readonly groupId: number }));

interface CustomRole {
  readonly role: 'custom';
  readonly roleId: number;
  readonly capabilities: readonly Capability[];
}

/** Where something is to be done. Without a restaurant it concerns the whole group, without both the platform. */
export interface Place {
  readonly restaurantId: number | null;
  readonly groupId: number | null;
}

export function can(grants: readonly RoleGrant[], capability: Capability, place: Place): boolean {
  return grants.some((grant) => reaches(grant, place) && grantGives(grant, capability));
}

/** Everything that the grants allow at a place. */
export function capabilitiesAt(grants: readonly RoleGrant[], place: Place): Set<Capability> {
  return new Set(capabilities.filter((capability) => can(grants, capability, place)));
}

/** Whether somebody is more than a guest there. */
export function worksAt(grants: readonly RoleGrant[], place: Place): boolean {
  return grants.some((grant) => grant.role !== 'customer' && reaches(grant, place));
}

export function capabilitiesOf(held: readonly Role[]): Set<Capability> {
  return new Set(capabilities.filter((capability) => held.some((role) => roleGives(role, capability))));
}

/** What one grant allows, wherever it reaches. */
export function capabilitiesOfGrant(grant: RoleGrant): Capability[] {
  return capabilities.filter((capability) => grantGives(grant, capability));
}

/** The roles that count at a place, each once. */
export function rolesAt(grants: readonly RoleGrant[], place: Place): (Role | 'custom')[] {
  return [...new Set(grants.filter((grant) => reaches(grant, place)).map((grant) => grant.role))];
}

/**
 * The part of `grants` that lies where `bounds` reach: what a person may do on a device that somebody else signed in.
 * `groupOf` knows the group of every restaurant named by either. Nothing of the platform passes.
 */
export function keepWithin(
  grants: readonly RoleGrant[],
  bounds: readonly RoleGrant[],
  groupOf: ReadonlyMap<number, number>,
): RoleGrant[] {
  const restaurantIds = new Set(bounds.flatMap((bound) => ('restaurantId' in bound ? [bound.restaurantId] : [])));
  const groupIds = new Set(bounds.flatMap((bound) => ('groupId' in bound ? [bound.groupId] : [])));
  return grants.flatMap((grant): RoleGrant[] => {
    if ('restaurantId' in grant) {
      const isBound = restaurantIds.has(grant.restaurantId) || groupIds.has(groupOf.get(grant.restaurantId) ?? -1);
      return isBound ? [grant] : [];
    }
    if (!('groupId' in grant)) return [];
    if (groupIds.has(grant.groupId)) return [grant];
    // Somebody of the whole group is, at the tablet of one of its houses, there for that house.
    const { groupId, ...rest } = grant;
    const houses = [...restaurantIds].filter((restaurantId) => groupOf.get(restaurantId) === groupId);
    return houses.map((restaurantId) => ({ ...rest, restaurantId }));
  });
}

/** A role composed by a group never holds these: they reach beyond the group or make rights out of nothing. */
const neverComposed: readonly Capability[] = ['platform.operate', 'roles.compose', 'keys.manage', 'group.configure'];

export const composableCapabilities = capabilities.filter((capability) => !neverComposed.includes(capability));

function grantGives(grant: RoleGrant, capability: Capability): boolean {
  return grant.role === 'custom' ? grant.capabilities.includes(capability) : roleGives(grant.role, capability);
}

function roleGives(role: Role, capability: Capability): boolean {
  const allowed: readonly Role[] = rolesByCapability[capability];
  return allowed.includes(role);
}

function reaches(grant: RoleGrant, place: Place): boolean {
  const scoped = 'restaurantId' in grant || 'groupId' in grant;
  // Administration of the platform is never handed out by a restaurant or a group, nor a role in them to everywhere.
  if (grant.role === 'admin' || grant.role === 'customer') return !scoped;
  if ('restaurantId' in grant) return place.restaurantId !== null && grant.restaurantId === place.restaurantId;
  if ('groupId' in grant) return place.groupId !== null && grant.groupId === place.groupId;
  return false;
}
