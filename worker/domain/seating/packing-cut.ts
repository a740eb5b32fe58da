/**
 * The certified no: a counting argument that the parties of the date and the newcomer need more than the tables can
 * hold, wherever the movable ones are put.
 *
 * Give every class of tables, and every kind of combination (of which only so many fit side by side), a price ≥ 0 at every
 * instant. A party pays at least the cheapest kind of unit it could hold over its time. Units in use at one instant share
 * no table, so payments beyond the price of all usable tables and combinations prove that no plan exists. That holds for
 * any prices (weak duality); those worth trying are the dual prices of seating as many as possible. The size-class cuts
 * of fixed-interval scheduling (Kolen, Kroon 1991) are the special case of one instant and prices zero and one; with
 * combinations, one eight is worth two or three fours, and only the prices know which.
 *
 * It stays sound with channels, features, fixed parties and blocks because they only shorten the list of units that a
 * party could hold, and with pooling because pooled parties have more choice than real ones.
 *
 * Where it proves nothing, its other half helps: how many of a kind of party should have which kind of unit.
 */
import { unitOf } from './occupancy.ts';
import type { Occupancy, SeatingParty } from './occupancy.ts';
import { cheapestOf, solveProgram } from './pooled-bound.ts';
import { poolDemand } from './pooled-model.ts';
import type { PooledGroup, PooledModel } from './pooled-model.ts';
import { overlaps } from './ticks.ts';

/** Prices are compared as whole numbers of this fraction: divisible by the small numbers that such prices have below. */
const priceUnit = 5_040_000;
/** Of plans in counts that seat as many, the one nearest to the present plan moves fewest. */
const stayingBonus = 3e-4;

export interface RoomReading {
  /** True when no plan exists that seats the newcomer and keeps every party; false says nothing. */
  readonly isCutOff: boolean;
  readonly model: PooledModel;
  /** Who was counted, in the model's order; the newcomer comes last. */
  readonly parties: readonly SeatingParty[];
  /** By group, by place in its `shapes`: how many parties should have it. */
  readonly amounts: readonly (readonly number[])[];
}

export function readRoom(occupancy: Occupancy, newcomer: SeatingParty): RoomReading {
  const parties = [...occupancy.parties.filter((party) => isCounted(occupancy, party)), newcomer];
  const model = poolDemand(occupancy, parties, { countsSizes: false });
  const own = model.groupOf.at(-1)!;
  if (own === -1) return { isCutOff: true, model, parties, amounts: [] };
  const held = shapesHeld(occupancy, model, parties);
  const { amounts, prices } = solveProgram(
    model,
    (group, shape) => 1 + stayingBonus * (held.get(group)?.get(shape) ?? 0),
  );
  return { isCutOff: isOverdrawn(model, prices, own), model, parties, amounts };
}

/** By group and shape, the share of the group that has such a unit now. */
function shapesHeld(
  occupancy: Occupancy,
  model: PooledModel,
  parties: readonly SeatingParty[],
): Map<PooledGroup, Map<number, number>> {
  const held = new Map(model.groups.map((group) => [group, new Map<number, number>()]));
  for (const [at, party] of parties.entries()) {
    const group = model.groups[model.groupOf[at]!];
    const own = unitOf(occupancy, party, party.tables);
    if (group === undefined || own === undefined) continue;
    const { index } = model.classes.shapeOf[own.index]!;
    const byShape = held.get(group)!;
    byShape.set(index, (byShape.get(index) ?? 0) + 1 / group.count);
  }
  return held;
}

/** Fixed parties count as fewer usable tables; those whose tables staff joined by hand could be anywhere: left out. */
function isCounted(occupancy: Occupancy, party: SeatingParty): boolean {
  if (party.settled || party.tables.length === 0) return false;
  if (unitOf(occupancy, party, party.tables) === undefined) return false;
  // A plan in conflict (two at one table) would seem to need more than it has.
  return party.tables.every((table) =>
    occupancy.partiesAt[table.index]!.every((other) => other === party || !overlaps(other, party)),
  );
}

/** Where the parties exceed the tables even without the newcomer nothing is certified. */
function isOverdrawn(model: PooledModel, dual: Float64Array, own: number): boolean {
  const prices = dual.map((price) => Math.round(price * priceUnit));
  let worth = 0;
  for (const [cell, price] of prices.entries()) worth += price * model.capacities[cell]!;
  const payments = model.groups.map(({ shapes, from, until }) => cheapestOf(model, prices, shapes, from, until));
  const paid = model.groups.reduce((sum, { count }, group) => sum + count * payments[group]!, 0);
  return paid > worth && paid - payments[own]! <= worth;
}
