import type { Instant } from '../../kernel/clock.ts'
import type { TokenSession } from '../sessions/token-session.ts'
import type { RefreshRotation } from './refresh-rotation.ts'
import type { TokenFamily } from './token-family.ts'

/** Families outlive their users, so that a refresh can tell that the user was deleted. */
export interface TokenFamilyStore {
  insert(family: TokenFamily): Promise<void>
  find(id: string): Promise<TokenFamily | undefined>
  /** As {@link find}, and holds the family against other transactions until this one ends. */
  lock(id: string): Promise<TokenFamily | undefined>
  /** For tokens that name no family, or a generation of its refresh tokens. */
  findByEvent(userPoolId: string, sub: string, eventId: string): Promise<TokenFamily | undefined>
  /** The family that the token belongs to, also where it was used up. */
  findByRefreshToken(digest: string): Promise<TokenFamily | undefined>
  /**
   * Puts `to` in the place of `from`, whose current token is used up thereby. Answers false, and changes nothing, if
   * the family was revoked or has another current token meanwhile.
   */
  rotate(id: string, from: RefreshRotation, to: RefreshRotation): Promise<boolean>
  /**
   * Ends the session of the family, its refresh tokens and the access tokens that name it. Answers whether it was alive.
   */
  revoke(id: string, now: Instant): Promise<boolean>
  /** Revokes the family and ends all of its access tokens, also where it was revoked before. */
  signOut(id: string, now: Instant): Promise<void>
  /** As {@link signOut}, for all families of the user. */
  signOutUser(userPoolId: string, sub: string, now: Instant): Promise<void>
  /** Deletes families whose refresh tokens ended before. Keep a day for access tokens, which may outlive these. */
  deleteExpired(before: Instant): Promise<number>

  /** Overwrites what the family's session shows, if it has one. */
  noteActivity(id: string, activity: Omit<TokenSession, 'id'>): Promise<void>
  /** At most `limit` families with a session that is alive, the most recently active first. */
  listSessions(userPoolId: string, sub: string, now: Instant, limit: number): Promise<readonly TokenFamily[]>
}
