import * as z from 'zod';
import { capabilities, roles } from '../domain/access.ts';
import { Id } from './common.ts';

export const RoleGrant = z.object({
  role: z.enum([...roles, 'custom']),
  /** Of `custom` alone: a role that the group composed. */
  roleId: Id.optional(),
  restaurantId: Id.optional(),
  groupId: Id.optional(),
  /** What the role lets a person do there: screens show no button that would be refused. */
  capabilities: z.array(z.enum(capabilities)),
});
export type Capability = z.infer<typeof RoleGrant>['capabilities'][number];

export const User = z
  .object({
    id: Id,
    email: z.string(),
    name: z.string(),
    roles: z.array(RoleGrant),
    /** The administrator who acts as this person. */
    actingUserId: Id.optional(),
    /** A shared tablet on which nobody has given a PIN yet. */
    locked: z.literal(true).optional(),
  })
  .meta({ id: 'User' });
export type User = z.infer<typeof User>;

export const EmailAddress = z
  .email('Give an e-mail address such as name@example.com.')
  .max(254)
  .meta({ example: 'ada@example.com' });
export const PersonName = z.string().trim().min(1, 'Give your name.').max(120);
/** Length is what counts; the server also refuses the best-known passwords and those made of the person's own name. */
export const NewPassword = z
  .string()
  .min(12, 'A password has at least 12 characters; a short sentence is easiest to remember.')
  .max(200);
const Password = z.string().min(1).max(200);
/** What a mail's link carries. */
export const LinkToken = z.string().min(20).max(120);

export const Register = z.object({ email: EmailAddress, name: PersonName, password: NewPassword });
export const Login = z.object({ email: EmailAddress, password: Password });
export const Refresh = z.object({ refreshToken: z.string().min(20).max(400) });
export const Logout = z.object({ refreshToken: z.string().max(400).optional() });

/** Said whether or not there is such an account. */
export const MailSent = z.object({ sent: z.literal(true) }).meta({ id: 'MailSent' });

export const Tokens = z
  .object({
    accessToken: z.string(),
    tokenType: z.literal('Bearer'),
    /** Seconds. */
    expiresIn: z.int(),
    refreshToken: z.string(),
    user: User,
  })
  .meta({ id: 'Tokens' });
export type Tokens = z.infer<typeof Tokens>;

/** A WebAuthn object as `@simplewebauthn` serialises it; checked by that library. */
const WebAuthnJson = z.record(z.string(), z.unknown());

const code = z
  .string()
  .trim()
  .regex(/^\d{6}$/, 'The code has six digits.');
const recoveryCode = z.string().trim().min(8).max(40);
const passkey = z.object({ challenge: z.string().max(2000), response: WebAuthnJson });

/** One of the three. `challenge` is what the first step answered. */
export const SecondFactor = z.object({
  challenge: z.string().max(2000),
  code: code.optional(),
  recoveryCode: recoveryCode.optional(),
  passkey: passkey.optional(),
});

export const Reauthenticate = z.object({
  password: Password.optional(),
  code: code.optional(),
  passkey: passkey.optional(),
});

/** For `navigator.credentials`; the challenge comes back with the answer. */
export const PasskeyOptions = z.object({ challenge: z.string(), options: WebAuthnJson }).meta({ id: 'PasskeyOptions' });
export const PasskeyAnswer = passkey;
export const NewPasskey = passkey.extend({ name: z.string().trim().min(1).max(60) });
export const Passkey = z
  .object({ id: z.string(), name: z.string(), createdAt: z.string(), lastUsedAt: z.string().nullable() })
  .meta({ id: 'Passkey' });
export type Passkey = z.infer<typeof Passkey>;

/** For an app: as text and as an `otpauth:` address with its QR code (SVG). */
export const NewAuthenticator = z
  .object({ secret: z.string(), uri: z.string(), qrCode: z.string() })
  .meta({ id: 'NewAuthenticator' });
export const AuthenticatorCode = z.object({ code });
/** Shown once. */
export const RecoveryCodes = z.object({ codes: z.array(z.string()) }).meta({ id: 'RecoveryCodes' });

export const Account = z
  .object({
    id: Id,
    email: z.string(),
    name: z.string(),
    emailVerified: z.boolean(),
    phone: z.string(),
    /** Where one likes to sit, what one likes to drink. */
    preferences: z.string(),
    allergies: z.array(z.string()),
    favouriteRestaurantIds: z.array(Id),
    hasPassword: z.boolean(),
    hasAuthenticator: z.boolean(),
    passkeyCount: z.int(),
    recoveryCodesLeft: z.int(),
    hasPin: z.boolean(),
    /** Whether changes of sign-in need the password or passkey once more. */
    recentlyAuthenticated: z.boolean(),
    version: z.int(),
  })
  .meta({ id: 'Account' });
export type Account = z.infer<typeof Account>;

export const UpdateAccount = z
  .object({
    name: PersonName,
    phone: z.string().trim().max(40),
    preferences: z.string().trim().max(1000),
    allergies: z.array(z.string().trim().min(1).max(60)).max(20),
    favouriteRestaurantIds: z.array(Id).max(50),
  })
  .partial();

export const ChangePassword = z.object({ password: NewPassword });
export const ChangeEmail = z.object({ email: EmailAddress });
export const ResetPassword = z.object({ token: LinkToken, password: NewPassword });
export const UseLink = z.object({ token: LinkToken });
export const AskByEmail = z.object({ email: EmailAddress });

export const Session = z
  .object({
    id: z.string(),
    device: z.string(),
    address: z.string(),
    createdAt: z.string(),
    lastUsedAt: z.string(),
    expiresAt: z.string(),
    /** The one that asks. */
    current: z.boolean(),
    /** An administrator of the platform acts in it. */
    acting: z.boolean(),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof Session>;
