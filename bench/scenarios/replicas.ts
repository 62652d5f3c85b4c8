import { type Fixture, several } from '../fixture.ts'
import { cycled, type Scenario, scenario } from '../scenario.ts'

/** A pool has one replica. */
const ONCE = 60

const KmsKeyArn = 'arn:aws:kms:us-east-1:123456789012:key/mrk-1'
const READY = {
  UserPoolTier: 'ESSENTIALS',
  KeyConfiguration: { KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn },
  IssuerConfiguration: { Type: 'UPDATED' },
} as const

/** New pools that can have a replica, and its region. */
async function places({ call }: Fixture) {
  return several(ONCE, async (index) => {
    const { UserPool } = await call('CreateUserPool', { PoolName: `replicated-${index}`, ...READY })
    return { UserPoolId: UserPool?.Id ?? '', RegionName: 'eu-west-1' }
  })
}

async function replicas(fixture: Fixture) {
  const all = await places(fixture)
  await several(ONCE, (index) => fixture.call('CreateUserPoolReplica', cycled(all, index)))
  return all
}

export const replicaScenarios: readonly Scenario[] = [
  scenario('CreateUserPoolReplica', async (fixture) => {
    const all = await places(fixture)
    return { atMost: ONCE, input: (index) => cycled(all, index) }
  }),
  scenario('ListUserPoolReplicas', async (fixture) => {
    const all = await replicas(fixture)
    return { input: (index) => ({ UserPoolId: cycled(all, index).UserPoolId }) }
  }),
  scenario('UpdateUserPoolReplica', async (fixture) => {
    const all = await replicas(fixture)
    return {
      input: (index) => ({ ...cycled(all, index), Status: index % 2 === 0 ? 'ACTIVE' : 'INACTIVE' }),
    }
  }),
  scenario('DeleteUserPoolReplica', async (fixture) => {
    const all = await replicas(fixture)
    return { atMost: ONCE, input: (index) => cycled(all, index) }
  }),
]
