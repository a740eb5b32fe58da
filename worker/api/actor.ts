/** Who is calling, and what they may do. */
import { type Capability, type RoleGrant, can } from '../domain/access.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';

export interface AnonymousActor {
  readonly kind: 'anonymous';
  /** Keyed hash of the network address, for rate limits and the audit; the address itself is kept nowhere. */
  readonly addressHash: string;
}

/** Holds the manage token of one reservation. */
export interface GuestActor {
  readonly kind: 'guest';
  readonly reservationId: number;
}

export interface UserActor {
  readonly kind: 'user';
  readonly userId: number;
  readonly sessionId: string;
  readonly email: string;
  readonly name: string;
  readonly grants: readonly RoleGrant[];
  /** When the person last proved who they are, epoch milliseconds; 0 for who uses a shared tablet by PIN, and for keys. */
  readonly authenticatedAt: number;
  /** How many factors that took. */
  readonly factors: number;
  readonly via: 'session' | 'key';
  /** The administrator who acts as this user. */
  readonly actingUserId: number | null;
  /** A shared tablet between two people: it may do nothing until somebody gives a PIN. */
  readonly locked: boolean;
}

export type Actor = AnonymousActor | GuestActor | UserActor;

/** Whether the caller works here and may do this. */
export function actorCan(actor: Actor, capability: Capability, facts: RestaurantFacts): boolean {
  return actor.kind === 'user' && can(actor.grants, capability, facts);
}
