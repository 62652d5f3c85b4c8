import type { KeyObject } from 'node:crypto'
import type { ChallengeNameType, RiskLevelType } from '../../../contract/generated/types.ts'
import { ServiceError } from '../../../contract/service-error.ts'
import { type Instant, MINUTE } from '../../../kernel/clock.ts'
import { open, seal } from '../../../kernel/cryptography/encryption.ts'
import type { Entropy } from '../../../kernel/entropy.ts'
import type { AskedLevels, Assurance } from '../../assurance/assurance.ts'
import type { Contact } from '../../attributes/contact.ts'
import type { UserPoolClient } from '../../clients/user-pool-client.ts'
import type { SingleUse } from '../../credentials/consumed-token-store.ts'
import type { PoolKeys } from '../../credentials/pool-keys.ts'

/**
 * One thing that a sign-in has proven. A proof with a revision is void once the password has another revision
 * (null: no password).
 */
export type Proof =
  | { readonly kind: 'password' | 'srp'; readonly revision: string }
  /** With a revision as first factor. */
  | { readonly kind: 'email-code' | 'text-code' | 'totp'; readonly revision?: string | null }
  /** Verified: the authenticator has checked who uses it, by a PIN or a fingerprint. */
  | {
      readonly kind: 'passkey'
      readonly userVerified: boolean
      /** A digest of its id: the proof is void once the passkey is deleted. */
      readonly passkey: string
      readonly revision: string | null
    }
  /** The session of a sign-up that was just confirmed. */
  | { readonly kind: 'sign-up'; readonly revision: string | null }
  | { readonly kind: 'device'; readonly deviceKey: string }
  | { readonly kind: 'custom'; readonly rounds: number }
  | { readonly kind: 'federated'; readonly assurance: Assurance; readonly revision: string | null }

/**
 * What may be done with a session: a challenge is answered, an authenticator app is set up, which takes two steps, or a
 * sign-up ends in a sign-in, which takes two as well.
 */
export type SessionStep =
  | ChallengeNameType
  | 'AssociateSoftwareToken'
  | 'VerifySoftwareToken'
  | 'ConfirmSignUp'
  | 'InitiateAuth'

/** How far a sign-in has come: the content of a challenge session. The answer that succeeds consumes it. */
export interface Progress extends SingleUse {
  /** For a stranger, where users are hidden, a made-up one. */
  readonly sub: string
  /** The first one is the first factor, all others are second factors. */
  readonly proofs: readonly Proof[]
  /** What may be done next. */
  readonly accepts: readonly SessionStep[]
  /** The code that was sent. */
  readonly code?: SentCode | undefined
  /** The revision of the software token that was just set up. */
  readonly softwareToken?: string | undefined
  /** The challenge that a passkey has to sign, in base64url. */
  readonly webAuthnChallenge?: string | undefined
  /** The id of the {@link CustomRounds} so far, until the functions of custom challenges have decided. */
  readonly rounds?: string | undefined
  readonly levels?: AskedLevels | undefined
  /** Of the event that shows the sign-in, in pools with threat protection. */
  readonly eventId?: string | undefined
  /** Of the sign-in, as threat protection found it; absent where it has not looked yet. */
  readonly risk?: RiskLevelType | 'None' | undefined
}

/** A code that was sent for a challenge. It is stored nowhere: it ends with the session. */
export interface SentCode {
  /** Keyed, in base64url. */
  readonly digest: string
  /** Where it went, if the user is just setting that contact up as a factor. */
  readonly contact?: Contact | undefined
}

/** What a new session holds, and whom it is for: the username makes it longer. */
export type NewProgress = Omit<Progress, keyof SingleUse> & { readonly username: string }

/** What sessions are made with. */
export interface SessionParts {
  readonly poolKeys: PoolKeys
  readonly entropy: Entropy
  readonly now: Instant
}

/**
 * `Session`: the progress of a sign-in, encrypted, which the client carries for us. It opens for no other client or pool.
 * The client's id precedes it in the clear: the set-up of a software token sends a session alone.
 * Each challenge begins a new period of `AuthSessionValidity` minutes.
 */
export function sealProgress(
  { poolKeys, entropy, now }: SessionParts,
  client: UserPoolClient,
  { username, ...content }: NewProgress,
  expiresAt: Instant = sessionExpiry(client, now),
): string {
  const progress: Progress = { id: entropy.uuid(), expiresAt, ...content }
  const padded = JSON.stringify(progress).padEnd(lengthFor(username) - headOf(client).length)
  return sealed(poolKeys, entropy, client, padded)
}

/** A session that was just made, with the sign-in's event in it, and of the same length. */
export function withEvent(
  { poolKeys, entropy }: Pick<SessionParts, 'poolKeys' | 'entropy'>,
  text: string,
  client: UserPoolClient,
  event: Pick<Progress, 'eventId' | 'risk'>,
): string {
  const opened = openSealed(keyOf(poolKeys, client), text, client)
  if (!opened) return text // of another kind
  const content = JSON.stringify({ ...JSON.parse(opened.toString()), ...event }).padEnd(opened.length)
  return sealed(poolKeys, entropy, client, content)
}

function sealed(poolKeys: PoolKeys, entropy: Entropy, client: UserPoolClient, content: string): string {
  const box = seal(keyOf(poolKeys, client), entropy, content, contextOf(client))
  return Buffer.concat([headOf(client), box]).toString('base64url')
}

/**
 * AWS: a session is longer by the username (826 characters for a name of 10, 834 for one of 15); what our content
 * lacks is filled up with spaces, which JSON leaves out again. Strangers may come with names longer than any user's.
 */
function lengthFor(username: string): number {
  return 578 + Math.ceil(Math.min(username.length, LONGEST_USERNAME) * 1.2)
}

const LONGEST_USERNAME = 128

/**
 * The progress in a session that was presented to this client and that this may be done with next.
 * @throws NotAuthorizedException for any other text, and for a session that has expired
 */
export function openProgress(
  { poolKeys, now }: Pick<SessionParts, 'poolKeys' | 'now'>,
  text: string,
  client: UserPoolClient,
  next: SessionStep,
  otherStep: (accepts: Progress['accepts']) => ServiceError = invalidSession,
): Progress {
  return accepted(readProgress({ poolKeys }, text, client), now, next, otherStep)
}

/** As {@link openProgress}, for a session that is open already. */
export function accepted(
  progress: Progress | undefined,
  now: Instant,
  next: SessionStep,
  otherStep: (accepts: Progress['accepts']) => ServiceError = invalidSession,
): Progress {
  if (!progress) throw invalidSession()
  if (!progress.accepts.includes(next)) throw otherStep(progress.accepts)
  if (now > progress.expiresAt) throw sessionExpired()
  return progress
}

/** The progress in a session of this client, whatever it is good for. Undefined for any other text. */
export function readProgress(
  { poolKeys }: Pick<SessionParts, 'poolKeys'>,
  text: string,
  client: UserPoolClient,
): Progress | undefined {
  const opened = openSealed(keyOf(poolKeys, client), text, client)
  return opened && (JSON.parse(opened.toString()) as Progress) // authenticated: it is what we wrote
}

function openSealed(key: KeyObject, text: string, client: UserPoolClient): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url')
  const head = headOf(client)
  const isOwn = bytes.toString('base64url') === text && bytes.subarray(0, head.length).equals(head)
  return isOwn ? open(key, bytes.subarray(head.length), contextOf(client)) : undefined
}

/** The id of the client, after a byte that gives its length: at most 128 ASCII characters. */
function headOf({ id }: UserPoolClient): Buffer {
  return Buffer.from(`${String.fromCharCode(id.length)}${id}`, 'latin1')
}

/** Until when an answer to a challenge presented now is taken. */
export function sessionExpiry(client: UserPoolClient, now: Instant): Instant {
  return now + client.settings.authSessionValidity * MINUTE
}

function keyOf(poolKeys: PoolKeys, { userPoolId }: UserPoolClient): KeyObject {
  return poolKeys('challenge sessions', userPoolId)
}

function contextOf({ userPoolId, id }: UserPoolClient): string[] {
  return ['sign-in progress', userPoolId, id]
}

export const invalidSession = () =>
  new ServiceError('NotAuthorizedException', 'Invalid session for the user.')

export const sessionUsedBefore = () =>
  new ServiceError('NotAuthorizedException', 'Invalid session for the user, session can only be used once.')

const sessionExpired = () =>
  new ServiceError('NotAuthorizedException', 'Invalid session for the user, session is expired.')
