import { appendFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Adapter } from '@sveltejs/kit';

const assetsDirectory = 'build/assets';
const serverDirectory = 'build/server';

/** Files under `immutable` carry a hash in their names; the browser may keep them for a year. */
const headersOf = (appPath: string): string =>
  [
    `/${appPath}/*`,
    '  X-Robots-Tag: noindex',
    '  Cache-Control: no-cache',
    `/${appPath}/immutable/*`,
    '  ! Cache-Control',
    '  Cache-Control: public, immutable, max-age=31536000',
    '',
  ].join('\n');

/** What the page at `/api/docs` shows the API with, served by this site alone. */
const documentationFiles = {
  'swagger-ui.css': import.meta.resolve('swagger-ui-dist/swagger-ui.css'),
  'swagger-ui-bundle.js': import.meta.resolve('swagger-ui-dist/swagger-ui-bundle.js'),
};

/**
 * Writes what `worker/web.ts` imports (the server) and what the assets binding serves. The official Cloudflare adapter
 * wants to own the Worker's entry point and does not know kit 3 yet.
 */
export function workerAdapter(): Adapter {
  return {
    name: 'maitred-worker',
    adapt(builder) {
      for (const directory of [assetsDirectory, serverDirectory]) rmSync(directory, { force: true, recursive: true });
      builder.writeClient(assetsDirectory);
      builder.writePrerendered(assetsDirectory);
      for (const [name, url] of Object.entries(documentationFiles)) {
        builder.copy(fileURLToPath(url), `${assetsDirectory}/api-docs/${name}`);
      }
      appendFileSync(`${assetsDirectory}/_headers`, headersOf(builder.getAppPath()));
      builder.generateServerInstance(`${serverDirectory}/server.js`);
    },
  };
}
