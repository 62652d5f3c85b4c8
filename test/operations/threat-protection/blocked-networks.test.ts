import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type RiskExceptionConfigurationType,
  SetRiskConfigurationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { secretHash } from '../../../src/domain/credentials/secret-hash.ts'
import { useJourneys } from '../../support/journeys.ts'
import { newUser, PASSWORD } from '../../support/pools.ts'
import { guardedPool } from './fixtures.ts'

// InitiateAuth, AdminInitiateAuth, RespondToAuthChallenge and SignUp from blocked networks.

const journeys = useJourneys()
const root = journeys.house.client()

const BLOCKED = ['NotAuthorizedException', 'Request not allowed due to security reasons.'] as const
const LOOPBACK = { BlockedIPRangeList: ['127.0.0.0/8'] }
const ELSEWHERE = { BlockedIPRangeList: ['192.0.2.0/24'] }

const ExplicitAuthFlows = [
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
]
const AuthParameters = { USERNAME: 'alice', PASSWORD }

async function guarded(
  RiskExceptionConfiguration: RiskExceptionConfigurationType,
  mode: 'AUDIT' | 'ENFORCED' = 'ENFORCED',
) {
  const UserPoolId = await guardedPool(root, {}, mode)
  await newUser(root, UserPoolId)
  await root.send(new SetRiskConfigurationCommand({ UserPoolId, RiskExceptionConfiguration }))
  return { UserPoolId, ClientId: await journeys.newClient(UserPoolId, { ExplicitAuthFlows }) }
}

const signInOf = (ClientId: string) => ({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters })

test('a sign-in from a blocked network is refused, whatever the password', async () => {
  const { ClientId } = await guarded(LOOPBACK)
  assert.deepEqual(await journeys.refusal('InitiateAuth', signInOf(ClientId)), BLOCKED)
  const wrong = { ...signInOf(ClientId), AuthParameters: { USERNAME: 'nobody', PASSWORD: 'x' } }
  assert.deepEqual(await journeys.refusal('InitiateAuth', wrong), BLOCKED)
})

test('an answer to a challenge is refused as well', async () => {
  const { ClientId } = await guarded(LOOPBACK)
  const answer = { ClientId, ChallengeName: 'SMS_MFA', ChallengeResponses: { USERNAME: 'alice' } }
  assert.deepEqual(await journeys.refusal('RespondToAuthChallenge', answer), BLOCKED)
})

test('a sign-up is refused as well, and nobody is signed up', async () => {
  const { UserPoolId, ClientId } = await guarded(LOOPBACK)
  const bob = { ClientId, Username: 'bob', Password: PASSWORD }
  assert.deepEqual(await journeys.refusal('SignUp', bob), BLOCKED)
  const { Users } = await journeys.administrate('ListUsers', { UserPoolId })
  assert.equal(Users.length, 1)
})

test('AUDIT and another network let users sign up', async () => {
  for (const { ClientId } of [await guarded(LOOPBACK, 'AUDIT'), await guarded(ELSEWHERE)]) {
    await journeys.ok('SignUp', { ClientId, Username: 'bob', Password: PASSWORD })
  }
})

test('a block that is also skipped stays blocked', async () => {
  const { ClientId } = await guarded({ ...LOOPBACK, SkippedIPRangeList: ['127.0.0.1/32'] })
  assert.deepEqual(await journeys.refusal('InitiateAuth', signInOf(ClientId)), BLOCKED)
})

test('AUDIT blocks nobody, nor does another network', async () => {
  await journeys.ok('InitiateAuth', signInOf((await guarded(LOOPBACK, 'AUDIT')).ClientId))
  await journeys.ok('InitiateAuth', signInOf((await guarded(ELSEWHERE)).ClientId))
})

test('of a signed request the address in ContextData counts, and its own does not', async () => {
  const { UserPoolId, ClientId } = await guarded({
    BlockedIPRangeList: ['127.0.0.0/8', '192.0.2.0/24'],
  })
  const input = { ...signInOf(ClientId), AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', UserPoolId }
  const from = (IpAddress: string) => ({
    ...input,
    ContextData: { IpAddress, ServerName: 'app.example', ServerPath: '/login', HttpHeaders: [] },
  })
  await journeys.administrate('AdminInitiateAuth', input)
  await journeys.administrate('AdminInitiateAuth', from('198.51.100.1'))
  assert.deepEqual(await journeys.refusal('AdminInitiateAuth', from('192.0.2.1'), true), BLOCKED)
})

test('of an open request the address in UserContextData counts only for clients that propagate it', async () => {
  const { UserPoolId, ClientId } = await guarded(ELSEWHERE)
  const UserContextData = { IpAddress: '192.0.2.1' }
  await journeys.ok('InitiateAuth', { ...signInOf(ClientId), UserContextData })
  const { UserPoolClient } = await journeys.administrate('CreateUserPoolClient', {
    UserPoolId,
    ClientName: 'server',
    GenerateSecret: true,
    ExplicitAuthFlows,
    EnablePropagateAdditionalUserContextData: true,
  })
  const { ClientId: id, ClientSecret } = UserPoolClient
  const SECRET_HASH = secretHash(ClientSecret, 'alice', id)
  const input = { ...signInOf(id), AuthParameters: { ...AuthParameters, SECRET_HASH } }
  await journeys.ok('InitiateAuth', input)
  assert.deepEqual(await journeys.refusal('InitiateAuth', { ...input, UserContextData }), BLOCKED)
})

test('a text that is no address does not hide that of the connection', async () => {
  const settings = { ExplicitAuthFlows, GenerateSecret: true, EnablePropagateAdditionalUserContextData: true }
  const outcomes = async (exceptions: RiskExceptionConfigurationType, addresses: readonly string[]) => {
    const { UserPoolId } = await guarded(exceptions)
    const { UserPoolClient } = await journeys.administrate('CreateUserPoolClient', {
      UserPoolId,
      ClientName: 'server',
      ...settings,
    })
    const { ClientId, ClientSecret } = UserPoolClient
    const SECRET_HASH = secretHash(ClientSecret, 'alice', ClientId)
    const input = { ...signInOf(ClientId), AuthParameters: { ...AuthParameters, SECRET_HASH } }
    for (const IpAddress of addresses) {
      const sent = { ...input, UserContextData: { IpAddress } }
      assert.deepEqual(await journeys.refusal('InitiateAuth', sent), BLOCKED, IpAddress)
    }
  }
  await outcomes(LOOPBACK, ['unknown', '198.51.100.1, 10.0.0.1', '198.51.100.001'])
  await outcomes(ELSEWHERE, [' 192.0.2.9 ', '::ffff:192.0.2.9', '::ffff:c000:209%eth0'])
})
