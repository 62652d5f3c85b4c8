import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  DescribeRiskConfigurationCommand,
  SetRiskConfigurationCommand,
  type SetRiskConfigurationCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { ACCOUNT, usePoolhouse } from '../../support/poolhouse.ts'
import { newClient, newPool, poolArn } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { lastRecord } from '../clients/clients.ts'
import { NO_POOL, POOL_NOT_FOUND } from '../domains/fixtures.ts'
import { guardedPool } from '../threat-protection/fixtures.ts'
import { testAccess } from '../user-pools/signed-access.ts'

const house = usePoolhouse()
const root = house.client()

type Settings = Omit<SetRiskConfigurationCommandInput, 'UserPoolId'>

const SourceArn = `arn:aws:ses:us-east-1:${ACCOUNT}:identity/example.com`
const EXCEPTIONS = { RiskExceptionConfiguration: { BlockedIPRangeList: ['192.0.2.0/24'] } }
const LOW_NOTIFIES = { LowAction: { Notify: true, EventAction: 'NO_ACTION' } } as const
const EMAIL = { Subject: 'A new sign-in', TextBody: 'Was it you?', HtmlBody: '<p>Was it you?</p>' }

const EVERYTHING = {
  CompromisedCredentialsRiskConfiguration: { EventFilter: ['SIGN_UP'], Actions: { EventAction: 'BLOCK' } },
  AccountTakeoverRiskConfiguration: {
    NotifyConfiguration: {
      From: 'Shop <no-reply@example.com>',
      ReplyTo: 'help@example.com',
      SourceArn,
      BlockEmail: EMAIL,
      NoActionEmail: EMAIL,
      MfaEmail: EMAIL,
    },
    Actions: {
      LowAction: { Notify: true, EventAction: 'NO_ACTION' },
      MediumAction: { Notify: true, EventAction: 'MFA_IF_CONFIGURED' },
      HighAction: { Notify: false, EventAction: 'BLOCK' },
    },
  },
  RiskExceptionConfiguration: {
    BlockedIPRangeList: ['192.0.2.0/24', '2001:db8::/32'],
    SkippedIPRangeList: ['198.51.100.7/32'],
  },
} satisfies Settings

async function set(UserPoolId: string, settings: Settings) {
  return (await root.send(new SetRiskConfigurationCommand({ UserPoolId, ...settings }))).RiskConfiguration
}

async function describeRisk(UserPoolId: string, ClientId?: string) {
  const input = { UserPoolId, ...(ClientId === undefined ? {} : { ClientId }) }
  return (await root.send(new DescribeRiskConfigurationCommand(input))).RiskConfiguration
}

for (const [operation, input] of [
  ['SetRiskConfiguration', EXCEPTIONS],
  ['DescribeRiskConfiguration', {}],
] as const) {
  describe(`access to ${operation}`, () => {
    testAccess({
      operation,
      house: () => house,
      input: async () => ({ UserPoolId: await guardedPool(root), ...input }),
      resource: ({ UserPoolId }: { UserPoolId: string }) => poolArn(UserPoolId),
    })
  })
}

describe('SetRiskConfiguration', () => {
  test('returns and keeps all that it takes, and records it', async () => {
    const UserPoolId = await guardedPool(root)
    const { LastModifiedDate, ...rest } = (await set(UserPoolId, EVERYTHING)) ?? {}
    assert.deepEqual(rest, { UserPoolId, ...EVERYTHING })
    assert.deepEqual(await describeRisk(UserPoolId), { UserPoolId, ...EVERYTHING, LastModifiedDate })
    const { responseElements } = await lastRecord(house, 'SetRiskConfiguration')
    assert.equal(responseElements.riskConfiguration.userPoolId, UserPoolId)
  })

  test('replaces everything, and looks for compromised credentials at all events by default', async () => {
    const UserPoolId = await guardedPool(root)
    await set(UserPoolId, EVERYTHING)
    const Actions = { EventAction: 'NO_ACTION' } as const
    const replaced = await set(UserPoolId, { CompromisedCredentialsRiskConfiguration: { Actions } })
    const EventFilter = ['SIGN_IN', 'PASSWORD_CHANGE', 'SIGN_UP']
    assert.deepEqual(replaced?.CompromisedCredentialsRiskConfiguration, { EventFilter, Actions })
    assert.deepEqual(await describeRisk(UserPoolId), replaced)
    assert.equal(replaced?.AccountTakeoverRiskConfiguration, undefined)
    assert.equal(replaced?.RiskExceptionConfiguration, undefined)
  })

  test('sets that of a client apart from that of the pool', async () => {
    const UserPoolId = await guardedPool(root)
    const { id: ClientId } = await newClient(root, UserPoolId)
    const ofClient = await set(UserPoolId, { ClientId, ...EXCEPTIONS })
    assert.equal(ofClient?.ClientId, ClientId)
    assert.deepEqual(await describeRisk(UserPoolId), { UserPoolId })
    assert.deepEqual(await describeRisk(UserPoolId, ClientId), ofClient)
  })

  test('removes that of a client or of the pool if it has none of its parts', async () => {
    const UserPoolId = await guardedPool(root)
    const { id: ClientId } = await newClient(root, UserPoolId)
    const ofPool = await set(UserPoolId, EXCEPTIONS)
    await set(UserPoolId, { ClientId, ...EVERYTHING })
    for (const _ of ['first', 'again']) {
      assert.deepEqual(await set(UserPoolId, { ClientId }), { UserPoolId })
      assert.deepEqual(await describeRisk(UserPoolId, ClientId), ofPool)
    }
    assert.deepEqual(await set(UserPoolId, {}), { UserPoolId })
    assert.deepEqual(await describeRisk(UserPoolId), { UserPoolId })
  })

  for (const range of ['192.0.2.1', '192.0.2.0/33', 'example.com/8', '2001:db8::/129', '']) {
    test(`refuses ${JSON.stringify(range)} as a block of addresses`, async () => {
      const UserPoolId = await guardedPool(root)
      for (const list of ['BlockedIPRangeList', 'SkippedIPRangeList']) {
        await refuses(
          set(UserPoolId, { RiskExceptionConfiguration: { [list]: ['192.0.2.0/24', range] } }),
          'InvalidParameterException',
          'Incorrect CIDR format',
        )
      }
    })
  }

  test('refuses more than 200 blocks', async () => {
    const BlockedIPRangeList = Array.from({ length: 201 }, () => '192.0.2.0/24')
    await assert.rejects(
      set(await guardedPool(root), { RiskExceptionConfiguration: { BlockedIPRangeList } }),
      /at 'riskExceptionConfiguration\.blockedIPRangeList' failed .* length less than or equal to 200/,
    )
  })

  test('refuses events and actions that it does not know', async () => {
    const UserPoolId = await guardedPool(root)
    const EventFilter = ['DELETE_USER'] as never[]
    await refuses(
      set(UserPoolId, {
        CompromisedCredentialsRiskConfiguration: { EventFilter, Actions: { EventAction: 'BLOCK' } },
      }),
      'InvalidParameterException',
      "1 validation error detected: Value '[DELETE_USER]' at 'compromisedCredentialsRiskConfiguration.eventFilter' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [SIGN_IN, PASSWORD_CHANGE, SIGN_UP]]",
    )
    const LowAction = { Notify: false, EventAction: 'ASK' as never }
    await refuses(
      set(UserPoolId, { AccountTakeoverRiskConfiguration: { Actions: { LowAction } } }),
      'InvalidParameterException',
      "1 validation error detected: Value 'ASK' at 'accountTakeoverRiskConfiguration.actions.lowAction.eventAction' failed to satisfy constraint: Member must satisfy enum value set: [MFA_IF_CONFIGURED, BLOCK, NO_ACTION, MFA_REQUIRED]",
    )
  })

  test('refuses notifications without a sender, or with one that is no address', async () => {
    const UserPoolId = await guardedPool(root)
    await refuses(
      set(UserPoolId, { AccountTakeoverRiskConfiguration: { Actions: LOW_NOTIFIES } }),
      'InvalidParameterException',
      'NotifyConfiguration is required if an action has Notify set to true.',
    )
    for (const member of ['From', 'ReplyTo']) {
      const NotifyConfiguration = { SourceArn, [member]: 'nobody' }
      await refuses(
        set(UserPoolId, { AccountTakeoverRiskConfiguration: { Actions: {}, NotifyConfiguration } }),
        'InvalidParameterException',
        `Invalid NotifyConfiguration.${member}. Provided email address is invalid`,
      )
    }
  })

  test('refuses a notification that has neither a text nor HTML', async () => {
    const NotifyConfiguration = { SourceArn, MfaEmail: { Subject: 'Nothing' } }
    await refuses(
      set(await guardedPool(root), {
        AccountTakeoverRiskConfiguration: { Actions: {}, NotifyConfiguration },
      }),
      'InvalidParameterException',
      'NotifyConfiguration.MfaEmail needs an HtmlBody or a TextBody.',
    )
  })
})

describe('DescribeRiskConfiguration', () => {
  test('only names the pool if nothing was set', async () => {
    const UserPoolId = await guardedPool(root, {}, 'AUDIT')
    const { id } = await newClient(root, UserPoolId)
    assert.deepEqual(await describeRisk(UserPoolId), { UserPoolId })
    assert.deepEqual(await describeRisk(UserPoolId, id), { UserPoolId })
  })

  test('falls back to that of the pool for a client that has none', async () => {
    const UserPoolId = await guardedPool(root)
    const { id } = await newClient(root, UserPoolId)
    const ofPool = await set(UserPoolId, EXCEPTIONS)
    assert.deepEqual(await describeRisk(UserPoolId, id), ofPool)
  })
})

for (const [name, call] of [
  [
    'SetRiskConfiguration',
    (pool: string, ClientId?: string) => set(pool, { ...EXCEPTIONS, ...(ClientId ? { ClientId } : {}) }),
  ],
  ['DescribeRiskConfiguration', describeRisk],
] as const) {
  describe(`${name} refuses`, () => {
    test('a pool that does not exist', () => refuses(call(NO_POOL), ...POOL_NOT_FOUND))

    test('a client of another pool', async () => {
      const { id } = await newClient(root, await newPool(root))
      await refuses(
        call(await guardedPool(root), id),
        'ResourceNotFoundException',
        `User pool client ${id} does not exist.`,
      )
    })

    test('a pool that has threat protection off', async () => {
      const off = { UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode: 'OFF' } } as const
      for (const UserPoolId of [await newPool(root), await newPool(root, off)]) {
        await refuses(
          call(UserPoolId),
          'UserPoolAddOnNotEnabledException',
          'User pool add-ons are not enabled',
        )
      }
    })
  })
}
