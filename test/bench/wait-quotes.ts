/** What a party at the door is told against what it then waits, on generated evenings. */
import { type EveningKind, type Quoted, learnedFrom, playEvening } from '../domain/forecast/door-evenings.ts';
import { percentile } from './ratios.ts';

/** As much as parties differ in `npm run service`; the last house's guests are less alike. */
const kinds: readonly EveningKind[] = [
  { tables: 15, bookings: 26, walkIns: 32, stayDeviation: 0.15 },
  { tables: 40, bookings: 75, walkIns: 70, stayDeviation: 0.15 },
  { tables: 40, bookings: 40, walkIns: 110, stayDeviation: 0.15 },
  { tables: 40, bookings: 40, walkIns: 110, stayDeviation: 0.22 },
];
const seeds = [1, 2];

export function benchWaitQuotes(): string[] {
  const played = kinds.map((kind) => {
    const model = learnedFrom('bench', 900, kind.stayDeviation);
    return seeds.flatMap((seed) => playEvening(kind, String(seed), model));
  });
  return [
    `waits     seeds ${seeds.join(' ')}; parties that could not be seated at once`,
    ...kinds.map((kind, index) => told(kind, played[index]!)),
    `          all: ${figuresOf(played.flat())}`,
  ];
}

function told({ tables, bookings, walkIns, stayDeviation }: EveningKind, quotes: readonly Quoted[]): string {
  const house = `${tables} tables, ${bookings} asked ahead, ${walkIns} at the door, stays ± ${stayDeviation * 100} %`;
  return `          ${house}: ${figuresOf(quotes)}`;
}

function figuresOf(quotes: readonly Quoted[]): string {
  const seated = quotes.flatMap(({ minutes, from, until, waited }) =>
    minutes === null || waited === null
      ? []
      : [{ error: waited - minutes, within: waited >= from! && waited <= until! }],
  );
  const errors = seated.map(({ error }) => Math.abs(error));
  const bias = seated.reduce((sum, { error }) => sum + error, 0) / seated.length;
  const within = seated.filter((each) => each.within).length / seated.length;
  const waits = quotes.flatMap(({ waited }) => waited ?? []);
  return (
    `${quotes.length} quotes, median wait ${percentile(waits, 0.5)} min; error p50 ${percentile(errors, 0.5)},` +
    ` p90 ${percentile(errors, 0.9)}, bias ${bias.toFixed(1)} min; ${Math.round(within * 100)} % within the span;` +
    ` ${quotes.length - seated.length} never seated`
  );
}
