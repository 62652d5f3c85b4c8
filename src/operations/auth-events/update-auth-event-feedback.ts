import { isFeedbackToken } from '../../domain/auth-events/feedback-token.ts'
import { giveFeedback, invalidFeedbackToken } from '../../domain/auth-events/give-feedback.ts'
import { assertThreatProtectionOn } from '../../domain/threat-protection/threat-protection-mode.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { regionOfPool } from '../../domain/user-pools/user-pool.ts'
import { lookUpOf } from '../../domain/users/aliases.ts'
import { anyone } from '../access.ts'
import { operation } from '../operation.ts'

export const UpdateAuthEventFeedback = operation('UpdateAuthEventFeedback', {
  access: anyone,
  neverRaises: {
    UserNotFoundException: 'a token for an unknown user is wrong like any other, so that users stay hidden',
  },

  async handle({ UserPoolId, Username, EventId, FeedbackToken, FeedbackValue }, { storage, poolKeys, now }) {
    const { stores } = storage
    // A pool of any region can be named: the user knows none.
    const pool = await findUserPool(stores, regionOfPool(UserPoolId), UserPoolId) // ResourceNotFoundException
    assertThreatProtectionOn(pool) // UserPoolAddOnNotEnabledException
    const user = await stores.users.resolve(pool.id, lookUpOf(pool.settings, Username, 'administrator'))
    const event = { userPoolId: pool.id, sub: user?.sub ?? '', id: EventId }
    const isRight = isFeedbackToken(poolKeys('feedback tokens', pool.id), event, FeedbackToken)
    if (!user || !isRight) throw invalidFeedbackToken() // NotAuthorizedException
    const feedback = { value: FeedbackValue, provider: 'User', givenAt: now } as const
    await storage.transaction((of) => giveFeedback(of, user, EventId, feedback), user)
    return {}
  },
})
