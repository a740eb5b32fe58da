/** What one seating decision costs: in nodes, which are the same on every machine, and against a fixed loop. */
import { findBestTable } from '../../worker/domain/seating/find-best-table.ts';
import { prepareOccupancy } from '../../worker/domain/seating/occupancy.ts';
import { chanceFrom } from '../../worker/domain/chance.ts';
import { dinnerRequests, emptyFloor } from '../domain/seating/dinner-days.ts';
import { applied, seated } from '../domain/seating/seating-floor.ts';
import { percentile } from './ratios.ts';

const tableCount = 40;
const partyCount = 150;
const seeds = [1, 2, 3, 4];
const loopDraws = 20_000;

export function benchSeating(): string[] {
  const nodes: number[] = [];
  const loops: number[] = [];
  let accepted = 0;
  for (const seed of seeds) {
    let day = emptyFloor(tableCount);
    for (const [index, request] of dinnerRequests(partyCount, seed).entries()) {
      const loopMs = calibrationMs();
      const started = performance.now();
      const decision = findBestTable(prepareOccupancy(day), request);
      loops.push((performance.now() - started) / loopMs);
      nodes.push(decision.nodes);
      if (!decision.ok) continue;
      accepted += 1;
      day = applied(day, decision.moves, seated(`p${index}`, [...decision.tableIds], request));
    }
  }
  const told = (values: readonly number[], digits: number): string =>
    [0.5, 0.9, 0.99, 1].map((share) => percentile(values, share).toFixed(digits)).join(' / ');
  return [
    `seating   ${tableCount} tables, ${partyCount} parties, seeds ${seeds.join(' ')}: ${nodes.length} decisions, ${accepted} accepted`,
    `          nodes             p50 / p90 / p99 / max   ${told(nodes, 0)}`,
    `          in fixed loops    p50 / p90 / p99 / max   ${told(loops, 2)}   (a loop draws ${loopDraws} numbers)`,
  ];
}

/** How long the fixed loop takes at this moment. */
function calibrationMs(): number {
  const chance = chanceFrom('calibration');
  const started = performance.now();
  let sum = 0;
  for (let draw = 0; draw < loopDraws; draw += 1) sum += chance.next();
  // The sum is looked at, so that nobody optimises the loop away.
  return sum > 0 ? performance.now() - started : Infinity;
}
