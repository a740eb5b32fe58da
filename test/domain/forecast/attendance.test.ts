import { describe, expect, test } from 'vitest';
import { type Chance, chanceFrom } from '../../../worker/domain/chance.ts';
import { expectAttendance, learnAttendance } from '../../../worker/domain/forecast/attendance.ts';
import type { PastParty } from '../../../worker/domain/forecast/house-model.ts';
import { fitLogistic } from '../../../worker/domain/forecast/logistic-regression.ts';
import { many, past } from './past-parties.ts';

const dayMinutes = 1_440;

/** The truth of the generated house: long leads and former no-shows stay away more often, regulars hardly ever. */
function chanceOfNoShow({ leadMinutes, priorNoShows, priorVisits }: PastParty): number {
  const logOdds =
    -3.4 + 0.6 * Math.log1p(leadMinutes / dayMinutes) + 1.2 * Math.log1p(priorNoShows) - 0.5 * Math.log1p(priorVisits);
  return 1 / (1 + Math.exp(-logOdds));
}

function generated(count: number, seed: string): PastParty[] {
  return many(count, chanceFrom(seed), (chance: Chance) => {
    const leadMinutes = Math.exp(chance.normal(1.2, 1.3)) * dayMinutes;
    const priorVisits = chance.happens(0.4) ? chance.whole(1, 9) : 0;
    const priorNoShows = chance.happens(0.08) ? chance.whole(1, 3) : 0;
    const party = past({ leadMinutes, priorVisits, priorNoShows, partySize: chance.whole(1, 8) });
    if (chance.happens(0.1))
      return { ...party, status: 'cancelled', cancelledLeadMinutes: leadMinutes * chance.next() };
    return { ...party, status: chance.happens(chanceOfNoShow(party)) ? 'no_show' : 'completed' };
  });
}

const model = learnAttendance(generated(4_000, 'learned'))!;
/** At its start nobody calls off any more: what is left is the no-show. */
const noShowOf = (party: PastParty): number => expectAttendance(model, party, 0).noShowProbability;

describe('attendance', () => {
  test('says nothing before there are sixty bookings; walk-ins are none', () => {
    expect(learnAttendance(generated(59, 'few'))).toBeNull();
    expect(learnAttendance(many(500, chanceFrom('door'), () => ({ source: 'walk_in' })))).toBeNull();
  });

  test('is nearer the truth than the house’s rate on bookings that it has not seen', () => {
    const unseen = generated(4_000, 'unseen').filter(({ status }) => status !== 'cancelled');
    const brier = (of: (party: PastParty) => number) =>
      unseen.reduce((sum, party) => sum + (of(party) - Number(party.status === 'no_show')) ** 2, 0) / unseen.length;
    const usual = brier(() => model.noShow.rate);
    const best = brier(chanceOfNoShow);
    expect(brier(noShowOf)).toBeLessThan(usual);
    // Of what could be known beyond the rate, most is.
    expect((usual - brier(noShowOf)) / (usual - best)).toBeGreaterThan(0.8);
  });

  test('means what it says: in every fifth of the bookings as many stay away as expected', () => {
    const unseen = generated(10_000, 'reliability').filter(({ status }) => status !== 'cancelled');
    const ordered = unseen.sort((one, other) => noShowOf(one) - noShowOf(other));
    for (let fifth = 0; fifth < 5; fifth += 1) {
      const some = ordered.slice((fifth * ordered.length) / 5, ((fifth + 1) * ordered.length) / 5);
      const expected = some.reduce((sum, party) => sum + noShowOf(party), 0) / some.length;
      const came = some.filter(({ status }) => status === 'no_show').length / some.length;
      expect(Math.abs(expected - came)).toBeLessThan(0.025);
    }
  });

  test('nobody ever stayed away: rare, and not impossible', () => {
    const { noShowProbability } = expectAttendance(
      learnAttendance(many(100, chanceFrom('all came'), () => ({})))!,
      past(),
      0,
    );
    expect(noShowProbability).toBeGreaterThan(0);
    expect(noShowProbability).toBeLessThan(0.01);
  });

  test('who did not call off so far is less likely to with every day', () => {
    const party = past({ leadMinutes: 20 * dayMinutes });
    const chances = [20, 15, 10, 5, 1, 0].map(
      (days) => expectAttendance(model, party, days * dayMinutes).cancellationProbability,
    );
    expect(chances).toEqual([...chances].sort((one, other) => other - one));
    expect(chances.at(-1)).toBe(0);
  });

  test('says in words what moves it, the strongest first, and only what points that way', () => {
    const doubtful = past({ leadMinutes: 41 * dayMinutes, priorNoShows: 2 });
    const regular = past({ leadMinutes: dayMinutes, priorVisits: 9 });
    const { reasons, noShowProbability, usualNoShowRate } = expectAttendance(model, doubtful, 0);
    expect(noShowProbability).toBeGreaterThan(usualNoShowRate);
    expect(reasons).toEqual(expect.arrayContaining(['booked 41 days ahead', 'did not come twice before']));
    expect(reasons).not.toContain('came 0 times before');
    expect(expectAttendance(model, regular, 0).reasons).toContain('came 9 times before');
    expect(expectAttendance(model, regular, 0).noShowProbability).toBeLessThan(usualNoShowRate);
  });

  test('knows nothing of who a guest is', () => {
    const known = expectAttendance(model, past(), 0);
    const traits = { ...past(), guestName: 'Somebody', guestPhone: '+1 212', occasion: 'birthday', notes: 'loud' };
    expect(expectAttendance(model, traits, 0)).toEqual(known);
  });
});

describe('logistic regression', () => {
  test('finds the odds it was drawn from, and none where the penalty is all', () => {
    const chance = chanceFrom('logistic');
    const examples = Array.from({ length: 20_000 }, () => {
      const [one, other] = [chance.normal(0, 1), chance.normal(0, 1)];
      return { features: [one, other], happened: chance.happens(1 / (1 + Math.exp(1 - 0.8 * one + 0.3 * other))) };
    });
    const { intercept, weights } = fitLogistic(examples, 1, 0.3);
    expect(intercept).toBeCloseTo(-1, 1);
    expect(weights[0]).toBeCloseTo(0.8, 1);
    expect(weights[1]).toBeCloseTo(-0.3, 1);
    expect(Math.abs(fitLogistic(examples, 1e9, 0.3).weights[0]!)).toBeLessThan(1e-3);
  });

  test('what one feature tells without exception does not run away', () => {
    const examples = Array.from({ length: 200 }, (_, index) => ({ features: [index % 2], happened: index % 2 === 1 }));
    const { weights } = fitLogistic(examples, 4, 0.5);
    expect(weights[0]).toBeGreaterThan(1);
    expect(weights[0]).toBeLessThan(6);
  });
});
