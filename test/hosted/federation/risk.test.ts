import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  AdminListUserAuthEventsCommand,
  SetLogDeliveryConfigurationCommand,
  SetRiskConfigurationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { HOUR } from '../../../src/kernel/clock.ts'
import { withPlaces } from '../../operations/threat-protection/fixtures.ts'
import { ABROAD, always, HOME, type Source } from '../../operations/threat-protection/risk-fixtures.ts'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { PASSWORD } from '../../support/pools.ts'
import { noticeOf, openVisitor, placeOf } from '../accounts/visitor.ts'
import { type Browser, CALLBACK, onBoth, openBrowser, type Site } from '../oauth/site.ts'
import { useOidcIdp } from './oidc-idp.ts'
import { openFederated, signInAt } from './site.ts'

// Threat protection over sign-ins on the pages of a domain, and through a provider.

onBoth((database) => {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-federated-events-'))
  after(() => rmSync(folder, { recursive: true }))
  const events = { arn: 'arn:aws:s3:::events', file: join(folder, 'events.jsonl') }
  const house = usePoolhouse({
    database,
    federation: { privateAddresses: true },
    logDestinations: [events],
    ...withPlaces(),
  })
  const root = house.client()
  const idp = useOidcIdp()
  let site: Site

  /** A browser somewhere else, without cookies. */
  function browserFrom({ ip, agent }: Source): Browser {
    const browser = openBrowser(site)
    const headers = { 'x-forwarded-for': ip, 'user-agent': agent }
    return {
      ...browser,
      get: (path, init = {}) => browser.get(path, { ...init, headers }),
      post: (path, fields, more = {}) => browser.post(path, fields, { ...headers, ...more }),
    }
  }

  const actionIs = (action: Parameters<typeof always>[0]) =>
    root.send(
      new SetRiskConfigurationCommand({
        UserPoolId: site.pool,
        AccountTakeoverRiskConfiguration: { Actions: always(action) },
      }),
    )

  async function eventsOf(Username: string) {
    const command = new AdminListUserAuthEventsCommand({ UserPoolId: site.pool, Username })
    const { AuthEvents = [] } = await root.send(command)
    return AuthEvents.map(({ EventResponse, EventRisk }) =>
      [EventResponse, EventRisk?.RiskDecision, EventRisk?.RiskLevel].join(' ').trim(),
    )
  }

  before(async () => {
    site = await openFederated(house, idp, {
      pool: { UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' } },
    })
  })

  describe('a risky sign-in through a provider', () => {
    const grant = { claims: { sub: 'jane', mail: 'jane@example.com' } }
    const signIn = (source: Source) => signInAt(site, idp, grant, { browser: browserFrom(source) })

    test('leaves an event, and is blocked by BLOCK and by a factor that is required', async () => {
      await actionIs('BLOCK')
      assert.ok((await signIn(HOME)).searchParams.get('code'))
      house.passTime(2 * HOUR)
      for (const action of ['BLOCK', 'MFA_REQUIRED'] as const) {
        await actionIs(action)
        const { searchParams } = await signIn(ABROAD)
        assert.equal(searchParams.get('code'), null)
        assert.equal(searchParams.get('error_description'), 'Unable to login because of security reasons. ')
      }
      await actionIs('MFA_IF_CONFIGURED')
      assert.ok((await signIn(ABROAD)).searchParams.get('code'))
      const High = 'AccountTakeover High'
      const blocked = 'Fail Block High'
      assert.deepEqual(await eventsOf('Idp_jane'), [`Pass ${High}`, blocked, blocked, 'Pass NoRisk'])
    })

    test('is logged with the name of the provider', async () => {
      const LogConfigurations = [
        {
          EventSource: 'userAuthEvents',
          LogLevel: 'INFO',
          S3Configuration: { BucketArn: events.arn },
        },
      ] as const
      await root.send(
        new SetLogDeliveryConfigurationCommand({
          UserPoolId: site.pool,
          LogConfigurations: [...LogConfigurations],
        }),
      )
      await actionIs('BLOCK')
      await signIn(HOME)
      await signIn({ ...ABROAD, ip: '203.0.113.9' })
      const logged = () => (existsSync(events.file) ? readFileSync(events.file, 'utf8') : '')
      let lines: string[] = []
      for (let tries = 0; lines.length < 2 && tries < 500; tries++) {
        await sleep(20)
        lines = logged().split('\n').slice(0, -1) // without one that is still being written
      }
      const messages = lines.map((line) => JSON.parse(line).message)
      assert.deepEqual(
        messages.map(({ userName, eventResponse, idpName }) => [userName, eventResponse, idpName]),
        [
          ['Idp_jane', 'Pass', 'Idp'],
          ['Idp_jane', 'Fail', 'Idp'],
        ],
      )
    })

    test('is not refused for a network that is always blocked', async () => {
      const BlockedIPRangeList = [`${HOME.ip}/32`]
      await root.send(
        new SetRiskConfigurationCommand({
          UserPoolId: site.pool,
          RiskExceptionConfiguration: { BlockedIPRangeList },
        }),
      )
      assert.ok((await signIn(HOME)).searchParams.get('code'))
    })
  })

  describe('a risky sign-in on the pages', () => {
    async function signIn(source: Source) {
      const visitor = openVisitor(site, {}, browserFrom(source))
      await visitor.visit('/login')
      return visitor.send({ username: 'alice', password: PASSWORD })
    }

    test('is blocked, and says so', async () => {
      await actionIs('BLOCK')
      assert.ok((await signIn(HOME)).path.startsWith(CALLBACK))
      house.passTime(2 * HOUR)
      const page = await signIn(ABROAD)
      assert.equal(placeOf(page), '/login')
      assert.equal(noticeOf(page), 'Unable to login because of security reasons.')
      assert.deepEqual(await eventsOf('alice'), ['Fail Block High', 'Pass NoRisk'])
    })
  })
})
