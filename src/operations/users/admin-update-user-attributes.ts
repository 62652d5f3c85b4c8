import { assertPostedByRole } from '../../domain/codes/code-post.ts'
import { changeAndVerify } from '../../domain/journeys/own-account/change-and-verify.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { findUser, lockUser } from '../../domain/users/find-user.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toAttributeEntries } from '../user-attributes.ts'

export const AdminUpdateUserAttributes = operation('AdminUpdateUserAttributes', {
  access: iam.onUserPool,
  raises: ['InvalidEmailRoleAccessPolicyException', 'InvalidSmsRoleAccessPolicyException'],

  async handle({ UserPoolId, Username, UserAttributes, ClientMetadata }, context) {
    const { storage, region } = context
    const entries = toAttributeEntries(UserAttributes)
    const pool = await findUserPool(storage.stores, region, UserPoolId) // ResourceNotFoundException
    const user = await findUser(storage.stores, pool, Username) // UserNotFoundException
    const change = { user, entries, author: 'administrator', clientMetadata: ClientMetadata } as const
    // InvalidParameterException, AliasExistsException
    const verified = await changeAndVerify(context, pool, change, (stores) =>
      lockUser(stores, pool, Username),
    )
    for (const { post } of verified) if (post) assertPostedByRole(post)
    return {}
  },
})
