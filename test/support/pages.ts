import { existsSync } from 'node:fs';
import { buildPages } from '../../local/build.ts';

/** The Worker imports the built pages; `npm test` has built them before, a single `vitest --project worker` may not. */
export async function setup(): Promise<void> {
  if (!existsSync('web/build/server/server.js')) await buildPages();
}
