import type { RoleAssignment, StaffPerson, StaffRole } from '#contract';
import { formText } from '#lib/staff/form-text.ts';

export type Where = 'here' | 'some' | 'all';

/** One role and where it holds, as a form shows it. */
export interface AssignmentLine {
  /** `host`, `custom:12`; empty: no role, so that the line counts for nothing. */
  readonly role: string;
  readonly where: Where;
  readonly restaurantIds: readonly number[];
}

/** The names of a line's fields. */
export function lineFields(index: number): { readonly role: string; readonly where: string; readonly places: string } {
  const at = String(index);
  return { role: `role-${at}`, where: `where-${at}`, places: `places-${at}` };
}

export function lineOf(assignment: StaffPerson['assignments'][number], here: number): AssignmentLine {
  const { role, roleId, restaurantIds } = assignment;
  return {
    role: roleValue(role, roleId),
    where: restaurantIds === null ? 'all' : restaurantIds.length === 1 && restaurantIds[0] === here ? 'here' : 'some',
    restaurantIds: restaurantIds ?? [],
  };
}

function roleValue(role: StaffRole, roleId: number | undefined): string {
  return role === 'custom' ? `custom:${String(roleId)}` : role;
}

/** The lines that hold a role; `here` is the restaurant whose page the form is on. */
export function readAssignments(form: FormData, here: number): RoleAssignment[] {
  const assignments: RoleAssignment[] = [];
  for (let index = 0; form.has(lineFields(index).role); index += 1) {
    const assignment = readLine(form, index, here);
    if (assignment !== null) assignments.push(assignment);
  }
  return assignments;
}

function readLine(form: FormData, index: number, here: number): RoleAssignment | null {
  const fields = lineFields(index);
  const value = formText(form, fields.role);
  if (value === '') return null;
  const [role, roleId] = value.split(':');
  const where = readWhere(formText(form, fields.where));
  const chosen = form.getAll(fields.places).map(Number);
  return {
    role: role as StaffRole,
    ...(roleId === undefined ? {} : { roleId: Number(roleId) }),
    restaurantIds: where === 'all' ? null : where === 'some' ? chosen : [here],
  };
}

export function readWhere(text: string | undefined): Where {
  return text === 'some' || text === 'all' ? text : 'here';
}
