import { createHmac, type KeyObject } from 'node:crypto'
import { equalInConstantTime } from '../../kernel/cryptography/constant-time.ts'
import type { AuthEvent } from './auth-event.ts'

type Named = Pick<AuthEvent, 'userPoolId' | 'sub' | 'id'>

/**
 * The token in a notification, with which the user can say whether the event was the user's own. It serves as long as the
 * event is kept.
 * @param key of the pool
 */
export function feedbackToken(key: KeyObject, { userPoolId, sub, id }: Named): string {
  const text = JSON.stringify(['feedback', userPoolId, sub, id])
  return createHmac('sha256', key).update(text).digest('base64url')
}

export function isFeedbackToken(key: KeyObject, event: Named, token: string): boolean {
  return equalInConstantTime(Buffer.from(feedbackToken(key, event)), Buffer.from(token))
}
