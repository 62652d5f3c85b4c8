import type { FeedbackValueType } from '../../../contract/generated/types.ts'
import { withoutTrailingSlashes } from '../../../kernel/web-address.ts'

/** Below the public address of the server. */
export const FEEDBACK_PATH = '/feedback'

/** Which event the reader of a notification is asked about. */
export interface AskedEvent {
  readonly userPoolId: string
  readonly sub: string
  readonly id: string
  readonly token: string
}

/** The page on which the user says whether a sign-in was the user's own. */
export function feedbackLink(
  publicUrl: string,
  { userPoolId, sub, id, token }: AskedEvent,
  value: FeedbackValueType,
): string {
  const query = new URLSearchParams({ pool: userPoolId, user: sub, event: id, token, value })
  return `${withoutTrailingSlashes(publicUrl)}${FEEDBACK_PATH}?${query}`
}
