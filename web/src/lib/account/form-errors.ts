import type { Problem } from '#contract';

export interface FormError {
  /** The id of the control; absent when the whole request is at fault. */
  readonly field?: string;
  readonly message: string;
}

/** The API's complaints about controls of the form, one for each; `fields` are those that it has. */
export function errorsOf(problem: Problem, fields: readonly string[]): FormError[] {
  const told = (problem.errors ?? []).map(({ path, message }): FormError => {
    const field = path.split('.')[0] ?? '';
    return fields.includes(field) ? { field, message } : { message };
  });
  const first = told.filter((error, at) => told.findIndex(({ field }) => field === error.field) === at);
  return first.length > 0 ? first : [{ message: problem.detail }];
}

export function errorOf(errors: readonly FormError[] | undefined, field: string): string | undefined {
  return errors?.find((error) => error.field === field)?.message;
}

/** A text as it was typed: in a password spaces count. */
export function typed(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value : '';
}
