/** What `web/adapter.ts` writes; declared here so that the Worker type-checks before the pages were ever built. */
declare module '*/web/build/server/server.js' {
  export const server: {
    init(options: { env: Record<string, string> }): Promise<void>;
    respond(
      request: Request,
      options: { platform: { api(request: Request): Promise<Response> }; getClientAddress(): string },
    ): Promise<Response>;
  };
}
