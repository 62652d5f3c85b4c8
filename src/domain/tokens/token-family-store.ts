import type { Instant } from '../../kernel/clock.ts'
import type { SessionActivity } from '../sessions/token-session.ts'
import type { RefreshRotation } from './refresh-rotation.ts'
import type { TokenFamily } from './token-family.ts'

/** Families outlive their users, so that a refresh can report that the user was deleted. */
export interface TokenFamilyStore {
  insert(family: TokenFamily): Promise<void>
  find(id: string): Promise<TokenFamily | undefined>
  /** Like {@link find}, and locks the family until this transaction ends. */
  lock(id: string): Promise<TokenFamily | undefined>
  /** For tokens that name no family, or a generation of the family's refresh tokens. */
  findByEvent(userPoolId: string, sub: string, eventId: string): Promise<TokenFamily | undefined>
  /** The family that the token belongs to, even if the token was used up. */
  findByRefreshToken(digest: string): Promise<TokenFamily | undefined>
  /**
   * Replaces `from` by `to`; the current token of `from` is used up. Returns false, and changes nothing, if the family
   * was revoked or has another current token by now.
   */
  rotate(id: string, from: RefreshRotation, to: RefreshRotation): Promise<boolean>
  /** Ends the family's session, its refresh tokens and the access tokens that name it. Returns whether it was alive. */
  revoke(id: string, now: Instant): Promise<boolean>
  /** Revokes the family and ends all of its access tokens, even if it was revoked before. */
  signOut(id: string, now: Instant): Promise<void>
  /** From then on the family's refresh tokens count as expired; its access tokens go on. */
  endRefreshing(id: string, now: Instant): Promise<void>
  /** Like {@link signOut}, for all families of a user's device, but for the one that is spared. */
  signOutDevice(
    userPoolId: string,
    sub: string,
    deviceKey: string,
    now: Instant,
    spared?: string,
  ): Promise<void>
  /** Like {@link signOut}, for all families of the user that came through that SSO session. */
  signOutOfSso(userPoolId: string, sub: string, originSessionId: string, now: Instant): Promise<void>
  /** Like {@link signOut}, for all families of the user. */
  signOutUser(userPoolId: string, sub: string, now: Instant): Promise<void>
  /**
   * Deletes families whose refresh tokens ended before that instant. Keep them for a day longer: access tokens may
   * outlive refresh tokens.
   */
  deleteExpired(before: Instant): Promise<number>

  /** Overwrites the activity of the family's session, if it has one. */
  noteActivity(id: string, activity: SessionActivity): Promise<void>
  /** At most `limit` families with a live session, the most recently active first. */
  listSessions(userPoolId: string, sub: string, now: Instant, limit: number): Promise<readonly TokenFamily[]>
}
