/**
 * How every change of what days are told goes: read the present version, plan the change on it, ask the open dates where
 * asked to, write, tell the dates. Somebody else's change in between starts it anew, or is a 412 for who sent If-Match.
 */
import type { ConfigurationApplied } from '../contract/restaurants.ts';
import type { RestaurantConfiguration } from '../domain/service/configuration.ts';
import type { Env } from '../env.ts';
import { logWarning } from '../log.ts';
import { type DirectoryStatement, writeConfiguration } from '../store/configuration-changes.ts';
import { readConfiguration } from '../store/configuration.ts';
import { withoutParameters } from '../store/d1-errors.ts';
import { openedDatesFrom } from '../store/days.ts';
import type { Directory } from '../store/database.ts';
import { type RestaurantFacts, forgetFacts } from '../store/restaurant-facts.ts';
import type { UserActor } from './actor.ts';
import { auditedBy } from './audited-by.ts';
import { ProblemAnswer, problem } from './problem.ts';
import { today } from './ask-day.ts';
import { type Pushed, maintenanceSince, pushConfiguration, runConfigurationJob } from './push-configuration.ts';
import { renewTemplateDigests } from './template-digests.ts';

export interface PlannedChange {
  /** The configuration as it would be; its version is set by the change itself. */
  readonly configuration: RestaurantConfiguration;
  readonly statements: (database: Directory) => DirectoryStatement[];
  readonly before: unknown;
  readonly after: unknown;
  readonly itemsTaken?: number;
}

interface Asked {
  readonly env: Env;
  readonly ctx: ExecutionContext;
  readonly restaurant: RestaurantFacts;
  readonly actor: UserActor;
  readonly request: Request;
}

export interface ChangeOptions {
  /** Verb and noun for the audit, `change-settings`. */
  readonly action: string;
  readonly dryRun: boolean;
  /** Refuse, with the list, when bookings would no longer fit. */
  readonly refuseConflicts?: boolean;
  /** With If-Match a race is the caller's to look at; without, the change is planned anew on what is there now. */
  readonly retryRaces: boolean;
  readonly plan: (present: RestaurantConfiguration) => Promise<PlannedChange | ProblemAnswer>;
}

const attemptsMax = 5;

export async function changeConfiguration(
  call: Asked,
  options: ChangeOptions,
): Promise<ConfigurationApplied | ProblemAnswer> {
  const { env, restaurant } = call;
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const present = await readConfiguration(env, restaurant, maintenanceSince(restaurant.restaurantId));
    const planned = await options.plan(present);
    if (planned instanceof ProblemAnswer) return planned;
    if (options.dryRun || options.refuseConflicts === true) {
      const rehearsed = await rehearse(call, present.version, planned);
      if (options.dryRun) return rehearsed;
      if (rehearsed.pendingDates.length > 0) return problem('unavailable', 'Not every date could be asked; try again.');
      if (rehearsed.conflicts.length > 0) {
        return problem('conflict', conflictText(rehearsed.conflicts.length), { conflicts: rehearsed.conflicts });
      }
    }
    const applied = await apply(call, options.action, present.version, planned);
    if (applied !== null) return applied;
    if (!options.retryRaces) return staleEdit();
  }
  return problem('overloaded', 'Many people are changing this restaurant at once; try again.');
}

/** For an If-Match that names another version. */
export function staleEdit(): ProblemAnswer {
  return problem('stale_edit', 'Somebody has changed this since you read it. Read it again and repeat your change.');
}

/** Whether If-Match allows to go on at this version; without the header it always does. */
export function matches(ifMatch: string | null, version: number): boolean {
  if (ifMatch === null) return true;
  return ifMatch
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === '*' || tag === `"${version}"`);
}

/** 200 when every date has the change, 202 while some are still to be told. */
export function statusOf(applied: ConfigurationApplied): 200 | 202 {
  return applied.pendingDates.length === 0 ? 200 : 202;
}

async function rehearse({ env, restaurant }: Asked, version: number, planned: PlannedChange) {
  const dates = await openedDatesFrom(env, restaurant.restaurantId, today(restaurant));
  const candidate = { ...planned.configuration, version: version + 1 };
  const pushed = await pushConfiguration(env, restaurant, candidate, dates, { dryRun: true });
  return { version, ...pushed };
}

/** Null when somebody else was faster. */
async function apply(
  { env, ctx, restaurant, actor, request }: Asked,
  action: string,
  fromVersion: number,
  planned: PlannedChange,
): Promise<ConfigurationApplied | null> {
  const { restaurantId, groupId } = restaurant;
  const { before, after, statements, itemsTaken = 0 } = planned;
  const written = await writeConfiguration(env, {
    restaurantId,
    fromVersion,
    statements,
    itemsTaken,
    audit: { restaurantId, groupId, ...auditedBy({ actor, request }), action, before, after },
    fromDate: today(restaurant),
    now: Date.now(),
  });
  if (!written.ok) return null;
  forgetFacts(restaurantId);
  const { version, job } = written;
  const pushed = job === null ? nothingPushed : await push(env, restaurant, job);
  ctx.waitUntil(renewTemplateDigests(env, restaurant));
  return { version, ...pushed };
}

const nothingPushed = { appliedDates: [], pendingDates: [], conflicts: [] };

/** The change is written: whatever goes wrong from here on is the job's to finish, not the manager's to repeat. */
async function push(
  env: Env,
  restaurant: RestaurantFacts,
  job: { readonly id: number; readonly dates: readonly string[] },
): Promise<Pushed> {
  try {
    return await runConfigurationJob(env, restaurant, { ...job, attempts: 0 });
  } catch (error) {
    logWarning('push_interrupted', { restaurantId: restaurant.restaurantId, error: String(withoutParameters(error)) });
    return { ...nothingPushed, pendingDates: [...job.dates] };
  }
}

function conflictText(count: number): string {
  const bookings = count === 1 ? 'One booking' : `${count} bookings`;
  return `${bookings} would be left without a table. Move them first, or repeat with reassign=true.`;
}
