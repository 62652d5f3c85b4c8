import { findResourceServer } from '../../domain/resource-servers/find-resource-server.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toResourceServerType } from './resource-server-shape.ts'

export const DescribeResourceServer = operation('DescribeResourceServer', {
  access: iam.onUserPool,

  async handle({ UserPoolId, Identifier }, { storage: { stores }, region }) {
    const pool = await findUserPool(stores, region, UserPoolId)
    return { ResourceServer: toResourceServerType(await findResourceServer(stores, pool.id, Identifier)) }
  },
})
