import { ServiceError } from '../../../contract/service-error.ts'
import { maySetUp } from '../../factors/second-factor-table.ts'
import { softwareTokensNotEnabled } from '../../factors/software-token-errors.ts'
import type { PoolClient } from '../../pool-clients/pool-client-store.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { Stores } from '../../stores.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import type { User } from '../../users/user.ts'
import {
  invalidSession,
  type NewProgress,
  openProgress,
  type Progress,
  type SessionStep,
  sealProgress,
} from '../sign-in/progress.ts'
import { type ResumedSignIn, resume, spendSession } from '../sign-in/resume.ts'
import { clientNamedIn } from '../sign-in/session/client-named-in.ts'
import { factorStanding } from '../sign-in/standing.ts'

/** A sign-in that sets up a software token, and where it takes place. */
export interface SetUp extends Pick<PoolClient, 'pool' | 'client'> {
  readonly signIn: ResumedSignIn
}

/**
 * The sign-in that a session stands for. The request names neither pool, client nor user.
 * @throws NotAuthorizedException unless the session may be used for this step and what was proven still holds
 * @throws SoftwareTokenMFANotFoundException in a pool without software tokens
 */
export async function resumeSetUp(
  context: RequestContext,
  session: string,
  next: SessionStep,
): Promise<SetUp> {
  const { stores } = context.storage
  const clientId = clientNamedIn(session)
  const found = clientId === undefined ? undefined : await stores.poolClients.find(clientId)
  if (!found) throw invalidSession()
  const { pool, client } = found
  const progress = openProgress(context, session, client, next)
  const { sub } = progress
  const user = await stores.users.find(pool.id, sub)
  const claimant = { user, ...(await stores.credentials.findState(pool.id, sub)) }
  const signIn = await resume(context, { session, progress }, next, claimant).catch(asInvalidSession)
  assertSoftwareTokensEnabled(pool)
  return { pool, client, signIn }
}

/** The operations don't declare every error about a user's state, so these only say that the session is not valid. */
function asInvalidSession(error: unknown): never {
  throw error instanceof ServiceError && error.name !== 'NotAuthorizedException' ? invalidSession() : error
}

/** @throws SoftwareTokenMFANotFoundException */
export function assertSoftwareTokensEnabled({ settings }: UserPool): void {
  if (!settings.softwareTokenMfaConfiguration?.enabled) throw softwareTokensNotEnabled()
}

/**
 * Spends the session within the transaction that the step ends with. Returns the user, locked.
 * @throws NotAuthorizedException also if the user has set up a second factor meanwhile: that one must then be proven
 */
export async function spendSetUp(stores: Stores, { pool, signIn }: SetUp): Promise<ResumedSignIn> {
  const settled = await spendSession(stores, signIn).catch(asInvalidSession)
  const standing = await factorStanding(stores, pool, settled.user)
  if (!maySetUp('SOFTWARE_TOKEN_MFA', standing)) throw invalidSession()
  return settled
}

/** The session for the next step. */
export function nextSession(
  context: RequestContext,
  { client, signIn }: Pick<SetUp, 'client' | 'signIn'>,
  { sub, username }: User,
  progress: Pick<Progress, 'proofs' | 'accepts' | 'rounds' | 'softwareToken'>,
): string {
  const { eventId, risk, levels } = signIn.progress
  const content: NewProgress = { ...progress, sub, username, eventId, risk, levels }
  return sealProgress(context, client, content)
}
