import type { Call, Duty, Problem } from '#contract';
import { formText } from '#lib/staff/form-text.ts';

export type ShiftBody = Call<'POST /api/restaurants/{id}/shifts'>['body'];

/** A shift as the sheet opens: one that is there, or a new one on somebody's day. */
export interface ShiftDraft {
  readonly id: number | null;
  readonly version: number;
  readonly userId: string;
  readonly serviceDate: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly duty: Duty;
  readonly sectionId: string;
  readonly notes: string;
}

export function readShiftForm(form: FormData): ShiftBody {
  const duty = formText(form, 'duty') as Duty;
  const section = formText(form, 'sectionId');
  return {
    userId: Number(formText(form, 'userId')),
    serviceDate: formText(form, 'serviceDate'),
    startTime: formText(form, 'startTime'),
    endTime: formText(form, 'endTime'),
    duty,
    // The form keeps the section while another duty is tried.
    sectionId: section === '' || duty !== 'server' ? null : Number(section),
    notes: formText(form, 'notes'),
  };
}

/** Times that are missing, before anybody is asked. */
export function missingTimes({ startTime, endTime }: ShiftBody): Problem | null {
  const errors = [
    ...(startTime === '' ? [{ path: 'startTime', message: 'Say when it begins.' }] : []),
    ...(endTime === '' ? [{ path: 'endTime', message: 'Say when it ends.' }] : []),
  ];
  if (errors.length === 0) return null;
  const title = 'Something is missing';
  return { type: '/problems/invalid', title, status: 422, detail: title, code: 'invalid', errors, requestId: '' };
}
