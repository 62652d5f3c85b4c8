import { AdminListUserAuthEvents } from './admin-list-user-auth-events.ts'
import { AdminUpdateAuthEventFeedback } from './admin-update-auth-event-feedback.ts'
import { UpdateAuthEventFeedback } from './update-auth-event-feedback.ts'

export const authEventsOperations = {
  AdminListUserAuthEvents,
  AdminUpdateAuthEventFeedback,
  UpdateAuthEventFeedback,
}
