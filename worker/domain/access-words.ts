/** The table of capabilities and roles in the words of the people who give them. */
import { type Capability, type Role, capabilities } from './access.ts';

interface CapabilityWords {
  readonly area: 'Bookings' | 'Floor' | 'House' | 'People' | 'Work' | 'Group';
  /** What somebody with it does, as an instruction. */
  readonly words: string;
}

/** Not in it: what belongs to the platform, which no group gives. */
type GivenCapability = Exclude<Capability, 'platform.operate'>;

const wordsByCapability: Readonly<Record<GivenCapability, CapabilityWords>> = {
  'reservations.read': { area: 'Bookings', words: 'See bookings, parties and their wishes' },
  'reservations.write': { area: 'Bookings', words: 'Book by phone, change and cancel, mark no-shows' },
  'guests.contact': { area: 'Bookings', words: 'See how to reach guests, and their earlier visits' },
  'floor.read': { area: 'Floor', words: 'See the room live' },
  'floor.operate': { area: 'Floor', words: 'Seat, move and clear parties, take walk-ins' },
  'floor.block': { area: 'Floor', words: 'Take tables out of service and back' },
  'floor.override': { area: 'Floor', words: 'Go on against a warning: table too small, pace reached' },
  'tables.configure': { area: 'House', words: 'Change tables, combinations, areas and floor maps' },
  'settings.configure': { area: 'House', words: 'Change opening hours, special days and booking rules' },
  'restaurant.configure': { area: 'House', words: 'Change what guests read about the restaurant' },
  'restaurants.create': { area: 'Group', words: 'Open another restaurant' },
  'staff.read': { area: 'People', words: 'See who works here, and as what' },
  'staff.manage': { area: 'People', words: 'Invite people, give and take roles, deactivate' },
  'shifts.read': { area: 'Work', words: 'See who works when' },
  'shifts.manage': { area: 'Work', words: 'Plan shifts and sections' },
  'tasks.work': { area: 'Work', words: 'See tasks and tick them off' },
  'tasks.manage': { area: 'Work', words: 'Write tasks and checklists' },
  'audit.read': { area: 'People', words: 'See who changed what' },
  'roles.compose': { area: 'Group', words: 'Compose roles of the group’s own' },
  'keys.manage': { area: 'Group', words: 'Make and revoke keys for other systems' },
  'group.configure': { area: 'Group', words: 'Change the group’s name, shared guests and security' },
  'analytics.read': { area: 'House', words: 'See figures and reports' },
};

const areaOrder: readonly CapabilityWords['area'][] = ['Bookings', 'Floor', 'House', 'Work', 'People', 'Group'];

/** Every capability that a group gives, area by area. */
export const capabilityWords: readonly (CapabilityWords & { readonly capability: Capability })[] = capabilities
  .flatMap((capability) =>
    capability === 'platform.operate' ? [] : [{ capability, ...wordsByCapability[capability] }],
  )
  .sort((one, other) => areaOrder.indexOf(one.area) - areaOrder.indexOf(other.area));

const roleWords: Readonly<Record<Role | 'custom', string>> = {
  customer: 'Guest',
  server: 'Server',
  host: 'Host',
  kitchen: 'Kitchen',
  manager: 'Manager',
  owner: 'Owner',
  admin: 'Administrator',
  custom: 'Own role',
};

/** `customName` is the name of a role that the group composed. */
export function roleNameOf(role: Role | 'custom', customName: string | null): string {
  return role === 'custom' && customName !== null ? customName : roleWords[role];
}
