import { error } from '@sveltejs/kit';
import type { OperationKey } from '#contract';
import type { CallResult } from '#lib/api/client.ts';

/** What a page cannot be without: a refusal becomes the error page. For `load`. */
export function answered<K extends OperationKey>(result: CallResult<K>): Extract<CallResult<K>, { ok: true }>['data'] {
  if (result.ok) return result.data;
  error(result.status === 0 ? 503 : result.status, result.problem.detail);
}
