import type { Forecast } from '#contract';
import { call } from '#lib/api/client.ts';

export type LearnedTurn = Forecast['turns'][number];

/** How long parties stay, over all services and days; empty while the house has learned nothing, or cannot tell now. */
export async function loadLearnedTurns(
  fetch: typeof globalThis.fetch,
  id: string,
  date: string,
): Promise<readonly LearnedTurn[]> {
  const answer = await call(fetch, 'GET /api/restaurants/{id}/seating/forecast', { params: { id }, query: { date } });
  if (!answer.ok) return [];
  return answer.data.turns.filter(
    ({ period, weekday, seatings }) => period === null && weekday === null && seatings > 0,
  );
}

/** What was learned of the parties that a line of the turns is for: those above the line before it. */
export function learnedFor(learned: readonly LearnedTurn[], partySizeMax: number): LearnedTurn | undefined {
  return learned.find((each) => each.partySizeMin <= partySizeMax && partySizeMax <= each.partySizeMax);
}
