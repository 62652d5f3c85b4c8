import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DeleteUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider'
import { guardedPool } from '../operations/threat-protection/fixtures.ts'
import { ACCOUNT, usePoolhouse } from '../support/poolhouse.ts'
import { newClient } from '../support/pools.ts'
import { change, openTerraform, testChanges } from './replay.ts'
import { differences, planOf, type Values } from './resource.ts'
import { riskConfiguration } from './risk-configuration.ts'

const house = usePoolhouse()
const root = house.client()

/** What a plan would change. */
function planned(config: Values, state: Values): string[] {
  const plan = planOf(riskConfiguration.arguments, config, state)
  return Object.keys(differences(Object.keys(riskConfiguration.arguments), plan, state))
}

const blocked = (...ranges: string[]) => ({ risk_exception_configuration: { blocked_ip_range_list: ranges } })
const email = (subject: string) => ({ subject, html_body: '<p>Was it you?</p>', text_body: 'Was it you?' })
const source_arn = `arn:aws:ses:us-east-1:${ACCOUNT}:identity/example.com`
const action = (event_action: string, notify = false) => ({ event_action, notify })

/** The provider demands one of the three blocks. */
async function aRisk() {
  return { user_pool_id: await guardedPool(root), ...blocked('192.0.2.0/24') }
}

describe('aws_cognito_risk_configuration', () => {
  testChanges(house, riskConfiguration, aRisk, [
    { argument: 'user_pool_id', steps: [{}, async () => ({ user_pool_id: await guardedPool(root) })] },
    {
      argument: 'client_id',
      steps: [
        {},
        async () => {
          const user_pool_id = await guardedPool(root)
          return { user_pool_id, client_id: (await newClient(root, user_pool_id)).id }
        },
      ],
    },
    change('account_takeover_risk_configuration', [
      { actions: { medium_action: action('MFA_REQUIRED'), high_action: action('BLOCK') } },
      {
        actions: {
          low_action: action('NO_ACTION', true),
          medium_action: action('MFA_IF_CONFIGURED', true),
          high_action: action('BLOCK', true),
        },
        notify_configuration: {
          source_arn,
          from: 'Shop <no-reply@example.com>',
          reply_to: 'help@example.com',
          block_email: email('A sign-in was stopped'),
          mfa_email: email('A sign-in was asked for more'),
          no_action_email: email('A new sign-in'),
        },
      },
      { actions: { low_action: action('NO_ACTION', true) }, notify_configuration: { source_arn } },
    ]),
    change('compromised_credentials_risk_configuration', [
      { event_filter: ['SIGN_UP', 'SIGN_IN'], actions: { event_action: 'BLOCK' } },
      { event_filter: ['PASSWORD_CHANGE'], actions: { event_action: 'NO_ACTION' } },
    ]),
    change('compromised_credentials_risk_configuration', [{ actions: { event_action: 'BLOCK' } }], {
      title: 'for all events',
    }),
    {
      argument: 'risk_exception_configuration',
      steps: [
        { risk_exception_configuration: { skipped_ip_range_list: ['198.51.100.0/24'] } },
        {
          risk_exception_configuration: {
            blocked_ip_range_list: ['2001:db8::/32', '192.0.2.0/24'],
            skipped_ip_range_list: ['198.51.100.7/32'],
          },
        },
        {
          risk_exception_configuration: undefined,
          compromised_credentials_risk_configuration: { actions: { event_action: 'BLOCK' } },
        },
      ],
    },
  ])

  test('of a client ends with a destroy, and that of the pool applies again', async () => {
    const config = await aRisk()
    const { id: client_id } = await newClient(root, config.user_pool_id)
    const ofPool = await riskConfiguration.create(root, config)
    const ofClient = await riskConfiguration.create(root, {
      ...config,
      client_id,
      ...blocked('198.51.100.0/24'),
    })
    assert.deepEqual(await riskConfiguration.read(root, ofPool), ofPool)
    assert.deepEqual(await riskConfiguration.read(root, ofClient), ofClient)
    await riskConfiguration.delete(root, ofClient)
    assert.deepEqual(await riskConfiguration.read(root, ofClient), { ...ofPool, client_id })
  })

  test('shows in a plan what was removed elsewhere', async () => {
    const compromised_credentials_risk_configuration = { actions: { event_action: 'BLOCK' } }
    const config = { ...(await aRisk()), compromised_credentials_risk_configuration }
    const state = await riskConfiguration.create(root, config)
    assert.deepEqual(planned(config, state), [])
    await riskConfiguration.delete(root, state)
    const read = (await riskConfiguration.read(root, state)) ?? {}
    assert.deepEqual(planned(config, read), ['compromised_credentials_risk_configuration'])
    await openTerraform(riskConfiguration, root).apply(config)
  })

  test('is gone with its pool, and can still be destroyed', async () => {
    const state = await riskConfiguration.create(root, await aRisk())
    await root.send(new DeleteUserPoolCommand({ UserPoolId: state.user_pool_id }))
    assert.equal(await riskConfiguration.read(root, state), undefined)
    await riskConfiguration.delete(root, state)
  })
})
