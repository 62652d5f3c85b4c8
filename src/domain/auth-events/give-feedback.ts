import { ServiceError } from '../../contract/service-error.ts'
import type { Stores } from '../stores.ts'
import type { UserKey } from '../users/user.ts'
import type { EventFeedback } from './auth-event.ts'

/**
 * Feedback of the user is taken once, so that a link in an old message changes nothing.
 * @throws ResourceNotFoundException if the user has no such event
 * @throws NotAuthorizedException if the user has given feedback on it before
 */
export async function giveFeedback(
  { authEvents }: Pick<Stores, 'authEvents'>,
  { userPoolId, sub }: UserKey,
  eventId: string,
  feedback: EventFeedback,
): Promise<void> {
  const event = await authEvents.lock(userPoolId, sub, eventId)
  if (!event) throw eventNotFound(eventId)
  if (feedback.provider === 'User' && event.feedback?.provider === 'User') throw invalidFeedbackToken()
  await authEvents.save({ ...event, feedback })
}

/** Deviation: the service's own message is not known (docs/deviations.md, "feedback on events"). */
const eventNotFound = (eventId: string) =>
  new ServiceError('ResourceNotFoundException', `Event ${eventId} does not exist.`)

/** Deviation: the service's own message is not known (docs/deviations.md, "feedback on events"). */
export const invalidFeedbackToken = () =>
  new ServiceError('NotAuthorizedException', 'Invalid feedback token.')
