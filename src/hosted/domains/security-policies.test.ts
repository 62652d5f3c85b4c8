import assert from 'node:assert/strict'
import { test } from 'node:test'
import { domainLocator } from '../../domain/domains/domain-address.ts'
import type { SecurityPolicy } from '../../domain/domains/user-pool-domain.ts'
import type { Stores } from '../../domain/stores.ts'
import { MINUTE } from '../../kernel/clock.ts'
import { securityPolicies } from './security-policies.ts'

const NAME = 'login.shop.example'

function lookedUp() {
  const state = {
    now: 0,
    asked: 0,
    answer: async (): Promise<SecurityPolicy | undefined> => 'TLS_V1_3_2025',
  }
  const findCustom = async () => {
    state.asked += 1
    return { custom: { certificateArn: 'arn', securityPolicy: await state.answer() } }
  }
  const stores = { domains: { findCustom } } as unknown as Stores
  const policyOf = securityPolicies(stores, domainLocator('https://id.example'), () => state.now)
  return { state, policyOf }
}

test('a policy is looked up once a minute', async () => {
  const { state, policyOf } = lookedUp()
  assert.equal(await policyOf(NAME), 'TLS_V1_3_2025')
  state.answer = async () => 'TLS_V1'
  state.now = MINUTE - 1
  assert.equal(await policyOf(NAME), 'TLS_V1_3_2025')
  assert.equal(state.asked, 1)
  state.now = MINUTE
  assert.equal(await policyOf(NAME), 'TLS_V1')
})

test('a known policy remains while the database fails, which is asked once a minute', async () => {
  const { state, policyOf } = lookedUp()
  await policyOf(NAME)
  state.answer = () => Promise.reject(new Error('no connection'))
  state.now = MINUTE
  assert.equal(await policyOf(NAME), 'TLS_V1_3_2025')
  assert.equal(await policyOf(NAME), 'TLS_V1_3_2025')
  assert.equal(state.asked, 2)
  await assert.rejects(policyOf('login.unknown.example'), /no connection/)
  state.answer = async () => undefined
  state.now = 2 * MINUTE
  assert.equal(await policyOf(NAME), undefined)
})

test('names that can be no custom domain are not looked up', async () => {
  const { state, policyOf } = lookedUp()
  const names = [
    'id.example',
    'shop.auth.us-east-1.id.example',
    'localhost',
    '127.0.0.1',
    `${'a'.repeat(252)}.x`,
  ]
  for (const name of names) assert.equal(await policyOf(name), undefined, name)
  assert.equal(state.asked, 0)
})
