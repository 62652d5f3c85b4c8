import { accessToken } from '../access.ts'
import { operation } from '../operation.ts'

export const DeleteUser = operation('DeleteUser', {
  access: accessToken(),

  async handle(_, { storage, caller: { pool, user } }) {
    await storage.transaction((stores) => stores.users.delete(pool.id, user.sub))
  },
})
