import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { Miniflare, NoOpLog, convertV4MiniflareOptions } from 'miniflare';

export interface CeilingServer {
  readonly origin: string;
  stop(): Promise<void>;
}

/** The bare Worker in a runtime of its own, on a state folder of its own. */
export async function startCeiling(stateDir: string): Promise<CeilingServer> {
  const script = stripTypeScriptTypes(readFileSync(join(import.meta.dirname, 'entry', 'ceiling-worker.ts'), 'utf8'));
  const mf = new Miniflare(
    convertV4MiniflareOptions({
      modules: true,
      script,
      compatibilityDate: '2026-10-23',
      durableObjects: { CEILING: { className: 'Ceiling', useSQLite: true } },
      host: '127.0.0.1',
      port: 0,
      cf: false,
      resourcePersistencePath: stateDir,
      log: new NoOpLog(),
    }),
  );
  const { port } = await mf.ready;
  return { origin: `http://localhost:${port}`, stop: () => mf.dispose() };
}
