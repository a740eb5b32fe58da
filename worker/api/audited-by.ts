import type { AuditNote } from '../store/audit.ts';
import type { Actor } from './actor.ts';
import { shortAddressOf } from './identify-caller.ts';

/** Who did it and from where, for the audit of what a call changes. */
export function auditedBy({
  actor,
  request,
}: {
  readonly actor: Actor;
  readonly request: Request;
}): Pick<AuditNote, 'actorUserId' | 'actingUserId' | 'address'> {
  const isUser = actor.kind === 'user';
  return {
    actorUserId: isUser ? actor.userId : null,
    actingUserId: isUser ? actor.actingUserId : null,
    address: shortAddressOf(request),
  };
}
