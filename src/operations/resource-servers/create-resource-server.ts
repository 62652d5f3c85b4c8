import { addResourceServer } from '../../domain/resource-servers/add-resource-server.ts'
import { lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toResourceServerType, toScopes } from './resource-server-shape.ts'

export const CreateResourceServer = operation('CreateResourceServer', {
  access: iam.onUserPool,
  auditsAnswer: true,

  async handle({ UserPoolId, Identifier, Name, Scopes }, { storage, region, now }) {
    return storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      const server = await addResourceServer(stores, {
        userPoolId: pool.id,
        identifier: Identifier,
        name: Name,
        scopes: toScopes(Scopes),
        createdAt: now,
        modifiedAt: now,
      }) // InvalidParameter-, LimitExceededException
      return { ResourceServer: toResourceServerType(server) }
    })
  },
})
