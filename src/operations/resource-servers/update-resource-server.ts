import { assertResourceServer } from '../../domain/resource-servers/assert-resource-server.ts'
import { lockResourceServer } from '../../domain/resource-servers/find-resource-server.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toResourceServerType, toScopes } from './resource-server-shape.ts'

export const UpdateResourceServer = operation('UpdateResourceServer', {
  access: iam.onUserPool,
  auditsAnswer: true,

  async handle({ UserPoolId, Identifier, Name, Scopes }, { storage, region, now }) {
    return storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      const server = await lockResourceServer(stores, pool.id, Identifier) // ResourceNotFoundException
      // AWS: "If you don't provide a value for an attribute, it is set to the default value."
      const updated = { ...server, name: Name, scopes: toScopes(Scopes), modifiedAt: now }
      assertResourceServer(updated) // InvalidParameterException
      await stores.resourceServers.save(updated)
      return { ResourceServer: toResourceServerType(updated) }
    })
  },
})
