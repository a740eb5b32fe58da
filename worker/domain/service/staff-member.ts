import { type Capability, type Role, capabilities, capabilitiesOf, roles } from '../access.ts';
import type { StaffMember } from './configuration.ts';

/** What a person may do in the restaurant whose staff this is; nothing for who does not work there. */
export function capabilitiesOfMember(staff: readonly StaffMember[], userId: number | null): ReadonlySet<Capability> {
  const member = staff.find((each) => each.userId === userId);
  if (member === undefined) return new Set();
  const held = capabilitiesOf(member.roles.filter((role): role is Role => roles.some((known) => known === role)));
  return new Set(
    capabilities.filter((capability) => held.has(capability) || member.capabilities?.includes(capability) === true),
  );
}
