/**
 * Which room may import which: docs/architecture.md in a form that a machine checks. Each rule has a planted violation
 * in test/house/layers.test.ts.
 */
const room = (names) => `^worker/(${names.join('|')})/`;

/** `api → day, store, delivery, integrations → contract → domain`: what stands above a room may not be imported by it. */
const upward = [
  { from: 'domain', banned: ['contract', 'day', 'store', 'delivery', 'integrations', 'api'] },
  { from: 'contract', banned: ['day', 'store', 'delivery', 'integrations', 'api'] },
  { from: 'day', banned: ['api'] },
  { from: 'store', banned: ['api'] },
  { from: 'delivery', banned: ['api'] },
  { from: 'integrations', banned: ['api'] },
].map(({ from, banned }) => ({
  name: `${from}-looks-up`,
  comment: `worker/${from} may not import ${banned.join(', ')}: imports point one way, down to worker/domain.`,
  severity: 'error',
  from: { path: room([from]) },
  to: { path: `${room(banned)}|^worker/(index|app|web)\\.ts$` },
}));

export default {
  forbidden: [
    ...upward,
    {
      name: 'domain-stands-alone',
      comment: 'worker/domain imports nothing outside itself.',
      severity: 'error',
      from: { path: room(['domain']), pathNot: '^worker/domain/time/' },
      to: { pathNot: room(['domain']) },
    },
    {
      name: 'domain-time-needs-temporal-alone',
      comment: 'worker/domain/time may import temporal-polyfill, and nothing else from outside the domain.',
      severity: 'error',
      from: { path: '^worker/domain/time/' },
      to: { pathNot: [room(['domain']), '^node_modules/temporal-polyfill/'] },
    },
    {
      name: 'attendance-decides-nothing',
      comment: 'Who may not come is a hint for people: whatever accepts, refuses or seats a guest may not know of it.',
      severity: 'error',
      from: { path: '^worker/(domain/(reservation|seating|service|waitlist|what-if)|day|delivery)/' },
      to: { path: '^worker/domain/forecast/(attendance|prediction-input)\\.ts$' },
    },
    {
      name: 'contract-needs-zod-alone',
      comment: 'worker/contract crosses the wire into the browser: schemas and types, no runtime of the Worker.',
      severity: 'error',
      from: { path: room(['contract']) },
      to: { pathNot: [room(['contract', 'domain']), '^node_modules/zod/'] },
    },
    {
      name: 'worker-serves-the-web-through-one-file',
      comment: 'Only worker/web.ts knows the pages, and only as the built server.',
      severity: 'error',
      from: { path: '^worker/', pathNot: '^worker/web\\.ts$' },
      to: { path: '^web/' },
    },
    {
      name: 'web-ts-takes-the-built-server-alone',
      comment: 'worker/web.ts hands requests to web/build/server/server.js and imports nothing else of the web.',
      severity: 'error',
      from: { path: '^worker/web\\.ts$' },
      to: { path: '^web/', pathNot: '^web/build/server/server\\.js$' },
    },
    {
      name: 'web-has-one-door',
      comment: "The web's one door into the Worker is worker/contract (#contract).",
      severity: 'error',
      from: { path: '^web/(src/|[^/]+$)' },
      to: { path: '^worker/', pathNot: '^worker/contract/' },
    },
    {
      name: 'shipped-code-is-not-local',
      comment: 'What is deployed never imports test/ or local/.',
      severity: 'error',
      from: { path: '^(worker|web/src)/' },
      to: { path: '^(test|local)/' },
    },
    {
      name: 'local-is-not-a-test',
      comment: 'local/ runs on a developer’s machine without the tests.',
      severity: 'error',
      from: { path: '^local/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-cycle',
      comment: 'Two files that need each other are one idea: merge them, or give the shared part a file of its own.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'found',
      comment: 'The import names no file and no installed package.',
      severity: 'error',
      from: {},
      to: {
        couldNotResolve: true,
        pathNot: '^(cloudflare:|\\$app/|\\$env/|\\./\\$types$|\\./proxy)|web/build/server/server\\.js$',
      },
    },
    {
      name: 'listed-in-package-json',
      comment: 'Every imported package stands in package.json itself.',
      severity: 'error',
      from: { path: '^(worker|web|local|test)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^web/build/'] },
    exclude: { path: ['^web/\\.svelte-kit/', '^build/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.worker.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'workerd', 'svelte', 'import', 'node', 'default'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.js', '.svelte', '.mjs', '.d.ts'],
    },
    builtInModules: { add: ['cloudflare:workers', 'cloudflare:test', 'cloudflare:email', 'cloudflare:sockets'] },
  },
};
