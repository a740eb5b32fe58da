/** Every operation of the contract and who answers it; an operation without a handler does not compile. */
import { acceptInvitationHandlers } from './accept-invitation.ts';
import { actAsHandlers } from './act-as.ts';
import { accountReservationHandlers } from './account-reservations.ts';
import { accountSessionHandlers } from './account-sessions.ts';
import { accountHandlers } from './account.ts';
import { areaHandlers } from './areas.ts';
import { auditHandlers } from './audit.ts';
import { authHandlers } from './auth.ts';
import { availabilityHandlers } from './availability.ts';
import { cloneHandlers } from './clone-restaurant.ts';
import { combinationHandlers } from './combinations.ts';
import { floorHandlers } from './floor.ts';
import { floorMapHandlers } from './floor-maps.ts';
import { forecastHandlers } from './forecast.ts';
import { groupAvailabilityHandlers } from './group-availability.ts';
import { groupOverviewHandlers } from './group-overview.ts';
import { groupHandlers } from './groups.ts';
import { guestPortalHandlers } from './guest-portal.ts';
import { guestHandlers } from './guests.ts';
import { healthHandlers } from './health.ts';
import { holdHandlers } from './holds.ts';
import { invitationHandlers } from './invitations.ts';
import { keyHandlers } from './keys.ts';
import type { Handlers } from './operation.ts';
import { passkeyHandlers } from './passkeys.ts';
import { reauthenticationHandlers } from './reauthenticate.ts';
import { reservationHandlers } from './reservations.ts';
import { restaurantHandlers } from './restaurants.ts';
import { roleHandlers } from './roles.ts';
import { rotationHandlers } from './rotation.ts';
import { seatingPlanHandlers } from './seating-plan.ts';
import { sectionHandlers } from './sections.ts';
import { secondFactorHandlers } from './second-factors.ts';
import { settingsHandlers } from './settings.ts';
import { sharedTabletHandlers } from './shared-tablets.ts';
import { shiftHandlers } from './shifts.ts';
import { signInLinkHandlers } from './sign-in-links.ts';
import { staffHandlers } from './staff.ts';
import { tableChangeHandlers } from './table-changes.ts';
import { tableTurnoverHandlers } from './table-turnover.ts';
import { tableHandlers } from './tables.ts';
import { taskHandlers } from './tasks.ts';
import { waitlistHandlers } from './waitlist.ts';
import { whatIfHandlers } from './what-if.ts';

export const handlers = {
  ...acceptInvitationHandlers,
  ...actAsHandlers,
  ...accountHandlers,
  ...accountReservationHandlers,
  ...accountSessionHandlers,
  ...areaHandlers,
  ...auditHandlers,
  ...authHandlers,
  ...availabilityHandlers,
  ...cloneHandlers,
  ...combinationHandlers,
  ...floorHandlers,
  ...floorMapHandlers,
  ...forecastHandlers,
  ...groupAvailabilityHandlers,
  ...groupHandlers,
  ...groupOverviewHandlers,
  ...guestHandlers,
  ...guestPortalHandlers,
  ...healthHandlers,
  ...holdHandlers,
  ...passkeyHandlers,
  ...reauthenticationHandlers,
  ...invitationHandlers,
  ...keyHandlers,
  ...reservationHandlers,
  ...restaurantHandlers,
  ...roleHandlers,
  ...rotationHandlers,
  ...seatingPlanHandlers,
  ...sectionHandlers,
  ...secondFactorHandlers,
  ...settingsHandlers,
  ...sharedTabletHandlers,
  ...shiftHandlers,
  ...signInLinkHandlers,
  ...staffHandlers,
  ...tableChangeHandlers,
  ...tableTurnoverHandlers,
  ...tableHandlers,
  ...taskHandlers,
  ...waitlistHandlers,
  ...whatIfHandlers,
} satisfies Required<Handlers>;
