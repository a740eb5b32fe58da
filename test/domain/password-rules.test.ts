import { expect, test } from 'vitest';
import { type PasswordWeakness, weaknessOf } from '../../worker/domain/password-rules.ts';

const surroundings = ['Ada Lovelace', 'countess.ada', 'maitred', 'Brasserie du Canal'];

const rows: [password: string, weakness: PasswordWeakness | null][] = [
  // One character, a short pattern, a handful of characters.
  ['aaaaaaaaaaaa', 'repeated'],
  ['abababababab', 'repeated'],
  ['xyzzxyzzxyzzx', 'repeated'],
  ['aaaabbbbccccdddd', 'repeated'],
  ['123123123123', 'repeated'],
  // Walks over keys and digits.
  ['123456789012', 'sequence'],
  ['987654321098', 'sequence'],
  ['abcdefghijklmn', 'sequence'],
  ['qwertyuiopasdfghjkl', 'sequence'],
  ['1qaz2wsx3edc4rfv', 'sequence'],
  ['QWERTZUIOP12345', 'sequence'],
  ['azertyuiop123!', 'sequence'],
  ['poiuytrewq98765', 'sequence'],
  // Known to everybody, as they are, doubled, disguised or with a year behind them.
  ['unbelievable', 'common'],
  ['correcthorsebatterystaple', 'common'],
  ['footballfootball', 'common'],
  ['Football1Football1', 'common'],
  ['Password2026!', 'common'],
  ['!!!sunshine99', 'common'],
  ['p@ssw0rdp@ssw0rd', 'common'],
  ['Restaurant2026', 'common'],
  // The person and the house.
  ['AdaLovelace1815', 'personal'],
  ['l0velace-l0velace', 'personal'],
  ['countess-ada-1', 'personal'],
  ['maitred-2026-!', 'personal'],
  ['brasserie-canal-7', 'personal'],
  // Long enough and nobody's.
  ['a long enough sentence', null],
  ['correct horse battery staple', null],
  ['demo-maitred-2026', null],
  ['vk2Jq9-RpTz81', null],
  ['my aunt Ada paints blue boats', null],
  ['ein Glas Riesling um neun', null],
  ['魚と米と海苔とわさびと醤油', null],
  ['sunshine-over-11-lakes', null],
];

test.each(rows)('%s is %s', (password, weakness) => {
  expect(weaknessOf(password, surroundings)).toBe(weakness);
});

test('words of other people are nobody’s business', () => {
  expect(weaknessOf('AdaLovelace1815', ['Grace Hopper', ''])).toBeNull();
});
