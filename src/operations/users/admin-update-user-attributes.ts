import { issueAttributeCodes } from '../../domain/codes/issue-code.ts'
import { codeMessage, sendCodeOrRoleError } from '../../domain/codes/send-code.ts'
import { permitOrWithhold } from '../../domain/messages/permit-message.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { changeAttributes } from '../../domain/users/change-attributes.ts'
import { lockUser } from '../../domain/users/find-user.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toAttributeEntries } from '../user-attributes.ts'

export const AdminUpdateUserAttributes = operation('AdminUpdateUserAttributes', {
  access: iam.onUserPool,
  ignores: ['ClientMetadata'],
  raises: ['InvalidEmailRoleAccessPolicyException', 'InvalidSmsRoleAccessPolicyException'],

  async handle({ UserPoolId, Username, UserAttributes }, context) {
    const { storage, region, now, messages, messageLimits } = context
    const entries = toAttributeEntries(UserAttributes)
    const pool = await findUserPool(storage.stores, region, UserPoolId) // ResourceNotFoundException
    const codes = await storage.transaction(async (stores) => {
      const user = await lockUser(stores, pool, Username) // UserNotFoundException
      // InvalidParameterException, AliasExistsException
      const changed = await changeAttributes(stores, pool, user, entries, 'administrator', now)
      return issueAttributeCodes(stores, context, changed.user, changed.toVerify)
    })
    for (const code of codes) {
      const permit = await permitOrWithhold(messageLimits, codeMessage(code, 'update-attribute'), now)
      if (permit) await sendCodeOrRoleError(messages, pool, code, permit)
    }
    return {}
  },
})
