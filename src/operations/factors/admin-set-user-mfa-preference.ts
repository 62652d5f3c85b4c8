import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { lockUser } from '../../domain/users/find-user.ts'
import { setMfaPreference } from '../../domain/users/set-mfa-preference.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toMfaPreference } from './mfa-preference-request.ts'

export const AdminSetUserMFAPreference = operation('AdminSetUserMFAPreference', {
  access: iam.onUserPool,
  neverRaises: {
    PasswordResetRequiredException: 'an administrator may choose for a user in any state',
    UserNotConfirmedException: 'an administrator may choose for a user in any state',
  },

  async handle(input, { storage, region, now }) {
    await storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, region, input.UserPoolId) // ResourceNotFoundException
      const user = await lockUser(stores, pool, input.Username) // UserNotFoundException
      await setMfaPreference(stores, pool, user, toMfaPreference(input), now) // InvalidParameterException
    })
    return {}
  },
})
