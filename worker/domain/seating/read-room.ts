/**
 * The date read in counts before anybody is moved: can the newcomer and everybody accepted be seated at all, and if so,
 * how many of a kind of party should have which kind of unit.
 *
 * The present plan is where the question starts. It seats everybody but the newcomer, who is put where it fits best,
 * whoever is there already: so a few classes of tables are overdrawn at a few instants. Who changes to another kind of
 * unit, and how many, to put that right is a linear program a few pivots from its answer (the dual simplex method),
 * and asking for the fewest changes is asking to move few. What cannot be put right is proven by `packing-cut.ts`;
 * fractions are settled by branch and bound.
 */
import { mendPacking, proofOf } from './linear-program.ts';
import { areClear, unitOf } from './occupancy.ts';
import type { Occupancy, SeatingParty } from './occupancy.ts';
import { isOverdrawn } from './packing-cut.ts';
import { poolDemand } from './pooled-model.ts';
import type { PooledAmounts, PooledModel } from './pooled-model.ts';
import { amountsAfter, programOf } from './pooled-program.ts';
import type { PooledChange, PooledProgram } from './pooled-program.ts';
import type { SeatingUnit } from './seating-units.ts';
import { overlaps } from './ticks.ts';
import { packWhole, wholeAmountsOf } from './whole-packing.ts';

/** Which of two changes of kind is better: the one to a unit that is a better fit; the last digits break ties. */
const worseFit = 1e-3;
const tieBreak = 1e-6;
/** Of branch and bound; most need fewer than five. */
const programsMax = 24;

export interface RoomReading {
  /**
   * `cut_off`: no plan exists that seats the newcomer and keeps every party, proven in whole numbers. `hopeless`: the same
   * by a search in counts, which rounding could mislead. `open` says nothing.
   */
  readonly verdict: 'cut_off' | 'hopeless' | 'open';
  readonly model: PooledModel;
  /** Who was counted, in the model's order; the newcomer comes last. */
  readonly parties: readonly SeatingParty[];
  /** A plan in counts that seats everybody; where none was found, nobody's. */
  readonly amounts: PooledAmounts | undefined;
}

export function readRoom(occupancy: Occupancy, newcomer: SeatingParty): RoomReading {
  const held = new Map<SeatingParty, SeatingUnit>();
  for (const party of occupancy.parties) {
    const unit = unitCounted(occupancy, party);
    if (unit !== undefined) held.set(party, unit);
  }
  const parties = [...held.keys(), newcomer];
  const model = poolDemand(occupancy, parties, { countsSizes: false, heldBy: (at) => held.get(parties[at]!) });
  if (model.groupOf.at(-1) === -1) return { verdict: 'cut_off', model, parties, amounts: undefined };
  // The newcomer is where it fits best, whoever is there.
  const before = model.groups.map(({ held, shapes }) => (held === -1 ? shapes[0]! : held));
  const changes = programOf(model, before, worthOf);
  const mending = mendPacking(changes.tableau);
  if (mending === 'mended') return settled(changes, parties);
  if (mending === 'worthless') return { verdict: 'open', model, parties, amounts: undefined };
  const weights = proofOf(changes.tableau, mending.row);
  const prices = Float64Array.from(changes.rowOfCell, (row) => (row === -1 ? 0 : weights[row]!));
  return { verdict: isOverdrawn(model, prices) ? 'cut_off' : 'hopeless', model, parties, amounts: undefined };
}

/** Whoever was accepted should rather stay; who changes, and whoever is new, should rather have what fits. */
function worthOf({ group, shape, column }: PooledChange): number {
  return -Number(group.held !== -1) - worseFit * group.shapes.indexOf(shape) - tieBreak * column;
}

/** What the mended program comes to in whole numbers. */
function settled(changes: PooledProgram, parties: readonly SeatingParty[]): RoomReading {
  const { model, tableau } = changes;
  const { found, isExhausted } = packWhole(tableau, { valueMin: -Infinity, nodesMax: programsMax });
  const [solved] = found;
  const verdict = solved === undefined && isExhausted ? 'hopeless' : 'open';
  return { verdict, model, parties, amounts: solved && amountsAfter(changes, wholeAmountsOf(solved)) };
}

/**
 * The unit as which a party counts. Fixed parties count as fewer usable tables. Whoever has tables that staff joined by
 * hand or took out of service, or shares them with somebody (a plan in conflict), would seem to need more than it has:
 * left out.
 */
function unitCounted(occupancy: Occupancy, party: SeatingParty): SeatingUnit | undefined {
  if (party.settled || party.tables.length === 0) return undefined;
  const unit = unitOf(occupancy, party, party.tables);
  if (unit === undefined || !areClear(occupancy, 'fixed', party.tables, party)) return undefined;
  const isAlone = party.tables.every((table) =>
    occupancy.partiesAt[table.index]!.every((other) => other === party || !overlaps(other, party)),
  );
  return isAlone ? unit : undefined;
}
