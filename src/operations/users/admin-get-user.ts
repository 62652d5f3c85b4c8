import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { findUser } from '../../domain/users/find-user.ts'
import { iam } from '../access.ts'
import { toMfaMembers, toMfaOptions } from '../mfa-members.ts'
import { operation } from '../operation.ts'
import { toAttributeTypes } from '../user-attributes.ts'

export const AdminGetUser = operation('AdminGetUser', {
  access: iam.onUserPool,

  async handle({ UserPoolId, Username }, { storage, region }) {
    const pool = await findUserPool(storage.stores, region, UserPoolId) // ResourceNotFoundException
    const user = await findUser(storage.stores, pool, Username) // UserNotFoundException
    return {
      Username: user.username,
      UserAttributes: toAttributeTypes(user.sub, user.attributes),
      UserCreateDate: user.createdAt,
      UserLastModifiedDate: user.modifiedAt,
      Enabled: user.enabled,
      UserStatus: user.status,
      ...toMfaOptions(user.mfa),
      ...toMfaMembers(user.mfa),
    }
  },
})
