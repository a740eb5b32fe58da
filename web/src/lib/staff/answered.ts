import { error, redirect } from '@sveltejs/kit';
import type { OperationKey } from '#contract';
import type { CallResult } from '#lib/api/client.ts';

/**
 * What a page cannot be without: a refusal becomes the error page, but for a second factor that the group asks for, which
 * leads to where one is set up. For `load`.
 */
export function answered<K extends OperationKey>(result: CallResult<K>): Extract<CallResult<K>, { ok: true }>['data'] {
  if (result.ok) return result.data;
  if (result.problem.code === 'second_factor_needed') redirect(303, '/account/security?needed');
  error(result.status === 0 ? 503 : result.status, result.problem.detail);
}
