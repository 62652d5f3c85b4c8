import { hash } from 'node:crypto'
import { type Instant, MINUTE } from '../../kernel/clock.ts'
import type { SingleUse } from '../credentials/consumed-token-store.ts'
import type { IdentityProvider } from '../identity-providers/identity-provider.ts'
import type { IssuedMessage } from './provider-answer.ts'

/** AWS: an assertion that nobody asked for counts for six minutes from its `IssueInstant`. */
export const UNSOLICITED_LIFETIME = 6 * MINUTE

/** How far the clock of a provider may be off. */
export const TOLERANCE = MINUTE

/** How far the clock of a node may be behind: that long it may still accept the message. */
const MARGIN = 5 * MINUTE

/** Whether a message that we did not request is recent; false if its time is not a number. */
export function isFresh({ issuedAt }: IssuedMessage, now: Instant): boolean {
  return issuedAt - TOLERANCE <= now && now <= issuedAt + UNSOLICITED_LIFETIME
}

/**
 * What a message that we did not request is remembered by until it is too old. It goes by the entity id: two providers of
 * a pool can stand for one entity.
 */
export function useOf(
  { userPoolId, saml, name }: Pick<IdentityProvider, 'name' | 'saml' | 'userPoolId'>,
  { id, issuedAt }: IssuedMessage,
): SingleUse {
  const text = JSON.stringify([userPoolId, saml?.metadata.entityId ?? name, id])
  return { id: hash('sha256', text, 'base64'), expiresAt: issuedAt + UNSOLICITED_LIFETIME + MARGIN }
}
