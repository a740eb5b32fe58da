import { expect, test } from 'vitest';
import { guards } from './guards.ts';
import { withoutGuard } from './without-guard.ts';

test.each(guards.filter((guard) => guard.short))(
  'without $name its test fails',
  (guard) => {
    expect(withoutGuard(guard)).toBeNull();
  },
  150_000,
);
