import { describe } from 'node:test'
import { ACCOUNT, usePoolhouse } from '../support/poolhouse.ts'
import { newPool } from '../support/pools.ts'
import { change, testChanges } from './replay.ts'
import { userPoolDomain } from './user-pool-domain.ts'

const house = usePoolhouse()
const root = house.client()
const certificate = (id: string) => `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/${id}`
const custom = { domain: 'auth.shop.example.com' }

describe('aws_cognito_user_pool_domain', () => {
  testChanges(house, userPoolDomain, async () => ({ domain: 'shop', user_pool_id: await newPool(root) }), [
    change('certificate_arn', [certificate('one'), certificate('two')], { with: custom, stays: true }),
    change('domain', ['shop', 'store'], { stays: true }),
    change('managed_login_version', [2, 1, 2]),
    change('managed_login_version', [1, 2], {
      title: 'of a custom domain',
      with: { ...custom, certificate_arn: certificate('one') },
    }),
    { argument: 'user_pool_id', steps: [{}, async () => ({ user_pool_id: await newPool(root) })] },
  ])
})
