import * as z from 'zod';
import { capabilities, composableCapabilities, roles } from '../domain/access.ts';
import { EmailAddress, LinkToken, NewPassword, PersonName } from './auth.ts';
import { Id, Instant, PageQuery, PathId, ServiceDate } from './common.ts';

/** What somebody can be given in a group. */
export const staffRoles = ['server', 'host', 'kitchen', 'manager', 'owner', 'custom'] as const;
export const StaffRole = z.enum(staffRoles);
export type StaffRole = z.infer<typeof StaffRole>;

/** A role and where it holds: at these restaurants, or (null) in the whole group. */
export const RoleAssignment = z
  .object({
    role: StaffRole,
    /** Of `custom` alone. */
    roleId: Id.optional(),
    restaurantIds: z.array(Id).min(1).max(200).nullable(),
  })
  .refine(({ role, roleId }) => (role === 'custom') === (roleId !== undefined), {
    path: ['roleId'],
    message: 'A role of the group’s own is named by its roleId; the others have none.',
  });
export type RoleAssignment = z.infer<typeof RoleAssignment>;

export const StaffPerson = z
  .object({
    userId: Id,
    name: z.string(),
    email: z.string(),
    active: z.boolean(),
    assignments: z.array(
      z.object({
        role: StaffRole,
        roleId: Id.optional(),
        roleName: z.string(),
        restaurantIds: z.array(Id).nullable(),
      }),
    ),
    secondFactor: z.boolean(),
    hasPin: z.boolean(),
    lastSeenAt: z.string().nullable(),
    /** Whether the caller may change this person: nobody changes who has more than they. */
    editable: z.boolean(),
  })
  .meta({ id: 'StaffPerson' });
export type StaffPerson = z.infer<typeof StaffPerson>;

export const StaffQuery = PageQuery.extend({
  restaurantId: PathId.optional(),
  q: z.string().trim().max(120).optional(),
  active: z.enum(['true', 'false']).optional(),
});

/** Replaces the person's roles in this group, as far as the caller may give and take them. */
export const UpdateStaffPerson = z.object({ assignments: z.array(RoleAssignment).max(40) });

export const CreateInvitation = z.object({
  email: EmailAddress,
  name: PersonName,
  assignment: RoleAssignment,
});

export const Invitation = z
  .object({
    id: Id,
    email: z.string(),
    name: z.string(),
    role: StaffRole,
    roleId: Id.optional(),
    roleName: z.string(),
    restaurantIds: z.array(Id).nullable(),
    invitedBy: z.string(),
    createdAt: z.string(),
    expiresAt: z.string(),
    state: z.enum(['open', 'accepted', 'expired', 'revoked']),
  })
  .meta({ id: 'Invitation' });
export type Invitation = z.infer<typeof Invitation>;

/** What the invited sees before accepting. */
export const InvitationPreview = z
  .object({
    email: z.string(),
    name: z.string(),
    groupName: z.string(),
    restaurantNames: z.array(z.string()),
    roleName: z.string(),
    invitedBy: z.string(),
    /** There is an account with this address: accepting needs its password or a session, not a new one. */
    hasAccount: z.boolean(),
    /** Everybody with this role needs a second factor soon. */
    secondFactorNeeded: z.boolean(),
  })
  .meta({ id: 'InvitationPreview' });
export type InvitationPreview = z.infer<typeof InvitationPreview>;

/**
 * For a new account name, password and (for shared tablets) PIN; with an account its password, or none for who has just
 * signed in with it.
 */
export const AcceptInvitation = z.object({
  token: LinkToken,
  name: PersonName.optional(),
  password: z.string().min(1).max(200).optional(),
  pin: z
    .string()
    .regex(/^\d{4,8}$/, 'A PIN has four to eight digits.')
    .optional(),
});
export const InvitationToken = z.object({ token: LinkToken });
export const NewAccountPassword = NewPassword;

export const CustomRole = z
  .object({
    id: Id,
    name: z.string(),
    capabilities: z.array(z.enum(capabilities)),
    /** How many people have it. */
    people: z.int(),
    version: z.int(),
  })
  .meta({ id: 'CustomRole' });
export type CustomRole = z.infer<typeof CustomRole>;

/** The matrix: what there is to allow, in words, and what each role allows. */
export const RoleMatrix = z
  .object({
    capabilities: z.array(
      z.object({ key: z.enum(capabilities), area: z.string(), words: z.string(), composable: z.boolean() }),
    ),
    builtIn: z.array(z.object({ role: z.enum(roles), capabilities: z.array(z.enum(capabilities)) })),
    custom: z.array(CustomRole),
  })
  .meta({ id: 'RoleMatrix' });
export type RoleMatrix = z.infer<typeof RoleMatrix>;

export const CreateRole = z.object({
  name: z.string().trim().min(2).max(40),
  capabilities: z.array(z.enum(composableCapabilities)).min(1),
});
export const UpdateRole = CreateRole.partial();

export const ApiKey = z
  .object({
    id: Id,
    name: z.string(),
    /** The first characters, by which people recognise it. */
    prefix: z.string(),
    capabilities: z.array(z.enum(capabilities)),
    restaurantIds: z.array(Id).nullable(),
    createdBy: z.string(),
    createdAt: z.string(),
    lastUsedAt: z.string().nullable(),
    expiresAt: z.string().nullable(),
    revokedAt: z.string().nullable(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof ApiKey>;

export const CreateApiKey = z.object({
  name: z.string().trim().min(2).max(60),
  capabilities: z.array(z.enum(composableCapabilities)).min(1),
  restaurantIds: z.array(Id).min(1).max(200).nullable(),
  expiresAt: Instant.nullable().default(null),
});
/** The only time that the key itself is shown. */
export const NewApiKey = ApiKey.extend({ key: z.string() }).meta({ id: 'NewApiKey' });
export type NewApiKey = z.infer<typeof NewApiKey>;
export const RotateApiKey = z.object({
  /** How long the old key still works, so that nothing stands still meanwhile. */
  graceMinutes: z.int().min(0).max(10_080).default(60),
});

export const AuditEntry = z
  .object({
    id: Id,
    at: z.string(),
    action: z.string(),
    actorName: z.string(),
    actingName: z.string().nullable(),
    subjectName: z.string().nullable(),
    restaurantId: Id.nullable(),
    address: z.string().nullable(),
    before: z.unknown(),
    after: z.unknown(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditQuery = PageQuery.extend({
  from: ServiceDate.optional(),
  to: ServiceDate.optional(),
  action: z.string().max(60).optional(),
  actorUserId: PathId.optional(),
  restaurantId: PathId.optional(),
});
/** A spreadsheet's rows; personal data are masked. */
export const AuditExport = z.object({ csv: z.string() }).meta({ id: 'AuditExport' });

/** Who may take over a shared tablet here. */
export const DevicePerson = z
  .object({ userId: Id, name: z.string(), roleName: z.string() })
  .meta({ id: 'DevicePerson' });
export type DevicePerson = z.infer<typeof DevicePerson>;
export const SwitchPerson = z.object({
  userId: Id,
  pin: z.string().regex(/^\d{4,8}$/, 'A PIN has four to eight digits.'),
});
export const SetPin = SwitchPerson.pick({ pin: true });
