import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { lockUser } from '../../domain/users/find-user.ts'
import { resetPassword } from '../../domain/users/reset-password.ts'
import { sendCodeForAdministrator } from '../../domain/users/send-code.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const AdminResetUserPassword = operation('AdminResetUserPassword', {
  access: iam.onUserPool,
  ignores: ['ClientMetadata'],
  raises: [
    'NotAuthorizedException',
    'InvalidEmailRoleAccessPolicyException',
    'InvalidSmsRoleAccessPolicyException',
  ],
  neverRaises: {
    LimitExceededException: 'the limits on attempts are for users, who have to be kept from trying codes out',
  },

  async handle({ UserPoolId, Username }, context) {
    const { storage, region, messages } = context
    const pool = await findUserPool(storage.stores, region, UserPoolId) // ResourceNotFoundException
    const issued = await storage.transaction(async (stores) => {
      const user = await lockUser(stores, pool, Username) // UserNotFoundException
      return resetPassword(stores, pool, user, context) // NotAuthorizedException, InvalidParameterException
    })
    await sendCodeForAdministrator(messages, pool, issued, 'forgot-password')
    return {}
  },
})
