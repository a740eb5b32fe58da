/** An invitation: one mail, one page, and somebody works here; for nobody else, once, and only while it is meant. */
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Tokens, User } from '../../../worker/contract/auth.ts';
import type { Invitation, InvitationPreview, StaffPerson } from '../../../worker/contract/people.ts';
import type { Restaurant } from '../../../worker/contract/restaurants.ts';
import { hashPassword } from '../../../worker/api/passwords.ts';
import { createUser, findUserByEmail } from '../../../worker/store/users.ts';
import { type House, ask, customer, json, linkTo, newestMail, openHouse, origin, person, problemOf } from './house.ts';

let house: House;
let siblingId: number;
let number = 0;
const password = 'seven herons over Ghent';
const dayMs = 86_400_000;

beforeAll(async () => {
  house = await openHouse();
  const body = { groupId: house.groupId, name: 'Next door', zone: 'Europe/Paris', currency: 'EUR' };
  siblingId = (await json<Restaurant>(ask('POST /api/restaurants', { token: house.owner, body }), 201)).id;
});
afterEach(() => {
  vi.useRealTimers();
});

const invitations = (rest = '') => `/api/groups/${house.groupId}/invitations${rest}`;

interface Invite {
  readonly token?: string;
  readonly email?: string;
  readonly role?: string;
  readonly restaurantIds?: number[] | null;
}

function newAddress(): string {
  number += 1;
  return `invited-${number}@example.com`;
}

function invite({ token = house.manager, email = newAddress(), role = 'host', restaurantIds }: Invite = {}) {
  const assignment = { role, restaurantIds: restaurantIds === undefined ? [house.id] : restaurantIds };
  return ask(`POST ${invitations()}`, { token, body: { email, name: 'Ines', assignment } });
}

/** The invitation with the token of its mail. */
async function invited(how: Invite = {}): Promise<{ invitation: Invitation; token: string }> {
  const invitation = await json<Invitation>(invite(how), 201);
  return { invitation, token: await linkTo(invitation.email, 'invitation') };
}

const look = (token: string) => ask('POST /api/invitations/look', { body: { token } });
const accept = (token: string, more: object = {}, headers: Record<string, string> = {}) =>
  ask('POST /api/invitations/accept', { body: { token, name: 'Ines Silva', password, ...more }, headers });
const me = (token: string) => json<User>(ask('GET /api/auth/me', { token }));
const floor = (token: string, id = house.id) => ask(`GET /api/restaurants/${id}/floor`, { token });
const resend = (id: number, token = house.manager) => ask(`POST ${invitations(`/${id}/resend`)}`, { token });
const revoke = (id: number, token = house.manager) => ask(`DELETE ${invitations(`/${id}`)}`, { token });

describe('from the mail to work', () => {
  test('one page, and the invited works: address proved, signed in, on the floor', async () => {
    const { invitation, token } = await invited();
    expect(invitation).toMatchObject({ role: 'host', roleName: 'Host', restaurantIds: [house.id], state: 'open' });
    const mail = await newestMail(invitation.email, 'invitation');
    expect(mail?.facts).toMatchObject({ name: 'Ines', place: house.restaurant.name, role: 'Host' });

    const preview = await json<InvitationPreview>(look(token));
    expect(preview).toEqual({
      email: invitation.email,
      name: 'Ines',
      groupName: house.restaurant.groupName,
      restaurantNames: [house.restaurant.name],
      roleName: 'Host',
      invitedBy: invitation.invitedBy,
      hasAccount: false,
      secondFactorNeeded: false,
    });
    const tokens = await json<Tokens>(accept(token, { pin: '2580' }));
    expect(tokens.user).toMatchObject({ email: invitation.email, name: 'Ines Silva' });
    expect((await floor(tokens.accessToken)).status).toBe(200);
    expect(await problemOf(floor(tokens.accessToken, siblingId))).toBe('404 not_found');
    const account = await json<{ emailVerified: boolean; hasPin: boolean }>(
      ask('GET /api/account', { token: tokens.accessToken }),
    );
    expect(account).toMatchObject({ emailVerified: true, hasPin: true });
    await json(ask('POST /api/auth/login', { body: { email: invitation.email, password } }));

    const audit = env.DB.prepare('SELECT action FROM audit_entries WHERE subject_user_id = ? AND restaurant_id = ?');
    expect(await audit.bind(tokens.user.id, house.id).first('action')).toBe('accept-invitation');
    const listed = await json<{ items: Invitation[] }>(ask(`GET ${invitations()}`, { token: house.manager }));
    expect(listed.items.find(({ id }) => id === invitation.id)?.state).toBe('accepted');
  });

  test('a browser on our page is signed in by cookie', async () => {
    const { token } = await invited();
    const response = await accept(token, {}, { Origin: origin });
    expect(response.headers.get('Set-Cookie')).toMatch(/^__Host-maitred=/);
  });

  test('looking uses nothing up', async () => {
    const { token } = await invited();
    await json(look(token));
    await json(look(token));
    await json(accept(token));
  });

  test('two who accept at once are one', async () => {
    const { invitation, token } = await invited({ restaurantIds: [house.id, siblingId], token: house.owner });
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => accept(token)));
    expect(outcomes.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410, 410]);
    const user = await findUserByEmail(env, invitation.email);
    const rows = env.DB.prepare('SELECT count(*) AS n FROM memberships WHERE user_id = ?').bind(user?.id ?? 0);
    expect(await rows.first('n')).toBe(2);
    expect(await problemOf(look(token))).toBe('410 link_spent');
  });

  test('into the whole group, by an owner', async () => {
    const { token, invitation } = await invited({ token: house.owner, role: 'manager', restaurantIds: null });
    expect(invitation.restaurantIds).toBeNull();
    expect((await json<InvitationPreview>(look(token))).restaurantNames).toContain('Next door');
    const { accessToken } = await json<Tokens>(accept(token));
    expect((await floor(accessToken, siblingId)).status).toBe(200);
  });

  test('who was deactivated and is invited again has each role once', async () => {
    const { invitation, token } = await invited();
    const { user } = await json<Tokens>(accept(token));
    const path = `/api/groups/${house.groupId}/staff/${user.id}`;
    await json(ask(`POST ${path}/deactivate`, { token: house.manager }));
    expect(await problemOf(invite({ email: invitation.email }))).toBe('409 conflict');
    await json<StaffPerson>(ask(`POST ${path}/reactivate`, { token: house.manager }));
  });
});

describe('with an account', () => {
  test('its password is what counts; name and password stay as they are', async () => {
    const email = newAddress();
    await customer(email, password, 'Old Name');
    const { token } = await invited({ email });
    expect(await json<InvitationPreview>(look(token))).toMatchObject({ hasAccount: true });
    expect(await problemOf(accept(token, { password: 'another long enough one' }))).toBe('401 wrong_credentials');
    const tokens = await json<Tokens>(accept(token));
    expect(tokens.user.name).toBe('Old Name');
    expect((await floor(tokens.accessToken)).status).toBe(200);
  });

  test('who has just signed in needs no password; somebody else’s session is no proof', async () => {
    const email = newAddress();
    const { accessToken } = await customer(email, password);
    const { token } = await invited({ email });
    const join = (bearer: string) => ask('POST /api/invitations/accept', { token: bearer, body: { token } });
    expect(await problemOf(join((await person('customer')).token))).toBe('401 wrong_credentials');
    await json<Tokens>(join(accessToken));
    expect((await floor(accessToken)).status).toBe(200);
  });

  test('a session that was not proved lately is no proof either', async () => {
    const email = newAddress();
    const { accessToken, user } = await customer(email, password);
    const { token } = await invited({ email });
    await env.DB.prepare('UPDATE sessions SET authenticated_at = 1 WHERE user_id = ?').bind(user.id).run();
    const join = ask('POST /api/invitations/accept', { token: accessToken, body: { token } });
    expect(await problemOf(join)).toBe('401 wrong_credentials');
  });

  test('one whose address nobody ever proved is opened anew: its password was perhaps a stranger’s', async () => {
    const email = newAddress();
    const passwordHash = await hashPassword('the stranger waits here');
    await createUser(env, { email, name: 'Stranger', passwordHash, emailVerifiedAt: null }, Date.now());
    const { token } = await invited({ email });
    expect(await json<InvitationPreview>(look(token))).toMatchObject({ hasAccount: false });
    const tokens = await json<Tokens>(accept(token));
    expect(tokens.user.name).toBe('Ines Silva');
    const body = { email, password: 'the stranger waits here' };
    expect(await problemOf(ask('POST /api/auth/login', { body }))).toBe('401 wrong_credentials');
  });

  test('with a second factor the account joins, and signs in with both', async () => {
    const email = newAddress();
    const { user } = await customer(email, password);
    await env.DB.prepare('INSERT INTO passkeys VALUES (?, ?, ?, 0, ?, ?, 0, NULL)')
      .bind(`key-${user.id}`, user.id, new Uint8Array([1]), '[]', 'Phone')
      .run();
    const { token } = await invited({ email });
    expect(await problemOf(accept(token))).toBe('401 second_factor_required');
    expect(await problemOf(look(token))).toBe('410 link_spent');
    const grants = env.DB.prepare('SELECT role FROM memberships WHERE user_id = ?').bind(user.id);
    expect(await grants.first('role')).toBe('host');
  });

  test('its password cannot be tried for ever', async () => {
    const email = newAddress();
    await customer(email, password);
    const { token } = await invited({ email });
    const headers = { 'CF-Connecting-IP': '203.0.113.77' };
    const tries: string[] = [];
    for (let attempt = 0; attempt < 8; attempt += 1) {
      tries.push(await problemOf(accept(token, { password: 'not this one either' }, headers)));
    }
    expect(tries.at(0)).toBe('401 wrong_credentials');
    expect(tries.at(-1)).toBe('429 too_many_requests');
  });
});

describe('what is asked of the invited', () => {
  test.each<[what: string, more: object, path: string]>([
    ['no name', { name: undefined }, 'name'],
    ['a short password', { password: 'short' }, 'password'],
    ['no password', { password: undefined }, 'password'],
    ['a password of their own name', { name: 'Ines Silva Costa', password: 'inessilvacosta' }, 'password'],
    ['a PIN that everybody tries first', { pin: '1234' }, 'pin'],
    ['a PIN with letters', { pin: '12ab' }, 'pin'],
  ])('%s is refused and costs nothing', async (_what, more, path) => {
    const { token } = await invited();
    const response = await accept(token, more);
    expect(response.status).toBe(422);
    expect((await response.json<{ errors: { path: string }[] }>()).errors.map((error) => error.path)).toEqual([path]);
    await json(accept(token));
  });

  test('a second factor is announced where the group asks for one', async () => {
    const strict = await openHouse();
    const policy = { secondFactor: 'managers', idleHours: 24, absoluteDays: 30, quietHours: null };
    await env.DB.prepare('UPDATE groups SET security = ? WHERE id = ?')
      .bind(JSON.stringify(policy), strict.groupId)
      .run();
    const owner = await person('owner', { groupId: strict.groupId });
    await env.DB.prepare('UPDATE sessions SET factors = 2 WHERE user_id = ?').bind(owner.id).run();
    const needed = async (role: string): Promise<boolean> => {
      const assignment = { role, restaurantIds: [strict.id] };
      const body = { email: newAddress(), name: 'Ines', assignment };
      await json(ask(`POST /api/groups/${strict.groupId}/invitations`, { token: owner.token, body }), 201);
      const preview = await json<InvitationPreview>(look(await linkTo(body.email, 'invitation')));
      return preview.secondFactorNeeded;
    };
    expect([await needed('manager'), await needed('server')]).toEqual([true, false]);
  });
});

describe('who may invite whom', () => {
  test.each<[what: string, how: () => Invite]>([
    ['an owner', () => ({ role: 'owner' })],
    ['next door', () => ({ restaurantIds: [siblingId] })],
    ['everywhere', () => ({ restaurantIds: null })],
  ])('a manager invites nobody as or to %s', async (_what, how) => {
    expect(await problemOf(invite(how()))).toBe('403 forbidden');
  });

  test('a host invites nobody; another group’s owner finds nothing', async () => {
    expect(await problemOf(invite({ token: house.host }))).toBe('403 forbidden');
    expect(await problemOf(invite({ token: (await openHouse()).owner }))).toBe('404 not_found');
  });

  test('nobody is invited twice, nor who works here already', async () => {
    const { invitation } = await invited();
    expect(await problemOf(invite({ email: invitation.email.toUpperCase() }))).toBe('409 conflict');
    const { email } = await me(house.host);
    expect(await problemOf(invite({ email }))).toBe('409 conflict');
  });

  test('a manager sees, sends again and takes back only what they could have sent', async () => {
    const theirs = (await invited({ token: house.owner, restaurantIds: [siblingId] })).invitation;
    const both = (await invited({ token: house.owner, restaurantIds: [house.id, siblingId] })).invitation;
    const wide = (await invited({ token: house.owner, restaurantIds: null })).invitation;
    const { items } = await json<{ items: Invitation[] }>(
      ask(`GET ${invitations('?limit=200')}`, { token: house.manager }),
    );
    const seen = new Map(items.map((each) => [each.id, each]));
    expect([seen.has(theirs.id), seen.has(wide.id)]).toEqual([false, false]);
    expect(seen.get(both.id)?.restaurantIds).toEqual([house.id]);
    for (const [id, code] of [
      [theirs.id, '404 not_found'],
      [wide.id, '404 not_found'],
      [both.id, '403 forbidden'],
    ] as const) {
      expect(await problemOf(resend(id))).toBe(code);
      expect(await problemOf(revoke(id))).toBe(code);
    }
  });

  test('they come in pages, the newest first', async () => {
    const page = async (query: string) =>
      json<{ items: Invitation[]; nextCursor: string | null }>(
        ask(`GET ${invitations(query)}`, { token: house.owner }),
      );
    const all = (await page('?limit=200')).items.map(({ id }) => id);
    expect(all).toEqual([...all].sort((one, other) => other - one));
    const first = await page('?limit=2');
    const second = await page(`?limit=2&cursor=${first.nextCursor ?? ''}`);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all.slice(0, 4));
  });
});

describe('an invitation that is no good any more', () => {
  test('taken back', async () => {
    const { invitation, token } = await invited();
    expect((await revoke(invitation.id)).status).toBe(204);
    expect((await revoke(invitation.id)).status).toBe(204);
    expect(await problemOf(look(token))).toBe('410 link_spent');
    expect(await problemOf(accept(token))).toBe('410 link_spent');
    expect(await problemOf(resend(invitation.id))).toBe('409 conflict');
  });

  test('sent again: the old link is void, the new one works', async () => {
    const { invitation, token } = await invited();
    await json<Invitation>(resend(invitation.id));
    expect(await problemOf(accept(token))).toBe('410 link_spent');
    await json(accept(await linkTo(invitation.email, 'invitation')));
    expect(await problemOf(resend(invitation.id))).toBe('409 conflict');
    expect(await problemOf(revoke(invitation.id))).toBe('409 conflict');
  });

  test('after seven days; sending it again gives seven more', async () => {
    const { invitation, token } = await invited();
    vi.useFakeTimers({ now: Date.now() + 7 * dayMs + 1000, toFake: ['Date'] });
    expect(await problemOf(look(token))).toBe('410 link_spent');
    expect(await problemOf(accept(token))).toBe('410 link_spent');
    const fresh = await person('manager', { restaurantId: house.id });
    const { items } = await json<{ items: Invitation[] }>(
      ask(`GET ${invitations('?limit=200')}`, { token: fresh.token }),
    );
    expect(items.find(({ id }) => id === invitation.id)?.state).toBe('expired');
    expect(await json<Invitation>(resend(invitation.id, fresh.token))).toMatchObject({ state: 'open' });
    await json(accept(await linkTo(invitation.email, 'invitation')));
  });

  test('when whoever sent it could not send it today', async () => {
    const manager = await person('manager', { restaurantId: house.id });
    const { invitation, token } = await invited({ token: manager.token });
    await json(ask(`POST /api/groups/${house.groupId}/staff/${manager.id}/deactivate`, { token: house.owner }));
    expect(await problemOf(look(token))).toBe('410 link_spent');
    expect(await problemOf(accept(token))).toBe('410 link_spent');
    // Somebody else who may can stand for it.
    await json(resend(invitation.id));
    await json(accept(await linkTo(invitation.email, 'invitation')));
  });

  test('forged, or a link for something else', async () => {
    const { token } = await invited();
    const email = newAddress();
    await json(ask('POST /api/auth/register', { body: { email, name: 'x', password } }), 202);
    const other = await linkTo(email, 'verify-email');
    const forged = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const bad of [forged, other, 't1.aaaaaaaaaaaaaaaaaaaaaa']) {
      expect(await problemOf(look(bad))).toBe('410 link_spent');
      expect(await problemOf(accept(bad))).toBe('410 link_spent');
    }
    expect(await problemOf(ask('POST /api/auth/verify-email', { body: { token } }))).toBe('410 link_spent');
    await json(accept(token));
  });
});

test('one address is not flooded with invitations', async () => {
  const { invitation } = await invited();
  const outcomes: number[] = [];
  for (let time = 0; time < 11; time += 1) outcomes.push((await resend(invitation.id)).status);
  expect(outcomes.at(-1)).toBe(429);
});

test('inviting wants a fresh proof of who invites, and no API key does it', async () => {
  const late = await person('manager', { restaurantId: house.id });
  await env.DB.prepare('UPDATE sessions SET authenticated_at = 1 WHERE user_id = ?').bind(late.id).run();
  expect(await problemOf(invite({ token: late.token }))).toBe('403 reauthentication_required');
  const body = { name: 'Clerk', capabilities: ['staff.read', 'staff.manage', 'floor.read'], restaurantIds: null };
  const { key } = await json<{ key: string }>(
    ask(`POST /api/groups/${house.groupId}/keys`, { token: house.owner, body }),
    201,
  );
  expect(await problemOf(invite({ token: key }))).toBe('403 forbidden');
});
