/** `npm run faults [-- SEED]`: the long way. Prints each scenario with its figures and ends with the totals. */
import { bookingHistory } from './booking-history.ts';
import { clockJumps } from './clock-jumps.ts';
import { d1Away } from './d1-away.ts';
import { deliveries } from './deliveries.ts';
import { guards } from './guards.ts';
import { killRounds } from './kill-rounds.ts';
import type { Outcome } from './outcome.ts';
import { withoutGuard } from './without-guard.ts';

const seed = process.argv[2] ?? 'long';
const scenarios: readonly (readonly [name: string, run: () => Promise<Outcome>])[] = [
  ['SIGKILL of the runtime under load', () => killRounds({ seed, kills: 20 })],
  ['SIGKILL of the runtime under load, another seed', () => killRounds({ seed: `${seed}-2`, kills: 20 })],
  ['D1 away and losing answers', () => d1Away({ seed, seconds: 20 })],
  ['some order explains every answer, across a crash', () => bookingHistory({ seed, operations: 4_000 })],
  ['the clock jumps while a day closes, with crashes', () => clockJumps({ seed, kills: 5 })],
  ['wake-ups lost and doubled, the provider away, crashes while mail leaves', () => deliveries({ seed, kills: 8 })],
  ...guards.map((guard) => [`without ${guard.name} its test fails`, async () => control(withoutGuard(guard))] as const),
];

let failed = 0;
for (const [name, run] of scenarios) {
  const { complaints, facts } = await run();
  const figures = Object.entries(facts)
    .map(([what, count]) => `${what} ${String(count)}`)
    .join(', ');
  console.log(`${complaints.length === 0 ? '✓' : '✗'} ${name}${figures === '' ? '' : ` (${figures})`}`);
  for (const complaint of complaints) console.log(`    ${complaint}`);
  failed += complaints.length === 0 ? 0 : 1;
}
console.log(`seed ${seed}`);
console.log(`${String(scenarios.length - failed)} passed, ${String(failed)} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function control(complaint: string | null): Outcome {
  return { complaints: complaint === null ? [] : [complaint], facts: {} };
}
