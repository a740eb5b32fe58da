/** What a replay came to, as a table for people. */
import type { Replayed, ReplayResult } from './run-replay.ts';

export function reportOf({ results, requests, seconds }: Replayed): string {
  const lines = [
    row('house', 'tables', 'dates', 'requests', 'accepted', 'refused', 'covers', 'fixed best fit', 'gain'),
    ...results.map(resultRow),
  ];
  if (results.length > 1) lines.push(resultRow(totalOf(results)));
  const problems = results.flatMap(({ name, overlaps, faults }) =>
    [...overlaps, ...faults].map((each) => `${name}: ${each}`),
  );
  return [
    ...lines,
    '',
    ...results.map(({ name, refused }) => `${name}: refused ${refusedText(refused)}`),
    '',
    `overlaps in the ledgers  ${results.flatMap(({ overlaps }) => overlaps).length}`,
    `other faults in them     ${results.flatMap(({ faults }) => faults).length}`,
    `requests per second      ${(requests / seconds).toFixed(0)} (${requests} in ${seconds.toFixed(1)} s)`,
    ...problems.slice(0, 20),
  ].join('\n');
}

function resultRow(result: ReplayResult): string {
  const { name, tables, dates, requests, accepted, covers, acceptedCovers, fixedCovers } = result;
  const gain = fixedCovers === 0 ? 0 : (acceptedCovers / fixedCovers - 1) * 100;
  return row(
    name,
    `${tables}`,
    `${dates}`,
    `${requests}`,
    `${accepted}`,
    `${requests - accepted}`,
    `${acceptedCovers} of ${covers}`,
    `${fixedCovers}`,
    `${gain >= 0 ? '+' : ''}${gain.toFixed(1)} %`,
  );
}

function totalOf(results: readonly ReplayResult[]): ReplayResult {
  const add = (field: { [K in keyof ReplayResult]: ReplayResult[K] extends number ? K : never }[keyof ReplayResult]) =>
    results.reduce((sum, result) => sum + result[field], 0);
  return {
    name: 'all',
    tables: add('tables'),
    dates: add('dates'),
    requests: add('requests'),
    covers: add('covers'),
    accepted: add('accepted'),
    acceptedCovers: add('acceptedCovers'),
    fixed: add('fixed'),
    fixedCovers: add('fixedCovers'),
    refused: new Map(),
    overlaps: [],
    faults: [],
  };
}

function refusedText(refused: ReplayResult['refused']): string {
  if (refused.size === 0) return 'nothing';
  return [...refused]
    .sort((a, b) => b[1] - a[1])
    .map(([code, count]) => `${count} ${code}`)
    .join(', ');
}

function row(name: string, ...cells: readonly string[]): string {
  const widths = [6, 5, 8, 8, 7, 15, 14, 8];
  return `${name.padEnd(20)}${cells.map((cell, index) => cell.padStart((widths[index] ?? 8) + 2)).join('')}`;
}
