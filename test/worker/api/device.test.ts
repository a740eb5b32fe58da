/** A shared tablet: one signs it in, others take over by PIN, and whatever is done is done by who stands before it. */
import { env, exports } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import type { User } from '../../../worker/contract/auth.ts';
import type { DevicePerson } from '../../../worker/contract/people.ts';
import type { Reservation } from '../../../worker/contract/reservations.ts';
import { hashPassword } from '../../../worker/api/passwords.ts';
import { createUser, grantRole } from '../../../worker/store/users.ts';
import { booked, dateAhead, eventually } from '../day/evening.ts';
import { type House, addTables, ask, json, openHouse, origin, person, problemOf } from './house.ts';

interface Somebody {
  readonly id: number;
  readonly token: string;
}

let house: House;
let tablet: Somebody;
let ada: Somebody;
const pins = { ada: '2580', tablet: '9071' };

beforeEach(async () => {
  house = await openHouse();
  tablet = await person('manager', { restaurantId: house.id });
  ada = await person('server', { restaurantId: house.id });
  await Promise.all([setPin(ada.token, pins.ada), setPin(tablet.token, pins.tablet)]);
});
const setPin = (token: string, pin: string) => ask('PUT /api/account/pin', { token, body: { pin } });
const me = (token: string) => ask('GET /api/auth/me', { token });
const lock = (token = tablet.token) => ask('POST /api/device/lock', { token });
const people = async (token = tablet.token) =>
  (await json<{ items: DevicePerson[] }>(ask('GET /api/device/people', { token }))).items;

function take(userId: number, pin: string, token = tablet.token): Promise<Response> {
  return ask('POST /api/device/switch', { token, body: { userId, pin } });
}

describe('a PIN', () => {
  test('is stored as a hash, set once more at will, and noted', async () => {
    expect((await setPin(ada.token, '4071')).status).toBe(204);
    const stored = await env.DB.prepare('SELECT pin_hash FROM staff_pins WHERE user_id = ?')
      .bind(ada.id)
      .first<string>('pin_hash');
    expect(stored).toMatch(/^scrypt\$/);
    const noted = env.DB.prepare(
      "SELECT count(*) AS n FROM audit_entries WHERE action = 'set-pin' AND subject_user_id = ?",
    );
    expect(await noted.bind(ada.id).first('n')).toBe(2);
    expect(await problemOf(take(ada.id, pins.ada))).toBe('401 wrong_credentials');
    await json(take(ada.id, '4071'));
  });

  test.each(['0000', '1234', '9876', '1212', '12', 'abcd'])('%s is refused', async (pin) => {
    const response = await setPin(ada.token, pin);
    expect(response.status).toBe(422);
    expect((await response.json<{ errors: { path: string }[] }>()).errors[0]?.path).toBe('pin');
  });

  test('is set only shortly after proving who one is', async () => {
    const late = await person('server', { restaurantId: house.id });
    await env.DB.prepare('UPDATE sessions SET authenticated_at = 1 WHERE user_id = ?').bind(late.id).run();
    expect(await problemOf(setPin(late.token, '2580'))).toBe('403 reauthentication_required');
  });
});

describe('who may take over', () => {
  test('whoever works where its owner does and has a PIN, and nobody else', async () => {
    const stranger = await openHouse();
    const theirs = await person('server', { restaurantId: stranger.id });
    const gone = await person('host', { restaurantId: house.id });
    const owner = await person('owner', { groupId: house.groupId });
    await Promise.all([theirs, gone, owner].map(async ({ token }) => setPin(token, '2580')));
    await json(ask(`POST /api/groups/${house.groupId}/staff/${gone.id}/deactivate`, { token: house.owner }));
    const offered = await people();
    expect(offered.map(({ userId }) => userId).sort()).toEqual([tablet.id, ada.id, owner.id].sort());
    expect(offered.find(({ userId }) => userId === ada.id)?.roleName).toBe('Server');
    for (const { id } of [theirs, gone]) expect(await problemOf(take(id, '2580'))).toBe('401 wrong_credentials');
    expect(JSON.stringify(offered)).not.toContain('scrypt');
  });

  test('a customer’s own device has nobody else to offer', async () => {
    const { token } = await person('customer');
    expect(await people(token)).toEqual([]);
    expect(await problemOf(take(ada.id, pins.ada, token))).toBe('401 wrong_credentials');
  });
});

describe('taking over', () => {
  test('from then on everything is done by that person, with what they may do, at once', async () => {
    await addTables(house, 2);
    const date = dateAhead(1);
    const { id } = await booked(house, { date, token: tablet.token });
    const user = await json<User>(take(ada.id, pins.ada));
    expect(user).toMatchObject({ id: ada.id });
    expect(await json<User>(me(tablet.token))).toMatchObject({ id: ada.id });
    const blocked = ask(`POST /api/restaurants/${house.id}/tasks`, { token: tablet.token, body: {} });
    expect(await problemOf(blocked)).toBe('403 forbidden');
    await json<Reservation>(ask(`PUT /api/reservations/${id}/arrive`, { token: tablet.token }));
    const history = ask(`GET /api/reservations/${id}/history`, { token: tablet.token });
    const { items } = await json<{ items: { actorName: string | null }[] }>(history);
    expect(items.map(({ actorName }) => actorName)).toEqual([expect.stringMatching(/^manager/), user.name]);

    await json(take(tablet.id, pins.tablet));
    expect(await json<User>(me(tablet.token))).toMatchObject({ id: tablet.id });
    expect(await problemOf(ask(`POST /api/restaurants/${house.id}/tasks`, { token: tablet.token, body: {} }))).toBe(
      '422 invalid',
    );
  });

  test('gives the person no place that the device’s owner has not', async () => {
    const other = await openHouse();
    await grantRole(env, ada.id, { role: 'manager', restaurantId: other.id, groupId: null });
    await json(take(ada.id, pins.ada));
    expect((await ask(`GET /api/restaurants/${other.id}/floor`, { token: ada.token })).status).toBe(200);
    expect(await problemOf(ask(`GET /api/restaurants/${other.id}/floor`, { token: tablet.token }))).toBe(
      '404 not_found',
    );
  });

  test('is no proof for what is sensitive: not for the person, not for the owner who comes back by PIN', async () => {
    const path = `PUT /api/groups/${house.groupId}/staff/${ada.id}`;
    const change = () => ask(path, { token: tablet.token, body: { assignments: [] } });
    const boss = await person('manager', { restaurantId: house.id });
    await setPin(boss.token, '4071');
    await json(take(boss.id, '4071'));
    expect(await problemOf(change())).toBe('403 reauthentication_required');
    expect(await problemOf(setPin(tablet.token, '9134'))).toBe('403 reauthentication_required');
    await json(take(tablet.id, pins.tablet));
    expect(await problemOf(change())).toBe('403 reauthentication_required');
  });

  test('a wrong PIN changes nothing', async () => {
    expect(await problemOf(take(ada.id, '2581'))).toBe('401 wrong_credentials');
    expect(await problemOf(take(9_999_999, pins.ada))).toBe('401 wrong_credentials');
    expect(await problemOf(take(tablet.id, pins.ada))).toBe('401 wrong_credentials');
    expect(await json<User>(me(tablet.token))).toMatchObject({ id: tablet.id });
  });

  test('guessing has to wait, one person and one tablet at a time', async () => {
    const tries: string[] = [];
    for (let attempt = 0; attempt < 8; attempt += 1) tries.push(await problemOf(take(ada.id, '0001')));
    expect(tries[0]).toBe('401 wrong_credentials');
    expect(tries.at(-1)).toBe('429 too_many_requests');
    // The right PIN has to wait, too; everybody else, and Ada elsewhere, need not.
    expect(await problemOf(take(ada.id, pins.ada))).toBe('429 too_many_requests');
    await json(take(tablet.id, pins.tablet));
    const second = await person('host', { restaurantId: house.id });
    await json(take(ada.id, pins.ada, second.token));
  });

  test('ends with the person: deactivated, they are off the tablet, which stays signed in and locked', async () => {
    await json(take(ada.id, pins.ada));
    await json(ask(`POST /api/groups/${house.groupId}/staff/${ada.id}/deactivate`, { token: house.owner }));
    expect(await problemOf(me(tablet.token))).toBe('403 device_locked');
    expect(await problemOf(me(ada.token))).toBe('401 session_expired');
    await json(take(tablet.id, pins.tablet));
    expect(await json<User>(me(tablet.token))).toMatchObject({ id: tablet.id });
  });

  test('ends with the owner’s session', async () => {
    await json(take(ada.id, pins.ada));
    await json(ask(`POST /api/groups/${house.groupId}/staff/${tablet.id}/deactivate`, { token: house.owner }));
    expect(await problemOf(me(tablet.token))).toBe('401 session_expired');
    expect((await me(ada.token)).status).toBe(200);
  });
});

describe('locking', () => {
  test('nothing is allowed but to take over', async () => {
    expect((await lock()).status).toBe(204);
    for (const refused of [
      me(tablet.token),
      ask(`GET /api/restaurants/${house.id}/floor`, { token: tablet.token }),
      ask('GET /api/account', { token: tablet.token }),
    ]) {
      expect(await problemOf(refused)).toMatch(/^40[34] (device_locked|not_found)$/);
    }
    expect((await people()).map(({ userId }) => userId)).toContain(ada.id);
    await json(take(ada.id, pins.ada));
    expect(await json<User>(me(tablet.token))).toMatchObject({ id: ada.id });
  });

  test('twice is once', async () => {
    await lock();
    expect((await lock()).status).toBe(204);
    expect(await problemOf(me(tablet.token))).toBe('403 device_locked');
  });

  test('closes the floor that is open on it; the next person opens it as themselves', async () => {
    await addTables(house, 2);
    const date = dateAhead(1);
    await booked(house, { date });
    const answer = await exports.default.fetch(`${origin}/ws/restaurant/${house.id}/tables?date=${date}`, {
      headers: { Upgrade: 'websocket', Authorization: `Bearer ${tablet.token}` },
    });
    let code = 0;
    answer.webSocket?.addEventListener('close', (event) => {
      code = event.code;
    });
    answer.webSocket?.accept();
    await lock();
    expect(
      await eventually(
        async () => code,
        (closed) => closed !== 0,
      ),
    ).toBe(4401);
  });
});

describe('in a browser', () => {
  async function signIn(): Promise<{ id: number; cookie: string }> {
    const email = `tablet-${crypto.randomUUID()}@example.com`;
    const password = 'seven herons over Ghent';
    const passwordHash = await hashPassword(password);
    const user = await createUser(env, { email, name: 'Tablet', passwordHash, emailVerifiedAt: 1 }, Date.now());
    if (user === null) throw new Error('the address is taken');
    await grantRole(env, user.id, { role: 'manager', restaurantId: house.id, groupId: null });
    const headers = { Origin: origin };
    return { id: user.id, cookie: cookieOf(await ask('POST /api/auth/login', { body: { email, password }, headers })) };
  }

  function cookieOf(response: Response): string {
    return response.headers.get('Set-Cookie')?.split(';')[0] ?? '';
  }

  const by = (cookie: string) => ({ Cookie: cookie, Origin: origin });

  test('the cookie changes with the person, so that nobody is taken for the one before', async () => {
    const { cookie } = await signIn();
    const body = { userId: ada.id, pin: pins.ada };
    const response = await ask('POST /api/device/switch', { body, headers: by(cookie) });
    expect(response.headers.get('Set-Cookie')).toMatch(
      /^__Host-maitred=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; Secure; SameSite=Lax$/,
    );
    const next = cookieOf(response);
    expect(next).not.toBe(cookie);
    expect(await json<User>(ask('GET /api/auth/me', { headers: by(next) }))).toMatchObject({ id: ada.id });
    expect(await problemOf(ask('GET /api/auth/me', { headers: by(cookie) }))).toBe('401 no_session');

    const locked = await ask('POST /api/device/lock', { headers: by(next) });
    const third = cookieOf(locked);
    expect(await problemOf(ask('GET /api/auth/me', { headers: by(third) }))).toBe('403 device_locked');
  });

  test('two taps at once leave the tablet signed in', async () => {
    const { cookie } = await signIn();
    const tap = () => ask('POST /api/device/switch', { body: { userId: ada.id, pin: pins.ada }, headers: by(cookie) });
    const answers = await Promise.all([tap(), tap()]);
    expect(answers.map(({ status }) => status)).toContain(200);
    const given = answers.map(cookieOf).filter((each) => each !== '');
    expect(given).toHaveLength(1);
    expect(await json<User>(ask('GET /api/auth/me', { headers: by(given[0] ?? '') }))).toMatchObject({ id: ada.id });
  });

  test('another site cannot hand it on or lock it', async () => {
    const { cookie } = await signIn();
    const headers = { Cookie: cookie, Origin: 'https://evil.example' };
    expect(await problemOf(ask('POST /api/device/lock', { headers }))).toBe('403 origin_mismatch');
    const body = { userId: ada.id, pin: pins.ada };
    expect(await problemOf(ask('POST /api/device/switch', { body, headers }))).toBe('403 origin_mismatch');
  });
});
