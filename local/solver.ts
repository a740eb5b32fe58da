/** `npm run seating -- online|offline INSTANCE.json`: the seating engine alone, to be compared with other solvers. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readInstance } from './solver/instance.ts';
import { solveOffline, solveOnline } from './solver/solve.ts';

const usage = `npm run seating -- online INSTANCE.json     decides each request before it sees the next
npm run seating -- offline INSTANCE.json    sees all requests at once

Prints the assignment as one line of JSON; docs/seating.md has the format. Without npm's own lines: npm run -s seating …`;

const [mode, file] = process.argv.slice(2);
const solve = mode === 'online' ? solveOnline : mode === 'offline' ? solveOffline : undefined;
if (solve === undefined || file === undefined) {
  console.error(usage);
  process.exitCode = 1;
} else {
  try {
    const { instance, assignments } = solve(readInstance(readText(file)));
    console.log(JSON.stringify({ instance, assignments }));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

/** npm changes to the project's folder; the file was meant from where the command was given. */
function readText(path: string): string {
  const absolute = resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
  if (!existsSync(absolute)) throw new Error(`There is no file ${absolute}.`);
  return readFileSync(absolute, 'utf8');
}
