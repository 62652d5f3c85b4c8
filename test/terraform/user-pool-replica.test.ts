import { describe } from 'node:test'
import { ACCOUNT, REGION, usePoolhouse } from '../support/poolhouse.ts'
import { newPool } from '../support/pools.ts'
import { change, testChanges } from './replay.ts'
import { userPoolReplica } from './user-pool-replica.ts'

const house = usePoolhouse()
const root = house.client()

function replicatedPool(): Promise<string> {
  const KmsKeyArn = `arn:aws:kms:${REGION}:${ACCOUNT}:key/mrk-1`
  const KeyConfiguration = { KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn } as const
  return newPool(root, { KeyConfiguration, IssuerConfiguration: { Type: 'UPDATED' } })
}

describe('aws_cognito_user_pool_replica', () => {
  const base = async () => ({ user_pool_id: await replicatedPool(), region_name: 'eu-west-1' })
  testChanges(house, userPoolReplica, base, [
    change('region_name', ['eu-west-1', 'eu-west-2'], { stays: true }),
    change('status', ['ACTIVE', 'INACTIVE', 'ACTIVE']),
    change('tags', [
      { one: '1', two: '2' },
      { one: '3', three: '' },
    ]),
    { argument: 'user_pool_id', steps: [{}, async () => ({ user_pool_id: await replicatedPool() })] },
  ])
})
