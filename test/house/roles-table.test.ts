/** The documentation's table of roles is the code's. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../local/build.ts';
import { capabilitiesOf } from '../../worker/domain/access.ts';
import { capabilityWords } from '../../worker/domain/access-words.ts';

const roles = ['server', 'host', 'kitchen', 'manager', 'owner'] as const;

test('docs/people.md says what each role allows', () => {
  const lines = readFileSync(join(root, 'docs/people.md'), 'utf8').split('\n');
  const table = lines.filter((line) => /^\| \w+ \| .* \| `[a-z.]+` \|/.test(line));
  const expected = capabilityWords.map(({ area, words, capability }) => {
    const marks = roles.map((role) => (capabilitiesOf([role]).has(capability) ? ' ✓ |' : ' |'));
    return `| ${area} | ${words} | \`${capability}\` |${marks.join('')}`;
  });
  expect(table).toEqual(expected);
});
