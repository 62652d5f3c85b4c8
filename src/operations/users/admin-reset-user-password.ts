import { assertPostedByRole, codeMessage, postCode, prepareCode } from '../../domain/codes/code-post.ts'
import { resetContact, resetPassword } from '../../domain/codes/reset-password.ts'
import { permitMessage, withPermits } from '../../domain/messages/permit-message.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { findUser, lockUser } from '../../domain/users/find-user.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const AdminResetUserPassword = operation('AdminResetUserPassword', {
  access: iam.onUserPool,
  raises: [
    'NotAuthorizedException',
    'InvalidEmailRoleAccessPolicyException',
    'InvalidSmsRoleAccessPolicyException',
  ],

  async handle({ UserPoolId, Username, ClientMetadata }, context) {
    const { storage, region, messageLimits, now } = context
    const pool = await findUserPool(storage.stores, region, UserPoolId) // ResourceNotFoundException
    const user = await findUser(storage.stores, pool, Username) // UserNotFoundException
    const contact = resetContact(pool, user) // NotAuthorizedException, InvalidParameterException
    const message = codeMessage({ user, contact }, 'forgot-password')
    const permit = await permitMessage(messageLimits, message, now) // LimitExceededException
    const post = await withPermits(messageLimits, [permit], async () => {
      const recipient = { user, contact, clientMetadata: ClientMetadata }
      const prepared = await prepareCode(context, pool, recipient, permit)
      await storage.transaction(async (stores) => {
        const locked = await lockUser(stores, pool, Username)
        await postCode(stores, context, prepared, await resetPassword(stores, locked, contact, context))
      })
      return prepared
    })
    assertPostedByRole(post) // InvalidEmailRoleAccessPolicyException, InvalidSmsRoleAccessPolicyException
    return {}
  },
})
