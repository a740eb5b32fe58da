/** The sockets of the live floor: hibernating, tagged by user, each told no more than its role may see. */
import type { LiveMessage } from '../contract/live.ts';
import type { Capability } from '../domain/access.ts';
import { capabilitiesOfMember } from '../domain/service/staff-member.ts';
import type { DayConfiguration } from '../domain/service/configuration.ts';
import { trimSnapshot } from './live-messages.ts';
import { trimReservation } from './views.ts';
import { trimWaitlistEntry } from './waitlist-view.ts';

/** Who is at the other end; survives hibernation with the socket. */
export interface SocketIdentity {
  readonly userId: number;
  readonly sessionId: string;
  /** Epoch seconds at which the session that opened it ends. */
  readonly expiresAt: number;
}

const closedByPolicy = 4401;
const signInAgain = 'Sign in again to see the floor.';

/** Ping and pong without waking the object. */
export function keepAlive(ctx: DurableObjectState): void {
  ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'));
}

/** Answers the upgrade; `first` is what the client needs before the stream. */
export function acceptSocket(
  ctx: DurableObjectState,
  identity: SocketIdentity,
  configuration: DayConfiguration,
  first: readonly LiveMessage[],
): Response {
  const [client, server] = Object.values(new WebSocketPair()) as [WebSocket, WebSocket];
  ctx.acceptWebSocket(server, [`user:${String(identity.userId)}`, `session:${identity.sessionId}`]);
  server.serializeAttachment(identity);
  for (const message of first) send(server, message, configuration);
  broadcastPresence(ctx);
  return new Response(null, { status: 101, webSocket: client });
}

export function broadcast(ctx: DurableObjectState, messages: readonly LiveMessage[], day: DayConfiguration): void {
  if (messages.length === 0) return;
  for (const socket of ctx.getWebSockets()) {
    if (closeIfExpired(socket, day)) continue;
    for (const message of messages) send(socket, message, day);
  }
}

/** People on the floor, not tabs. */
export function broadcastPresence(ctx: DurableObjectState, leaving?: WebSocket): void {
  const sockets = ctx.getWebSockets().filter((socket) => socket !== leaving);
  const staffOnline = new Set(sockets.map((socket) => identityOf(socket)?.userId)).size;
  const text = JSON.stringify({ type: 'presence', staffOnline } satisfies LiveMessage);
  for (const socket of sockets) sendText(socket, text);
}

/** After sessions ended, wherever that was said. */
export function closeSessions(ctx: DurableObjectState, sessionIds: readonly string[]): void {
  for (const sessionId of sessionIds) {
    for (const socket of ctx.getWebSockets(`session:${sessionId}`)) socket.close(closedByPolicy, signInAgain);
  }
}

/** After memberships changed: whoever may no longer look is shown out. */
export function closeRevoked(ctx: DurableObjectState, day: DayConfiguration): void {
  for (const socket of ctx.getWebSockets()) closeIfExpired(socket, day);
}

function closeIfExpired(socket: WebSocket, day: DayConfiguration): boolean {
  const identity = identityOf(socket);
  const expired = identity === null || identity.expiresAt * 1000 <= Date.now();
  if (!expired && capabilitiesFor(identity, day).has('floor.read')) return false;
  socket.close(closedByPolicy, signInAgain);
  return true;
}

function send(socket: WebSocket, message: LiveMessage, day: DayConfiguration): void {
  const identity = identityOf(socket);
  if (identity === null) return;
  sendText(socket, JSON.stringify(trim(message, capabilitiesFor(identity, day))));
}

function trim(message: LiveMessage, capabilities: ReadonlySet<Capability>): LiveMessage {
  if (message.type === 'snapshot') {
    return trimSnapshot(message, capabilities);
  }
  if (message.type === 'waitlist') return { ...message, entry: trimWaitlistEntry(message.entry, capabilities) };
  if ('data' in message && message.data.reservation !== undefined) {
    return {
      ...message,
      data: { ...message.data, reservation: trimReservation(message.data.reservation, capabilities) },
    };
  }
  return message;
}

function capabilitiesFor({ userId }: SocketIdentity, day: DayConfiguration): ReadonlySet<Capability> {
  return capabilitiesOfMember(day.staff, userId);
}

function identityOf(socket: WebSocket): SocketIdentity | null {
  return socket.deserializeAttachment() as SocketIdentity | null;
}

function sendText(socket: WebSocket, text: string): void {
  try {
    socket.send(text);
  } catch {
    // The other end is gone; its close event comes or has come.
  }
}
