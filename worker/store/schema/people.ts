/**
 * People and their keys, in the directory: accounts, sign-ins, what somebody may do where, and what is sent to an account.
 * Of secrets only hashes are kept, or nothing where a secret can be derived from its row. Instants are epoch milliseconds.
 */
import { sql } from 'drizzle-orm';
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Capability, Role } from '../../domain/access.ts';

/** What guests like and need, as they told us. */
export interface GuestProfile {
  readonly phone: string;
  readonly preferences: string;
  readonly allergies: readonly string[];
  readonly favouriteRestaurantIds: readonly number[];
}

export const users = sqliteTable('users', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  /** An `integration` is what an API key acts as: it has roles like a person and never signs in. */
  kind: text('kind').$type<'person' | 'integration'>().notNull().default('person'),
  /** Lower case. A closed account has one that leads nowhere. */
  email: text('email').notNull().unique(),
  name: text('name').notNull(),
  /** Null for who has only passkeys and links. */
  passwordHash: text('password_hash'),
  /** Until then the account has no bookings but its own, and cannot sign in with a password. */
  emailVerifiedAt: integer('email_verified_at'),
  profile: text('profile', { mode: 'json' }).$type<GuestProfile>(),
  version: integer('version').notNull().default(1),
  createdAt: integer('created_at').notNull(),
  closedAt: integer('closed_at'),
});

/** A sign-in and its refresh tokens, one after the other. Only hashes of secrets are kept. */
export const sessions = sqliteTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    /** Who signed the device in. */
    userId: integer('user_id').notNull(),
    /** Who uses a shared tablet at present, by PIN; null: whoever signed it in. */
    personUserId: integer('person_user_id'),
    /** A shared tablet between two people: nothing is allowed until somebody gives a PIN. */
    lockedAt: integer('locked_at'),
    /** The administrator who acts as `userId`, and why. */
    actingUserId: integer('acting_user_id'),
    actingReason: text('acting_reason'),
    cookieHash: text('cookie_hash').unique(),
    refreshHash: text('refresh_hash').notNull(),
    previousRefreshHash: text('previous_refresh_hash'),
    previousValidUntil: integer('previous_valid_until'),
    /** `Safari on iPad` */
    device: text('device').notNull().default(''),
    /** Shortened: `203.0.113.0`. */
    address: text('address').notNull().default(''),
    createdAt: integer('created_at').notNull(),
    lastUsedAt: integer('last_used_at').notNull(),
    /** When the person last proved who they are, and by how many factors. */
    authenticatedAt: integer('authenticated_at').notNull().default(0),
    factors: integer('factors').notNull().default(1),
    /** How long it may lie unused; `expiresAt` is the absolute end. */
    idleMs: integer('idle_ms').notNull().default(2_592_000_000),
    expiresAt: integer('expires_at').notNull(),
    endedAt: integer('ended_at'),
  },
  (table) => [
    index('sessions_user').on(table.userId),
    index('sessions_person')
      .on(table.personUserId)
      .where(sql`person_user_id IS NOT NULL`),
    index('sessions_expiry').on(table.expiresAt),
  ],
);

/** A role at one restaurant, in a whole group, or (neither set) on the platform. */
export const memberships = sqliteTable(
  'memberships',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    userId: integer('user_id').notNull(),
    role: text('role').$type<Role | 'custom'>().notNull(),
    /** Of `custom` alone. */
    customRoleId: integer('custom_role_id'),
    restaurantId: integer('restaurant_id'),
    groupId: integer('group_id'),
    createdAt: integer('created_at').notNull().default(0),
    /** Deactivated: kept, so that it can be given back, and counts for nothing. */
    suspendedAt: integer('suspended_at'),
  },
  (table) => [
    index('memberships_user').on(table.userId),
    index('memberships_restaurant').on(table.restaurantId),
    index('memberships_group').on(table.groupId),
    index('memberships_platform')
      .on(table.role)
      .where(sql`restaurant_id IS NULL AND group_id IS NULL`),
  ],
);

/** Roles that a group composed from the table of capabilities, and the scopes of its API keys. */
export const customRoles = sqliteTable(
  'custom_roles',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    groupId: integer('group_id').notNull(),
    name: text('name').notNull(),
    capabilities: text('capabilities', { mode: 'json' }).$type<Capability[]>().notNull(),
    /** What one API key may do: nobody's role, in no list. */
    forKey: integer('for_key', { mode: 'boolean' }).notNull().default(false),
    version: integer('version').notNull().default(1),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [uniqueIndex('custom_roles_name').on(table.groupId, table.name)],
);

export type OneTimePurpose = 'verify-email' | 'reset-password' | 'sign-in' | 'change-email' | 'invitation';

/** A link that works once. Its secret is derived from the id, so that a mail can be written again and nothing can leak. */
export const oneTimeTokens = sqliteTable(
  'one_time_tokens',
  {
    /** Random. */
    id: text('id').primaryKey(),
    purpose: text('purpose').$type<OneTimePurpose>().notNull(),
    userId: integer('user_id'),
    invitationId: integer('invitation_id'),
    /** The address that it proves. */
    email: text('email').notNull(),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    usedAt: integer('used_at'),
  },
  (table) => [index('one_time_tokens_user').on(table.userId), index('one_time_tokens_expiry').on(table.expiresAt)],
);

export const passkeys = sqliteTable(
  'passkeys',
  {
    /** The credential's id, base64url. */
    id: text('id').primaryKey(),
    userId: integer('user_id').notNull(),
    publicKey: blob('public_key').$type<Uint8Array>().notNull(),
    counter: integer('counter').notNull(),
    transports: text('transports', { mode: 'json' }).$type<string[]>().notNull(),
    name: text('name').notNull(),
    createdAt: integer('created_at').notNull(),
    lastUsedAt: integer('last_used_at'),
  },
  (table) => [index('passkeys_user').on(table.userId)],
);

/** Codes from an app. The secret is encrypted with a key derived from the Worker's own. */
export const authenticators = sqliteTable('authenticators', {
  userId: integer('user_id').primaryKey(),
  secret: text('secret').notNull(),
  /** Null until the first code proved that the app has it. */
  confirmedAt: integer('confirmed_at'),
  /** The last time step used: each code counts once. */
  lastStep: integer('last_step').notNull().default(0),
  createdAt: integer('created_at').notNull(),
});

export const recoveryCodes = sqliteTable(
  'recovery_codes',
  {
    userId: integer('user_id').notNull(),
    codeHash: text('code_hash').notNull(),
    usedAt: integer('used_at'),
  },
  (table) => [primaryKey({ columns: [table.userId, table.codeHash] })],
);

/** For changing the person on a shared tablet. */
export const staffPins = sqliteTable('staff_pins', {
  userId: integer('user_id').primaryKey(),
  pinHash: text('pin_hash').notNull(),
  setAt: integer('set_at').notNull(),
});

export const invitations = sqliteTable(
  'invitations',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    groupId: integer('group_id').notNull(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    role: text('role').$type<Exclude<Role, 'admin' | 'customer'> | 'custom'>().notNull(),
    customRoleId: integer('custom_role_id'),
    /** Null: every location of the group. */
    restaurantIds: text('restaurant_ids', { mode: 'json' }).$type<number[]>(),
    invitedBy: integer('invited_by').notNull(),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    acceptedAt: integer('accepted_at'),
    acceptedUserId: integer('accepted_user_id'),
    revokedAt: integer('revoked_at'),
  },
  (table) => [index('invitations_group').on(table.groupId, table.createdAt)],
);

/** Keys of other systems. The key itself is shown once; it acts as its `integration` user, whose roles are its scopes. */
export const apiKeys = sqliteTable(
  'api_keys',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    groupId: integer('group_id').notNull(),
    userId: integer('user_id').notNull(),
    name: text('name').notNull(),
    /** The first characters, by which people recognise it. */
    prefix: text('prefix').notNull(),
    keyHash: text('key_hash').notNull().unique(),
    createdBy: integer('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
    lastUsedAt: integer('last_used_at'),
    expiresAt: integer('expires_at'),
    /** Set when it is rotated: the predecessor works until then. */
    revokedAt: integer('revoked_at'),
  },
  (table) => [index('api_keys_group').on(table.groupId), index('api_keys_user').on(table.userId)],
);

/** Mail to an account rather than about a booking: tried until sent or given up, its text written when it is sent. */
export const accountMails = sqliteTable(
  'account_mails',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    template: text('template').notNull(),
    recipient: text('recipient').notNull(),
    userId: integer('user_id'),
    tokenId: text('token_id'),
    /** What the text needs beyond the account and the token; no secrets. */
    facts: text('facts', { mode: 'json' }).$type<Readonly<Record<string, string>>>().notNull(),
    subject: text('subject').notNull().default(''),
    bodyText: text('body_text').notNull().default(''),
    bodyHtml: text('body_html'),
    state: text('state').$type<'pending' | 'sent' | 'failed' | 'cancelled'>().notNull().default('pending'),
    attempts: integer('attempts').notNull().default(0),
    nextAttemptAt: integer('next_attempt_at').notNull(),
    createdAt: integer('created_at').notNull(),
    sentAt: integer('sent_at'),
    error: text('error'),
    providerId: text('provider_id'),
  },
  (table) => [
    index('account_mails_due')
      .on(table.nextAttemptAt)
      .where(sql`state = 'pending'`),
  ],
);
