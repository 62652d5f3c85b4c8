import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { forEachSite } from './run-command.ts'

const POOL = 'us-east-1_Example01'
const PLAIN = 'us-east-1_Example02'
const CLIENT = 'web00000000000000000000001'
const PROJECT = { ApplicationArn: 'arn:aws:mobiletargeting:us-east-1:123456789012:apps/0123456789abcdef' }
const WORLD = {
  UserPools: [
    {
      Id: POOL,
      PoolName: 'app',
      KeyConfiguration: {
        KeyType: 'CUSTOMER_MANAGED_KEY',
        KmsKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555',
      },
      UserPoolClients: [{ ClientId: CLIENT, ClientName: 'web', AnalyticsConfiguration: PROJECT }],
    },
    { Id: PLAIN, PoolName: 'plain' },
  ],
}

forEachSite((site) => {
  describe('poolhouse config check-pool', () => {
    test('names the settings without effect, of the pool and of its clients', async () => {
      const { stderr } = await site.here('seed', site.write('world.json', WORLD))
      assert.equal(
        stderr,
        `poolhouse: user pool ${POOL} has settings without effect: KeyConfiguration, ` +
          `AnalyticsConfiguration (see poolhouse config check-pool ${POOL})\n`,
      )
      const rows = [
        ['  KeyConfiguration', 'data is encrypted under the root key of this server'],
        [`  client ${CLIENT}: AnalyticsConfiguration`, 'nothing is sent to Amazon Pinpoint'],
      ] as const
      const width = Math.max(...rows.map(([setting]) => setting.length))
      assert.equal(
        await site.printed('config', 'check-pool', POOL),
        `Settings of ${POOL} (app) that are kept without effect: 2\n` +
          rows.map(([setting, meaning]) => `${setting.padEnd(width)}  ${meaning}\n`).join(''),
      )
    })

    test('says so if all settings take effect', async () => {
      assert.equal(
        await site.printedHere('config', 'check-pool', PLAIN),
        `All settings of ${PLAIN} (plain) take effect.\n`,
      )
    })

    test('refuses what is no pool', async () => {
      const absent = await site.here('config', 'check-pool', 'us-east-1_Absent')
      assert.deepEqual(
        [absent.code, absent.stderr],
        [1, 'poolhouse: there is no user pool us-east-1_Absent\n'],
      )
      const { code, stderr } = await site.here('config', 'check-pool', 'nope')
      assert.equal(code, 1)
      assert.match(stderr, /must be the id of a user pool such as us-east-1_Example12, not "nope"/)
    })
  })
})
