type PageServer = (typeof import('../web/build/server/server.js'))['server'];

let started: Promise<PageServer> | undefined;

/** Loaded with the first page, so that an isolate which only answers the API or holds an object never pays for it. */
async function startPageServer(): Promise<PageServer> {
  const { server } = await import('../web/build/server/server.js');
  await server.init({ env: {} });
  return server;
}

/** Answers a page request in this isolate; `api` is what the page's `load` calls for `/api/*`, without a network hop. */
export async function respondWithPage<Env>(
  request: Request,
  env: Env,
  ctx: ExecutionContext,
  api: (request: Request, env: Env, ctx: ExecutionContext) => Response | Promise<Response>,
): Promise<Response> {
  started ??= startPageServer();
  const server = await started;
  return server.respond(request, {
    platform: { api: async (apiRequest) => api(apiRequest, env, ctx) },
    getClientAddress: () => request.headers.get('CF-Connecting-IP') ?? '127.0.0.1',
  });
}
