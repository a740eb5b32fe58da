import type { Call, Task } from '#contract';
import { formText } from '#lib/staff/form-text.ts';

export type TaskBody = Call<'POST /api/restaurants/{id}/tasks'>['body'];

/** What the form says of a task. Once and repeated have fields of their own; those of the other do not count. */
export function readTaskForm(form: FormData): TaskBody {
  const repeats = formText(form, 'repeats') === 'yes';
  const [kind, value] = formText(form, 'assignee').split(':');
  return {
    list: formText(form, 'list') as TaskBody['list'],
    title: formText(form, 'title'),
    notes: formText(form, 'notes'),
    assigneeUserId: kind === 'person' ? Number(value) : null,
    assigneeRole: kind === 'role' ? ((value ?? '') as NonNullable<TaskBody['assigneeRole']>) : null,
    ...(formText(form, 'fromDate') === '' ? {} : { fromDate: formText(form, 'fromDate') }),
    weekdays: repeats ? form.getAll('weekdays').map(Number) : null,
    untilDate: repeats ? orNull(formText(form, 'untilDate')) : null,
    dueTime: orNull(formText(form, 'dueTime')),
  };
}

/** The control that a path of the API's errors belongs to. */
export function taskField(path: string): string {
  const [name = ''] = path.split('.');
  return name === 'assigneeUserId' || name === 'assigneeRole' ? 'assignee' : name === 'weekdays' ? 'weekdays-1' : name;
}

/** The fields of a task as the form holds them. */
export function taskValues(task: Task): Readonly<Record<string, string>> {
  const { assignee, assigneeRole } = task;
  return {
    list: task.list,
    title: task.title,
    notes: task.notes,
    assignee: assignee !== null ? `person:${String(assignee.id)}` : assigneeRole !== null ? `role:${assigneeRole}` : '',
    fromDate: task.fromDate,
    untilDate: task.untilDate ?? '',
    dueTime: task.dueTime ?? '',
    repeats: task.weekdays === null ? 'no' : 'yes',
  };
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}
