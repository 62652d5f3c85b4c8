import { giveFeedback } from '../../domain/auth-events/give-feedback.ts'
import { assertThreatProtectionOn } from '../../domain/threat-protection/threat-protection-mode.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { findUser } from '../../domain/users/find-user.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const AdminUpdateAuthEventFeedback = operation('AdminUpdateAuthEventFeedback', {
  access: iam.onUserPool,

  async handle({ UserPoolId, Username, EventId, FeedbackValue }, { storage, region, now }) {
    const pool = await findUserPool(storage.stores, region, UserPoolId) // ResourceNotFoundException
    assertThreatProtectionOn(pool) // UserPoolAddOnNotEnabledException
    const user = await findUser(storage.stores, pool, Username) // UserNotFoundException
    const feedback = { value: FeedbackValue, provider: 'Admin', givenAt: now } as const
    // ResourceNotFoundException
    await storage.transaction((stores) => giveFeedback(stores, user, EventId, feedback), user)
    return {}
  },
})
