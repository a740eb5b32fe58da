/**
 * The certified no: a counting argument that the parties of the date and the newcomer need more than the tables can
 * hold, wherever the movable ones are put.
 *
 * Give every class of tables, and every kind of combination (of which only so many fit side by side), a price ≥ 0 at every
 * instant. A party pays at least the cheapest kind of unit it could hold over its time. Units in use at one instant share
 * no table, so payments beyond the price of all usable tables and combinations prove that no plan exists. That holds for
 * any prices (weak duality); those worth trying prove it for the linear program. The size-class cuts
 * of fixed-interval scheduling (Kolen, Kroon 1991) are the special case of one instant and prices zero and one; with
 * combinations, one eight is worth two or three fours, and only the prices know which.
 *
 * It stays sound with channels, features, fixed parties and blocks because they only shorten the list of units that a
 * party could hold, and with pooling because pooled parties have more choice than real ones.
 */
import { cheapestOf } from './pooled-bound.ts';
import type { PooledModel } from './pooled-model.ts';

/** Prices are compared as whole numbers of this fraction: divisible by the small numbers that such prices have below. */
const priceUnit = 5_040_000;

/** Whether these prices prove that not everybody in the model can be seated. */
export function isOverdrawn(model: PooledModel, dual: Float64Array): boolean {
  const prices = dual.map((price) => Math.round(price * priceUnit));
  let worth = 0;
  for (const [cell, price] of prices.entries()) worth += price * model.capacities[cell]!;
  let paid = 0;
  for (const { count, shapes, from, until } of model.groups) {
    paid += count * cheapestOf(model, prices, shapes, from, until);
  }
  return paid > worth;
}
