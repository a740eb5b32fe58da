/** The least that a booking could cost here: a bare Worker asks a bare object, which writes one row and tells its sockets. */
import { DurableObject } from 'cloudflare:workers';

interface CeilingEnv {
  readonly CEILING: DurableObjectNamespace<Ceiling>;
}

export class Ceiling extends DurableObject<CeilingEnv> {
  constructor(ctx: DurableObjectState, env: CeilingEnv) {
    super(ctx, env);
    ctx.storage.sql.exec('CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY, body TEXT NOT NULL)');
  }

  /** Writes the text and sends it to every socket; answers how many rows there are. */
  insert(text: string): number {
    this.ctx.storage.sql.exec('INSERT INTO rows (body) VALUES (?)', text);
    for (const socket of this.ctx.getWebSockets()) socket.send(text);
    return this.ctx.storage.sql.exec<{ id: number }>('SELECT max(id) AS id FROM rows').one().id;
  }

  override fetch(): Response {
    const [client, server] = Object.values(new WebSocketPair()) as [WebSocket, WebSocket];
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }
}

export default {
  async fetch(request, env): Promise<Response> {
    const stub = env.CEILING.getByName(new URL(request.url).pathname);
    if (request.headers.get('Upgrade') === 'websocket') return stub.fetch(request);
    const body = await request.text();
    const id = await stub.insert(JSON.stringify(JSON.parse(body)));
    return Response.json({ id, body }, { status: 201 });
  },
} satisfies ExportedHandler<CeilingEnv>;
