import type { ServiceError } from '../../../contract/service-error.ts'
import type { Instant } from '../../../kernel/clock.ts'
import type { SoftwareToken } from '../../factors/software-token.ts'
import {
  setUpCodeMismatch,
  setUpCodeMismatchAtSignIn,
  setUpCodeUsed,
} from '../../factors/software-token-errors.ts'
import { stepOfCode } from '../../factors/totp.ts'
import { assertNotLocked } from '../../limits/sign-in-lockout.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { Stores } from '../../stores.ts'
import type { TokenCaller } from '../../tokens/authenticate-token.ts'
import type { User } from '../../users/user.ts'
import { userNotFound } from '../../users/user-errors.ts'
import { refuseProof } from '../sign-in/attempts/failures.ts'
import { assertSoftwareTokensEnabled, nextSession, resumeSetUp, spendSetUp } from './resume-set-up.ts'

/** The first code of a software token. */
export interface SetUpAnswer {
  readonly code: string
  /** `FriendlyDeviceName` */
  readonly name: string | undefined
}

/** A code that fits, and what remains to be done in the transaction that the operation ends with. */
interface FittingCode {
  /** Of the secret. */
  readonly revision: string
  /** @throws EnableSoftwareTokenMFAException if the code was used by a rival or before */
  use(stores: Pick<Stores, 'softwareTokens'>): Promise<void>
}

/**
 * Verifies the software token of a signed-in user by its first code. A verified token can be verified again by another
 * code; then it keeps its name. Wrong codes count as failed sign-ins, so that codes can't be guessed.
 * @throws SoftwareTokenMFANotFoundException in a pool without software tokens
 * @throws EnableSoftwareTokenMFAException for a wrong code, a used one, and where there is no token
 * @throws NotAuthorizedException while the user is locked out
 */
export async function verifySoftwareToken(
  context: RequestContext,
  { pool, user }: Pick<TokenCaller, 'pool' | 'user'>,
  answer: SetUpAnswer,
): Promise<void> {
  assertSoftwareTokensEnabled(pool)
  const fitting = await tryCode(context, user, answer, setUpCodeMismatch())
  await context.storage.transaction(async (stores) => {
    const held = await stores.credentials.lockWithUser(user.userPoolId, user.sub)
    if (!held) throw userNotFound()
    assertNotLocked(held.state.failures, context.now)
    await fitting.use(stores)
  })
}

/**
 * The same for a user who has to set up a second factor before the sign-in goes on. The session moves on; a wrong code
 * leaves it as it is.
 * @throws NotAuthorizedException for any session but that of such a sign-in
 */
export async function verifyAtSignIn(
  context: RequestContext,
  session: string,
  answer: SetUpAnswer,
): Promise<string> {
  const setUp = await resumeSetUp(context, session, 'VerifySoftwareToken')
  const fitting = await tryCode(context, setUp.signIn.user, answer, setUpCodeMismatchAtSignIn())
  const { user, progress } = await context.storage.transaction(async (stores) => {
    const settled = await spendSetUp(stores, setUp)
    assertNotLocked(settled.failures, context.now)
    await fitting.use(stores)
    return settled
  }, setUp.signIn.user)
  const proofs = [...progress.proofs, { kind: 'totp' as const }]
  const accepts = ['MFA_SETUP'] as const
  const next = { proofs, rounds: progress.rounds, accepts, softwareToken: fitting.revision }
  return nextSession(context, setUp, user, next)
}

async function tryCode(
  context: RequestContext,
  user: User,
  answer: SetUpAnswer,
  mismatch: ServiceError,
): Promise<FittingCode> {
  const { userPoolId, sub, username: name } = user
  const { credentials, softwareTokens } = context.storage.stores
  assertNotLocked((await credentials.findState(userPoolId, sub)).failures, context.now)
  const token = await softwareTokens.find(userPoolId, sub)
  const fitting = fittingCode(token, user, answer, context.now)
  return fitting ?? refuseProof(context, { userPoolId, user, name }, undefined, mismatch)
}

function fittingCode(
  token: SoftwareToken | undefined,
  { userPoolId, sub }: User,
  { code, name }: SetUpAnswer,
  now: Instant,
): FittingCode | undefined {
  const { pending, verified } = token ?? {}
  const secret = pending ?? verified
  const step = secret && stepOfCode(secret.secret, code, now)
  if (!secret || step === undefined) return undefined
  return {
    revision: secret.revision,
    async use({ softwareTokens }) {
      const isGood = pending
        ? await softwareTokens.confirm(userPoolId, sub, pending, { name, step })
        : await softwareTokens.useStep(userPoolId, sub, secret.revision, step)
      if (!isGood) throw setUpCodeUsed()
    },
  }
}
