import { callPostConfirmation } from '../../domain/triggers/post-confirmation.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { lockUser } from '../../domain/users/find-user.ts'
import { statusAfter } from '../../domain/users/user-statuses.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const AdminConfirmSignUp = operation('AdminConfirmSignUp', {
  access: iam.onUserPool,
  raises: ['NotAuthorizedException'],
  neverRaises: {
    LimitExceededException: 'an administrator needs no code, so there is nothing to guess',
    TooManyFailedAttemptsException: 'an administrator needs no code, so there is nothing to guess',
  },

  async handle({ UserPoolId, Username, ClientMetadata }, context) {
    const { storage, region, now } = context
    const { pool, sub } = await storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      const user = await lockUser(stores, pool, Username) // UserNotFoundException
      const status = statusAfter(user.status, 'confirmed') // NotAuthorizedException
      await stores.users.save({ ...user, status, modifiedAt: now })
      return { pool, sub: user.sub }
    })
    const occasion = { source: 'ConfirmSignUp', sub, clientMetadata: ClientMetadata } as const
    await callPostConfirmation(context, pool, occasion)
    return {}
  },
})
