import { hidesUsers } from '../../clients/hides-users.ts'
import { isStillReached } from '../../codes/contact-code.ts'
import {
  type CodeOutcome,
  type CodeTarget,
  codeExpired,
  codeMismatch,
  judgeCode,
  type VerificationCode,
} from '../../codes/verification-code.ts'
import type { PoolKeys } from '../../credentials/pool-keys.ts'
import type { LimitedAttempt } from '../../limits/attempt-limits.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { Stores } from '../../stores.ts'
import type { User, UserKey } from '../../users/user.ts'
import type { ClaimedUser } from './claimed-user.ts'
import { attemptKeyOf, countTry } from './count-try.ts'

/** The user who answers a code, as far as the request shows. */
export interface Answerer extends UserKey {
  /** If true, the response must not reveal whether a code was sent, or to whom. */
  readonly hidden: boolean
}

export function answererOf(poolKeys: PoolKeys, claimed: ClaimedUser): Answerer {
  const { userPoolId, sub } = attemptKeyOf(poolKeys, claimed)
  return { userPoolId, sub, hidden: hidesUsers(claimed.client) }
}

/** A code that was entered correctly and is not used up yet. */
export interface MatchedCode {
  readonly target: CodeTarget
  readonly code: VerificationCode
}

type Judgement = MatchedCode | CodeOutcome

/**
 * Checks whether the answer is the code that was sent for this target. Each attempt counts, right or wrong. If users
 * are hidden, the error for a missing code is the same as for a wrong answer.
 * @throws LimitExceededException
 * @throws CodeMismatchException
 * @throws ExpiredCodeException
 */
export async function tryCode(
  context: RequestContext,
  { hidden, ...attemptKey }: Answerer,
  kind: LimitedAttempt,
  target: CodeTarget,
  digits: string,
): Promise<MatchedCode> {
  const judgement = await context.storage.bookkeeping(async (stores) => {
    await countTry(stores, attemptKey, kind, context.now)
    return judge(stores, context, target, digits)
  })
  if (typeof judgement === 'object') return judgement
  throw judgement === 'late' || (judgement === 'none' && !hidden) ? codeExpired() : codeMismatch()
}

/**
 * Uses up a code of a locked user, in the same transaction as the change that it allows, so a failed change leaves the
 * code valid.
 * @throws ExpiredCodeException if a concurrent request used it first, or the password or contact has changed
 */
export async function useCode(
  stores: Pick<Stores, 'verificationCodes'>,
  user: User,
  { target, code }: MatchedCode,
): Promise<void> {
  const isGood = isStillReached(user, target.purpose, code.contact)
  if (!isGood || !(await stores.verificationCodes.consume(target, code))) throw codeExpired()
}

async function judge(
  stores: Pick<Stores, 'verificationCodes'>,
  { poolKeys, now }: RequestContext,
  target: CodeTarget,
  digits: string,
): Promise<Judgement> {
  const key = poolKeys('verification codes', target.userPoolId)
  const code = await stores.verificationCodes.find(target)
  const outcome = judgeCode(key, target, code, digits, now)
  if (outcome === 'match' && code) return { target, code }
  if (outcome === 'mismatch') await stores.verificationCodes.countMismatch(target)
  return outcome
}
