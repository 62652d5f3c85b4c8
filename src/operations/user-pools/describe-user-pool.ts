import { replicaIn } from '../../domain/replicas/replica-in.ts'
import { describedSchema } from '../../domain/schema/described-schema.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { describedUserPool } from './described-user-pool.ts'

export const DescribeUserPool = operation('DescribeUserPool', {
  access: iam.onUserPool,
  neverRaises: {
    UserPoolTaggingException: 'tags are read together with the pool',
  },

  async handle({ UserPoolId }, { storage, region, sentTo, account }) {
    const pool = await findUserPool(storage.stores, region, UserPoolId) // ResourceNotFoundException
    const users = await storage.stores.userPools.countUsers(pool.id)
    const all = await storage.stores.domains.ofPool(pool.id)
    const domains = all.filter((domain) => domain.custom || domain.region === sentTo)
    const schema = describedSchema(pool.schema)
    // AWS: the ARN and the tags of a replica are its own.
    const replica = await replicaIn(storage.stores, pool, sentTo) // ResourceNotFoundException
    const { tags } = replica ?? pool
    return { UserPool: describedUserPool(pool, { account, region: sentTo, schema, users, tags, domains }) }
  },
})
