import type { Entered } from './group-change.ts';

/** The text of a field that was entered; undefined when nothing was, so that the present value stands. */
export function enteredText(entered: Entered | undefined, name: string): string | undefined {
  return entered === undefined ? undefined : (entered.find(([each]) => each === name)?.[1] ?? '');
}

/** Every value of a field that can have several. */
export function enteredTexts(entered: Entered | undefined, name: string): readonly string[] | undefined {
  return entered?.filter(([each]) => each === name).map(([, value]) => value);
}
