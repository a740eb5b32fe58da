/** A queue message: it names outbox rows of one group, or says that mail to accounts is due, and carries nothing else. */
export type DeliveryWakeUp =
  { readonly groupId: number; readonly eventIds: readonly string[] } | { readonly account: true };
