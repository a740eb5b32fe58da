import type { Capability, Restaurant, User } from '#contract';
import { capabilitiesAt, capabilitiesInGroup } from '#lib/staff/capabilities.ts';

interface AccessPage {
  readonly path: 'people' | 'roles' | 'keys' | 'security' | 'audit';
  readonly label: string;
  readonly needs: Capability;
  /** Of the whole group, not of one of its restaurants. */
  readonly groupWide?: true;
}

const accessPages: readonly AccessPage[] = [
  { path: 'people', label: 'People', needs: 'staff.read' },
  { path: 'roles', label: 'Roles', needs: 'staff.read' },
  { path: 'keys', label: 'API keys', needs: 'keys.manage', groupWide: true },
  { path: 'security', label: 'Security', needs: 'group.configure', groupWide: true },
  { path: 'audit', label: 'Who changed what', needs: 'audit.read' },
];

/** All of them, for whoever asks whether a page is one of them. */
export const accessPaths = accessPages.map(({ path }) => path);

type Place = Pick<Restaurant, 'id' | 'groupId'>;

/** The pages about people and access that somebody may open; none for most. */
export function accessPagesFor(user: User, place: Place): readonly AccessPage[] {
  const here = capabilitiesAt(user, place);
  const everywhere = capabilitiesInGroup(user, place.groupId);
  return accessPages.filter(({ needs, groupWide }) => (groupWide === true ? everywhere : here).includes(needs));
}
