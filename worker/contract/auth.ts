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
  .object({ id: Id, email: z.string(), name: z.string(), roles: z.array(RoleGrant) })
  .meta({ id: 'User' });
export type User = z.infer<typeof User>;

const email = z.email('Give an e-mail address such as name@example.com.').max(254).meta({ example: 'ada@example.com' });
export const Register = z.object({
  email,
  name: z.string().trim().min(1, 'Give your name.').max(120),
  password: z
    .string()
    .min(12, 'A password has at least 12 characters; a short sentence is easiest to remember.')
    .max(200),
});
export const Login = z.object({ email, password: z.string().min(1).max(200) });
export const Refresh = z.object({ refreshToken: z.string().min(20).max(400) });
export const Logout = z.object({ refreshToken: z.string().max(400).optional() });

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
