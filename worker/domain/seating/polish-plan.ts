/**
 * Dear places, one by one: a party that joins tables or wastes seats is given something cheaper, and whoever stood there
 * finds another place by ejection. What costs less as a whole is kept. Chains go further here than large
 * neighbourhoods do, because each follows from the one before.
 */
import type { PlanCosts } from './improve-plan.ts';
import { costAt, totalCost } from './improve-plan.ts';
import type { PlanBoard } from './plan-board.ts';
import { unseat } from './plan-board.ts';
import { seatByEjection, seatExactly } from './seat-by-ejection.ts';

/** Points that weigh as much as a party that was never ejected. */
const pointsPerWeight = 12;

/** Leaves the board at a plan that costs no more; answers what that is, in points. */
export function polishPlan(
  board: PlanBoard,
  costs: PlanCosts,
  options: { readonly rounds: number; readonly nodesMax: number },
): number {
  for (let round = 0; round < options.rounds; round++) {
    const dear = [...board.parties.keys()]
      .filter((party) => board.unitAt[party] !== -1 && excessOf(board, costs, party) > 0)
      .sort((a, b) => excessOf(board, costs, b) - excessOf(board, costs, a) || a - b);
    const better = dear.filter((party) => cheapen(board, costs, party, options.nodesMax));
    if (better.length === 0) break;
  }
  return totalCost(board, costs);
}

function excessOf(board: PlanBoard, costs: PlanCosts, party: number): number {
  return costAt(board, costs, party) - costs.costsOf[party]![0]!;
}

function cheapen(board: PlanBoard, costs: PlanCosts, dear: number, nodesMax: number): boolean {
  const before = { cost: totalCost(board, costs), unitAt: board.unitAt.slice() };
  const limit = costAt(board, costs, dear);
  unseat(board, dear);
  seatByEjection(board, [dear], {
    nodesMax,
    reluctance: (party, unit) => {
      const cost = costs.costOn[party]![unit]!;
      if (party === dear && cost >= limit) return Infinity;
      return (cost - costs.costsOf[party]![0]!) / pointsPerWeight;
    },
  });
  if (totalCost(board, costs) < before.cost - 1e-9) return true;
  seatExactly(board, before.unitAt);
  return false;
}
