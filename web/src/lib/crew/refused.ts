import { fail } from '@sveltejs/kit';
import type { Problem } from '#contract';

/** What an action of these pages answers when the house says no: what is wrong, and what was typed. */
export interface RefusedForm {
  readonly title: string;
  readonly errors: readonly { readonly field?: string; readonly message: string }[];
  readonly values: Readonly<Record<string, string>>;
  /** Several fields of one name: the weekdays of a task, the tables of a section. */
  readonly chosen: readonly string[];
}

/** `fieldOf` names the control that a path of the API belongs to; null: it is told without one. */
export function refuseForm(
  { title, detail, status, errors = [] }: Problem,
  form: FormData,
  many: string,
  fieldOf: (path: string) => string | null = (path) => path,
) {
  const told = errors.map(({ path, message }) => {
    const field = fieldOf(path);
    return field === null ? { message } : { field, message };
  });
  const values = Object.fromEntries(
    [...form].filter(([, value]) => typeof value === 'string'),
  ) as RefusedForm['values'];
  const chosen = form.getAll(many).filter((value) => typeof value === 'string');
  const refused: RefusedForm = { title, errors: told.length > 0 ? told : [{ message: detail }], values, chosen };
  return fail(status === 0 ? 503 : status, { refused });
}
