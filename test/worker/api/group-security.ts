import { env } from 'cloudflare:workers';
import { forgetFacts } from '../../../worker/store/restaurant-facts.ts';
import { type SecurityPolicy, defaultSecurityPolicy } from '../../../worker/domain/security-policy.ts';

/** What a group asks of its people, at once. */
export async function updateGroupSecurity(
  groupId: number,
  secondFactor: SecurityPolicy['secondFactor'],
): Promise<void> {
  const security = JSON.stringify({ ...defaultSecurityPolicy, secondFactor });
  await env.DB.prepare('UPDATE groups SET security = ? WHERE id = ?').bind(security, groupId).run();
  const { results } = await env.DB.prepare('SELECT id FROM restaurants WHERE group_id = ?').bind(groupId).all();
  for (const { id } of results) forgetFacts(Number(id));
}
