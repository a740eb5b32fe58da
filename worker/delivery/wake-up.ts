/** A queue message: it names outbox rows of one group and carries nothing else. */
export interface DeliveryWakeUp {
  readonly groupId: number;
  readonly eventIds: readonly string[];
}
