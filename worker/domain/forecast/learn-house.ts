import { learnAttendance } from './attendance.ts';
import { learnDemand } from './demand.ts';
import { type HouseModel, type LearningSettings, type PastParty, modelForm } from './house-model.ts';
import { learnTurns } from './turns.ts';

/** Learns a house from its past. The order of the history does not matter; nothing is drawn by chance. */
export function learnHouse(history: readonly PastParty[], settings: LearningSettings): HouseModel {
  const { turns, seatings } = learnTurns(history, settings.turnTimes);
  return {
    form: modelForm,
    days: new Set(history.map(({ serviceDate }) => serviceDate)).size,
    seatings,
    turns,
    demand: learnDemand(history, settings.learnedOn),
    attendance: learnAttendance(history),
  };
}
