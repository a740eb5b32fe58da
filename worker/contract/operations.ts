import type * as z from 'zod';
import { accountOperations } from './operations/account.ts';
import { configurationOperations } from './operations/configuration.ts';
import { floorOperations } from './operations/floor.ts';
import { peopleOperations } from './operations/people.ts';
import { groupOperations } from './operations/groups.ts';
import { reservationOperations } from './operations/reservations.ts';
import { seatingOperations } from './operations/seating.ts';
import { workOperations } from './operations/work.ts';
import type { Operation } from './operation.ts';

/** Every endpoint of the API by its verb and path. */
export const operations = {
  ...accountOperations,
  ...configurationOperations,
  ...floorOperations,
  ...groupOperations,
  ...peopleOperations,
  ...reservationOperations,
  ...seatingOperations,
  ...workOperations,
} satisfies Record<string, Operation>;

export type Operations = typeof operations;
export type OperationKey = keyof Operations;

type Input<T> = T extends z.ZodType ? z.input<T> : undefined;
type Part<K extends OperationKey, P extends string> = Operations[K] extends Record<P, infer S> ? S : undefined;

/** What a client sends and gets, by operation: the web's typed client is made of these. */
export interface Call<K extends OperationKey> {
  params: Input<Part<K, 'params'>>;
  query: Input<Part<K, 'query'>>;
  body: Input<Part<K, 'body'>>;
  answer: Part<K, 'answer'> extends z.ZodType ? z.output<Part<K, 'answer'>> : never;
}
