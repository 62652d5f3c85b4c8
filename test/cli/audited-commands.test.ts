import assert from 'node:assert/strict'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { newPool } from '../support/pools.ts'
import { openSite, type TrailRecord } from './run-command.ts'
import { allowing } from './signing.ts'

// Every command that changes what is stored leaves a record, committed with the change.

const site = openSite([], {})
const target = openSite([], {})

/** What each command leaves in the trail, or why it leaves nothing. */
const commands: Readonly<Record<string, readonly string[] | string>> = {
  serve: 'records the calls that it answers',
  config: 'opens no database to change it',
  inbox: 'reads',
  triggers: 'shows calls that a server makes',
  migrate: 'changes tables and nothing in them',
  audit: 'reads',
  credentials: ['CreateUser', 'PutUserPolicy', 'CreateAccessKey'],
  populate: ['PopulateUserPool'],
  seed: ['CreateUserPool'],
  export: 'reads',
  'import-log': 'reads',
  import: ['ImportUserPool'],
  backup: 'reads',
  restore: 'puts back a trail with all else',
  'migrate-from-aws': 'is looked at in test/moving/finish-move.test.ts',
  keys: ['RotateSigningKeys'],
}

const SEEDED = 'us-east-1_Seeded123'

describe('the audit trail of commands', () => {
  let pool: string
  before(async () => {
    pool = await newPool(site.client(await site.serve()))
  })

  const added = async (of: typeof site, work: () => Promise<unknown>): Promise<TrailRecord[]> => {
    const earlier = (await of.records()).length
    await work()
    return (await of.records()).slice(earlier)
  }

  const runs: Readonly<Record<string, () => Promise<TrailRecord[]>>> = {
    credentials: () => {
      const policy = site.write('policy.json', allowing('AdminGetUser'))
      return added(site, () => site.printed('credentials', 'create', '--name', 'ci', '--policy', policy))
    },
    populate: () => added(site, () => site.printed('populate', '--user-pool-id', pool, '--users', '3')),
    seed: () => {
      const world = site.write('world.yaml', `UserPools:\n  - Id: ${SEEDED}\n    PoolName: seeded\n`)
      return added(site, () => site.printed('seed', world))
    },
    import: async () => {
      const file = join(site.folder, 'pools.jsonl')
      await site.printed('export', '--user-pool-id', pool, '--output', file)
      await target.printed('import', file)
      return target.records('--user-pool', pool)
    },
    keys: () => added(site, () => site.printed('keys', 'rotate', '--user-pool-id', pool)),
  }

  test('covers every command in this test', async () => {
    const help = await site.printed('--help')
    const listed = [...help.slice(help.indexOf('Commands:')).matchAll(/^ {2}([a-z-]+)/gm)].map(
      ([, name]) => name,
    )
    assert.deepEqual(listed.filter((name) => name !== 'help').sort(), Object.keys(commands).sort())
  })

  for (const [command, names] of Object.entries(commands)) {
    if (typeof names === 'string') continue
    test(`shows what ${command} did, with root as the caller`, async () => {
      const records = (await runs[command]?.()) ?? []
      assert.deepEqual(
        records.map(({ eventName }) => eventName),
        names,
      )
      for (const { userIdentity } of records) assert.equal(userIdentity.type, 'Root')
    })
  }
})
