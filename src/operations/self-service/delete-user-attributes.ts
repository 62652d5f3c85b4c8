import { assertWritable } from '../../domain/clients/attribute-permissions.ts'
import { lockOwnUser } from '../../domain/journeys/own-account/lock-own-user.ts'
import { deleteAttributes } from '../../domain/users/change-attributes.ts'
import { accessToken } from '../access.ts'
import { operation } from '../operation.ts'

export const DeleteUserAttributes = operation('DeleteUserAttributes', {
  access: accessToken(),

  async handle({ UserAttributeNames }, { storage, now, caller }) {
    const { pool, client } = caller
    assertWritable(client.settings, pool.schema, UserAttributeNames) // NotAuthorizedException
    await storage.transaction(async (stores) => {
      const user = await lockOwnUser(stores, caller.user) // UserNotFoundException
      await deleteAttributes(stores, pool, user, UserAttributeNames, 'user', now) // InvalidParameterException
    })
    return {}
  },
})
