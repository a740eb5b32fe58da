import { error } from '@sveltejs/kit';
import type { Settings } from '#contract';
import { call } from '#lib/api/client.ts';

/** The settings with the version they were read at. For `load`. */
export async function loadSettings(
  fetch: typeof globalThis.fetch,
  id: string,
): Promise<{ settings: Settings; etag: string | null }> {
  const answer = await call(fetch, 'GET /api/restaurants/{id}/settings', { params: { id } });
  if (!answer.ok) error(answer.status === 0 ? 503 : answer.status, answer.problem.detail);
  return { settings: answer.data, etag: answer.etag };
}
