import type { LimitedAttempt } from '../../limits/attempt-limits.ts'
import type { Stores } from '../../stores.ts'
import type { User } from '../../users/user.ts'
import {
  type CodeTarget,
  codeExpired,
  codeMismatch,
  judgeCode,
  type VerificationCode,
} from '../../users/verification-code.ts'
import { countTry } from './count-try.ts'
import type { JourneyContext } from './journey-context.ts'

/** A code that was answered rightly and waits to be used up. */
export interface MatchedCode {
  readonly target: CodeTarget
  readonly code: VerificationCode
}

type Judgement = MatchedCode | 'mismatch' | 'expired'

/**
 * Looks whether the answer is one of the codes that were sent for these targets. Each try counts, right or wrong.
 * @throws LimitExceededException
 * @throws CodeMismatchException
 * @throws ExpiredCodeException
 */
export async function tryCode(
  context: JourneyContext,
  user: Pick<User, 'userPoolId' | 'sub'>,
  kind: LimitedAttempt,
  targets: readonly CodeTarget[],
  digits: string,
): Promise<MatchedCode> {
  const judgement = await context.storage.bookkeeping(async (stores) => {
    await countTry(stores, user, kind, context.now)
    return judge(stores, context, user.userPoolId, targets, digits)
  })
  if (judgement === 'mismatch') throw codeMismatch()
  if (judgement === 'expired') throw codeExpired()
  return judgement
}

/**
 * Uses a code up, in the transaction of what it allows: if that fails, the code is still good.
 * @throws ExpiredCodeException if a rival was faster
 */
export async function useCode(
  stores: Pick<Stores, 'verificationCodes'>,
  { target, code }: MatchedCode,
): Promise<void> {
  if (!(await stores.verificationCodes.consume(target, code))) throw codeExpired()
}

async function judge(
  stores: Pick<Stores, 'verificationCodes'>,
  { poolKeys, now }: JourneyContext,
  userPoolId: string,
  targets: readonly CodeTarget[],
  digits: string,
): Promise<Judgement> {
  const key = poolKeys('verification codes', userPoolId)
  let judgement: Judgement = 'expired'
  for (const target of targets) {
    const code = await stores.verificationCodes.find(target)
    const outcome = judgeCode(key, target, code, digits, now)
    if (outcome === 'match' && code) return { target, code }
    if (outcome !== 'mismatch') continue
    await stores.verificationCodes.countMismatch(target)
    judgement = 'mismatch'
  }
  return judgement
}
