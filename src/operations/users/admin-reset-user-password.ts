import { resetContact, resetPassword } from '../../domain/codes/reset-password.ts'
import { codeMessage, sendCodeOrRoleError } from '../../domain/codes/send-code.ts'
import { permitMessage, withPermits } from '../../domain/messages/permit-message.ts'
import type { Stores } from '../../domain/stores.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { findUser, lockUser } from '../../domain/users/find-user.ts'
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

  async handle({ UserPoolId, Username }, context) {
    const { storage, region, messages, messageLimits, now } = context
    const pool = await findUserPool(storage.stores, region, UserPoolId) // ResourceNotFoundException
    const user = await findUser(storage.stores, pool, Username) // UserNotFoundException
    const contact = resetContact(pool, user) // NotAuthorizedException, InvalidParameterException
    const message = codeMessage({ user, contact }, 'forgot-password')
    const permit = await permitMessage(messageLimits, message, now) // LimitExceededException
    const reset = async (stores: Stores) =>
      resetPassword(stores, await lockUser(stores, pool, Username), contact, context)
    const issued = await withPermits(messageLimits, [permit], () => storage.transaction(reset))
    await sendCodeOrRoleError(messages, pool, issued, permit)
    return {}
  },
})
