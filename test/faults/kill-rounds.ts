/**
 * SIGKILL of the runtime at random moments under load, again and again. What must hold afterwards stands in
 * `check-aftermath.ts`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { chanceFrom } from '../../worker/domain/chance.ts';
import { withServer } from '../support/local-server.ts';
import { openBusyHouse } from './busy-house.ts';
import { checkAftermath } from './check-aftermath.ts';
import type { Outcome } from './outcome.ts';

export interface KillRounds {
  readonly seed: string;
  readonly kills: number;
}

const loadMsMax = 1_500;
const catchUpSeconds = 45;

export async function killRounds({ seed, kills }: KillRounds): Promise<Outcome> {
  const chance = chanceFrom(seed);
  return withServer(async (server) => {
    const house = await openBusyHouse(server, chance.of('clients'), [2, 3, 4]);
    const working = house.start();
    for (let kill = 0; kill < kills; kill += 1) {
      await Promise.race([sleep(chance.whole(50, loadMsMax)), working]);
      server.kill();
      await server.ready();
    }
    house.finish();
    await working;
    const { complaints, facts } = await checkAftermath(server, house, catchUpSeconds);
    return { complaints, facts: { kills, ...facts } };
  });
}
