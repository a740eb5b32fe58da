import { expect, test } from 'vitest';
import { csvOf } from '../../worker/domain/csv.ts';

test('cells are quoted, lines end as RFC 4180 says', () => {
  expect(
    csvOf([
      ['a', 'b "c"', null, 4],
      ['x,y', 'two\nlines', '', -1],
    ]),
  ).toBe('"a","b ""c""",,4\r\n"x,y","two\nlines","",-1\r\n');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =cmd|x'])('%j is no formula any more', (text) => {
  expect(csvOf([[text]])).toBe(`"'${text}"\r\n`);
});

test.each(['a=b', 'ada@example.com', '2026-11-22', '{"a":-1}'])('%j stays as it is', (text) => {
  expect(csvOf([[text]])).toBe(`"${text.replaceAll('"', '""')}"\r\n`);
});
