import { HOUR } from '../../../../kernel/clock.ts'
import type { CustomRound, PresentedCustomChallenge } from '../../../custom-challenges/custom-rounds.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import type { Stores } from '../../../stores.ts'
import type { UserPool } from '../../../user-pools/user-pool.ts'

/** Longer than any session that continues them, and than the set-up of an app between two rounds. */
const KEPT = HOUR

/** Keeps the rounds of a sign-in by custom challenges for its next session, which holds this id. */
export async function keepRounds(
  { customRounds }: Pick<Stores, 'customRounds'>,
  { now }: Pick<RequestContext, 'now'>,
  { id: userPoolId }: Pick<UserPool, 'id'>,
  id: string,
  rounds: readonly CustomRound[],
  presented?: PresentedCustomChallenge,
): Promise<void> {
  await customRounds.put({ id, userPoolId, rounds, presented, expiresAt: now + KEPT })
}
