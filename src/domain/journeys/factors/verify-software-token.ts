import type { SoftwareToken } from '../../factors/software-token.ts'
import { setUpCodeMismatch, setUpCodeUsed } from '../../factors/software-token-errors.ts'
import { stepOfCode } from '../../factors/totp.ts'
import { assertNotLocked } from '../../limits/sign-in-lockout.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { Stores } from '../../stores.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import type { User } from '../../users/user.ts'
import { lockOwnUser } from '../own-account/lock-own-user.ts'
import { countFailure } from '../shared/count-failure.ts'
import { assertSoftwareTokensEnabled } from './associate-software-token.ts'

export interface SetUpAnswer {
  readonly code: string
  /** `FriendlyDeviceName` */
  readonly name: string | undefined
}

/** A code that fits, and what remains to be done in the transaction that the operation ends with. */
interface FittingCode {
  /** Whether the code was still good. */
  use(stores: Pick<Stores, 'softwareTokens'>): Promise<boolean>
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
  pool: UserPool,
  { userPoolId, sub }: User,
  answer: SetUpAnswer,
): Promise<void> {
  const { storage, now } = context
  assertSoftwareTokensEnabled(pool)
  const { stores } = storage
  assertNotLocked((await stores.credentials.find(userPoolId, sub)).failures, now)
  const token = await stores.softwareTokens.find(userPoolId, sub)
  const fitting = fittingCode(token, { userPoolId, sub }, answer, now)
  if (!fitting) return countFailure(context, { userPoolId, sub }, setUpCodeMismatch())
  await storage.transaction(async (stores) => {
    await lockOwnUser(stores, { userPoolId, sub })
    assertNotLocked((await stores.credentials.lock(userPoolId, sub)).failures, now)
    if (!(await fitting.use(stores))) throw setUpCodeUsed()
  })
}

function fittingCode(
  token: SoftwareToken | undefined,
  { userPoolId, sub }: Pick<User, 'userPoolId' | 'sub'>,
  { code, name }: SetUpAnswer,
  now: number,
): FittingCode | undefined {
  const { pending, verified } = token ?? {}
  const secret = (pending ?? verified)?.secret
  const step = secret && stepOfCode(secret, code, now)
  if (step === undefined) return undefined
  return {
    use: ({ softwareTokens }) =>
      pending
        ? softwareTokens.confirm(userPoolId, sub, pending, { name, step })
        : softwareTokens.useStep(userPoolId, sub, step),
  }
}
