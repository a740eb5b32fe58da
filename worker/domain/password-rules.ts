/**
 * Which passwords are too easy to guess, whatever their length (NIST SP 800-63B, 3.1.1.2: well-known ones, repetitions,
 * sequences, and words of their surroundings). Length itself is the contract's.
 */
import { commonLongPasswords, commonWords } from './common-passwords.ts';

export type PasswordWeakness = 'repeated' | 'sequence' | 'common' | 'personal';

/** Fewer characters than this beside what everybody knows or guesses are no password. */
const ownCharactersMin = 8;
const shortPatternMax = 4;
const distinctMin = 5;
const runMin = 3;

/** Rows of keyboards, and their columns as fingers walk them. */
const walks = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'yxcvbnm',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
  '1qaz',
  '2wsx',
  '3edc',
  '4rfv',
  '5tgb',
  '6yhn',
  '7ujm',
];

/**
 * Why a password is refused, or null for one that will do. `surroundings` are texts that somebody who guesses would try
 * first: the person's name, what stands before the @ of their address, the name of the house.
 */
export function weaknessOf(password: string, surroundings: readonly string[]): PasswordWeakness | null {
  const text = password.normalize('NFKC').toLowerCase();
  const spoken = withoutDisguise(text);
  const pattern = patternOf(text);
  if (pattern.length <= shortPatternMax || new Set(text).size < distinctMin) return 'repeated';
  if (withoutRuns(text).length < runMin) return 'sequence';
  if (isCommon(text) || isCommon(spoken) || isCommon(pattern) || isCommon(withoutDisguise(pattern))) return 'common';
  if (isPersonal(text, surroundings) || isPersonal(spoken, surroundings)) return 'personal';
  return null;
}

/** The shortest text whose repetition, perhaps cut off, is the whole: `abab` and `ababa` are `ab`. */
function patternOf(text: string): string {
  for (let length = 1; length <= text.length / 2; length += 1) {
    const pattern = text.slice(0, length);
    if (pattern.repeat(Math.ceil(text.length / length)).startsWith(text)) return pattern;
  }
  return text;
}

function isCommon(text: string): boolean {
  if (commonLongPasswords.has(text)) return true;
  // `!!Password2026`: digits and signs around a well-known word.
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const around = text.length - core.length;
  return commonWords.has(core) && around < ownCharactersMin;
}

/** Whether too little is left without the words around the person. */
function isPersonal(text: string, surroundings: readonly string[]): boolean {
  const words = surroundings
    .flatMap((each) =>
      each
        .normalize('NFKC')
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u),
    )
    .filter((word) => word.length >= 3)
    .sort((one, other) => other.length - one.length);
  const rest = words.reduce((left, word) => left.replaceAll(word, ' '), text);
  if (rest === text) return false;
  return rest.replace(/[^\p{L}\p{N}]/gu, '').length < ownCharactersMin;
}

/** `p@ssw0rd` is read as it is meant. */
function withoutDisguise(text: string): string {
  const letters: Readonly<Record<string, string>> = { '@': 'a', '4': 'a', '3': 'e', '1': 'i', '!': 'i', '0': 'o' };
  const more: Readonly<Record<string, string>> = { $: 's', '5': 's', '7': 't' };
  return [...text].map((character) => letters[character] ?? more[character] ?? character).join('');
}

/** What remains when every walk over keys, alphabet or digits, forth or back, of three and more is taken out. */
function withoutRuns(text: string): string {
  let rest = '';
  for (let at = 0; at < text.length;) {
    const length = runLengthAt(text, at);
    if (length < runMin) rest += text[at] ?? '';
    at += length < runMin ? 1 : length;
  }
  return rest;
}

function runLengthAt(text: string, at: number): number {
  let longest = 1;
  for (const walk of walks) {
    for (const line of [walk, [...walk].reverse().join('')]) {
      const start = line.indexOf(text[at] ?? ' ');
      let length = 0;
      while (start >= 0 && start + length < line.length && text[at + length] === line[start + length]) length += 1;
      longest = Math.max(longest, length);
    }
  }
  return longest;
}
