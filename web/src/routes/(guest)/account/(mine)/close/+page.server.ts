import { closeAccount } from '#lib/account/security-actions.ts';
import type { Actions } from './$types';

export const actions: Actions = { close: closeAccount };
