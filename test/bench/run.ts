/**
 * `npm run bench`: bookings, availability and the live floor against the least that they could cost, measured in the same
 * minutes on the same machine. Ratios, never seconds: a slow machine is not a slow program.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chanceFrom } from '../../worker/domain/chance.ts';
import { startProgress } from '../../local/progress.ts';
import { startRuntime } from '../../local/runtime.ts';
import { startCeiling } from './ceiling.ts';
import { benchFanOut } from './fan-out.ts';
import { openBenchHouse } from './house.ts';
import { percentile, ratioOf, roundsWithin } from './ratios.ts';
import { benchRequests } from './requests.ts';
import { benchPolicies } from './policies.ts';
import { realDays } from './real-days.ts';
import { benchSeatingFigures } from './seating-figures.ts';
import { benchWaitQuotes } from './wait-quotes.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: String(1 + (Math.floor(Date.now() / 1000) % 1_000_000)) } },
});
/** Days that nobody has seen; `--seed N` repeats a run. A file of real bookings may be named. */
const seatingSeed = Number(values.seed);
const real = positionals.flatMap((file) => realDays(resolve(process.env['INIT_CWD'] ?? '', file)));
const seed = 'bench 1';
const rounds = 14;
/** For each of the two parts, on a slow machine. */
const secondsEach = 60;

const folder = mkdtempSync(join(tmpdir(), 'maitred-bench-'));
// Also when it is interrupted.
process.once('exit', () => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
const vars = { RATE_LIMIT_FACTOR: '1000000' };
const runtime = await startRuntime({ port: 0, stateDir: join(folder, 'house'), quiet: true, vars });
const ceiling = await startCeiling(join(folder, 'ceiling'));
const progress = startProgress('Measuring');
try {
  const chance = chanceFrom(seed);
  const house = await openBenchHouse(runtime.origin);
  console.log(`seed ${seed}, ${rounds} rounds; the ceiling is a bare Worker that asks a bare object to insert one row`);
  const requests = await benchRequests(
    house,
    ceiling.origin,
    chance.of('requests'),
    roundsWithin(rounds, secondsEach),
    (done) => {
      progress.show(done, rounds * 2, 'bookings and availability');
    },
  );
  const fanOut = await benchFanOut(house, ceiling.origin, roundsWithin(rounds, secondsEach), (done) => {
    progress.show(rounds + done, rounds * 2, 'the live floor');
  });
  progress.end('Measured; a ratio of rates is better when it is higher, a ratio of times when it is lower.');
  for (const { name, rounds: measured, unit } of [...requests, fanOut]) {
    const { mean, from, until } = ratioOf(measured, chance.of(name));
    const isTime = unit === 'ms';
    const middle = (index: 0 | 1): string =>
      percentile(
        measured.map((round) => round[index]),
        0.5,
      ).toFixed(isTime ? 1 : 0);
    console.log(
      `${name.padEnd(22)}${mean.toFixed(2)} × the ceiling's ${isTime ? 'time' : 'rate'}`.padEnd(48) +
        `95 %: ${from.toFixed(2)} to ${until.toFixed(2)}, ${measured.length} rounds   ${middle(0)} against ${middle(1)} ${unit}`,
    );
  }
  for (const part of [benchSeatingFigures(seatingSeed, real), benchPolicies(), benchWaitQuotes()]) {
    console.log(part.join('\n'));
  }
} finally {
  await Promise.all([runtime.stop(), ceiling.stop()]);
}
