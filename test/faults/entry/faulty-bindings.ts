/** D1 and the queue as they are on a bad day. */
import type { Env } from '../../../worker/env.ts';
import type { Faults } from './faults.ts';

const well: Faults = { d1Away: 0, d1Silent: 0, queueLost: 0, queueDoubled: 0 };
let faults = well;

export function setFaults(changed: Faults): void {
  faults = changed;
}

const wrapped = new WeakMap<Env, Env>();

/** The same for the same bindings: the store keeps what it opened by the database's identity. */
export function faultyEnv(env: Env): Env {
  let faulty = wrapped.get(env);
  if (faulty === undefined) {
    faulty = { ...env, DB: faultyD1(env.DB), DELIVERIES: faultyQueue(env.DELIVERIES) };
    wrapped.set(env, faulty);
  }
  return faulty;
}

const calls = new Set<string | symbol>(['all', 'run', 'raw', 'first', 'exec', 'batch']);
const originals = new WeakMap<object, D1PreparedStatement>();

function faultyD1(database: D1Database): D1Database {
  return new Proxy(database, {
    get(target, name) {
      if (name === 'prepare') return (query: string) => faultyStatement(target.prepare(query));
      if (name === 'batch') {
        return (statements: D1PreparedStatement[]) =>
          perhaps(() => target.batch(statements.map((each) => originals.get(each) ?? each)));
      }
      return memberOf(target, name);
    },
  });
}

function faultyStatement(statement: D1PreparedStatement): D1PreparedStatement {
  const faulty = new Proxy(statement, {
    get(target, name) {
      if (name === 'bind') return (...values: unknown[]) => faultyStatement(target.bind(...values));
      return memberOf(target, name);
    },
  });
  originals.set(faulty, statement);
  return faulty;
}

/** Native methods know their own object alone, so they are bound to it; those that reach D1 may fail. */
function memberOf(target: object, name: string | symbol): unknown {
  const member: unknown = Reflect.get(target, name);
  if (typeof member !== 'function') return member;
  const bound = (...values: unknown[]): unknown => Reflect.apply(member, target, values);
  return calls.has(name) ? (...values: unknown[]) => perhaps(() => bound(...values) as Promise<unknown>) : bound;
}

async function perhaps<T>(call: () => Promise<T>): Promise<T> {
  if (Math.random() < faults.d1Away) throw new Error('D1_ERROR: Network connection lost.');
  const answer = await call();
  if (Math.random() < faults.d1Silent) throw new Error('D1_ERROR: Network connection lost.');
  return answer;
}

function faultyQueue(queue: Queue): Queue {
  return new Proxy(queue, {
    get(target, name) {
      if (name !== 'send') return memberOf(target, name);
      return async (message: unknown) => {
        if (Math.random() < faults.queueLost) return;
        await target.send(message);
        if (Math.random() < faults.queueDoubled) await target.send(message, { delaySeconds: 1 });
      };
    },
  });
}
