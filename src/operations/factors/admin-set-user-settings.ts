import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { lockUser } from '../../domain/users/find-user.ts'
import { setSmsOption } from '../../domain/users/set-mfa-preference.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { wantsSms } from './mfa-options-request.ts'

export const AdminSetUserSettings = operation('AdminSetUserSettings', {
  access: iam.onUserPool,

  async handle(input, { storage, region, now }) {
    const isWanted = wantsSms(input) // InvalidParameterException
    await storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, region, input.UserPoolId) // ResourceNotFoundException
      const user = await lockUser(stores, pool, input.Username) // UserNotFoundException
      await setSmsOption(stores, user, isWanted, now) // InvalidParameterException
    })
    return {}
  },
})
