/** The OpenAPI document, from the schemas that validate, and the page that shows it, from this site alone. */
import type { Hono } from 'hono';
import { openAPIRouteHandler } from 'hono-openapi';
import { html } from 'hono/html';
import { version } from '../../package.json';
import { securitySchemes } from './describe-operation.ts';
import type { ApiEnvironment } from './environment.ts';

/** Swagger UI writes style attributes; scripts come from files of this site alone. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
const dayCache = 'public, max-age=3600';

const description = `Bookings, floors and service of restaurants.

Errors are RFC 9457 problems with a closed \`code\`. Lists answer \`items\` and \`nextCursor\`. Changes of a day take an
\`Idempotency-Key\`; configuration takes \`If-Match\`. Instants are UTC, dates are the restaurant's service dates, times
its wall clock, money is in minor units.`;

export function mountDocumentation(app: Hono<ApiEnvironment>): void {
  const document = openAPIRouteHandler(app, {
    documentation: {
      openapi: '3.1.0',
      info: { title: 'maitred', version, description },
      servers: [{ url: '/' }],
      components: { securitySchemes },
    },
    excludeStaticFile: false,
    exclude: [/^\/api\/docs/, /^\/api\/openapi/],
    // Validation answers 422 as a problem, which each operation says itself.
    defaultValidationErrorResponse: false,
  });
  app.get('/api/openapi.json', async (c, next) => {
    c.header('Cache-Control', dayCache);
    return document(c, next);
  });
  app.get('/api/docs', (c) => {
    c.header('Content-Security-Policy', pagePolicy);
    c.header('Cache-Control', dayCache);
    return c.html(page);
  });
  app.get('/api/docs/start.js', (c) => c.body(startScript, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }));
  app.get('/api/docs/theme.css', (c) => c.body(theme, 200, { 'Content-Type': 'text/css; charset=utf-8' }));
}

const page = html`<!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>maitred API</title>
      <link rel="icon" href="/favicon.svg" />
      <link rel="stylesheet" href="/api-docs/swagger-ui.css" />
      <link rel="stylesheet" href="/api/docs/theme.css" />
    </head>
    <body>
      <main id="documentation"></main>
      <noscript
        ><p>The same as a file: <a href="/api/openapi.json">openapi.json</a></p></noscript
      >
      <script src="/api-docs/swagger-ui-bundle.js"></script>
      <script src="/api/docs/start.js"></script>
    </body>
  </html>`;

const startScript = `SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#documentation',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  filter: true,
  persistAuthorization: false,
  tryItOutEnabled: true,
  validatorUrl: null,
});
`;

/** Calm and legible; in the dark the whole page is turned over, since Swagger UI knows light alone. */
const theme = `:root { color-scheme: light dark; }
body { margin: 0; background: #fff; }
.swagger-ui { font-family: ui-sans-serif, system-ui, sans-serif; }
.swagger-ui .info { margin: 2rem 0 1rem; }
.swagger-ui .opblock { border-radius: 0.5rem; box-shadow: none; }
@media (prefers-color-scheme: dark) {
  html { filter: invert(0.92) hue-rotate(180deg); background: #fff; }
}
`;
