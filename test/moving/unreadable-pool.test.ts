import assert from 'node:assert/strict'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { openSite } from '../cli/run-command.ts'
import { startPoolhouse } from '../support/poolhouse.ts'
import { AWS, movingFrom, newFormerPool, openFormerSide } from './former-side.ts'

describe('a former pool that cannot be read', () => {
  const side = openFormerSide()
  const site = openSite([], { ...AWS, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' })

  test('is named with the place and the reason, and nothing else is printed', async () => {
    const plan = ['migrate-from-aws', '--user-pool-id', 'us-east-1_Example12', '--plan']
    const reached = await site.here(...plan)
    const why = "the former pool can't be read at http://127.0.0.1:9: connection refused (ECONNREFUSED)"
    assert.deepEqual([reached.code, reached.stderr], [1, `poolhouse: ${why}\n`])

    const asked = await site.here(...plan, '--endpoint-url', side.house.url)
    assert.equal(
      asked.stderr,
      `poolhouse: ${side.house.url} does not allow reading the former pool: ResourceNotFoundException: ` +
        'User pool us-east-1_Example12 does not exist.\n',
    )
  })

  test('is not read without credentials, and the error says where they are looked for', async () => {
    const none = {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_CONFIG_FILE: '/dev/null',
    }
    const stranger = openSite([], none)
    const plan = ['migrate-from-aws', '--user-pool-id', 'us-east-1_Example12', '--plan']
    for (const [args, found] of [
      [[], 'no AWS credentials were found: name a profile with --profile, or set AWS_ACCESS_KEY_ID and '],
      [['--profile', 'production'], 'no AWS credentials were found for the profile production: '],
    ] as const) {
      const { code, stderr } = await stranger.run(...plan, ...args)
      assert.equal(code, 1)
      assert.ok(stderr.startsWith(`poolhouse: ${found}`), stderr)
    }
  })

  test('ends a move, and the error says how to continue', async () => {
    const house = await startPoolhouse()
    const pool = await newFormerPool({ owner: house.client() })
    const slowly = movingFrom(house.url, pool).map((argument) => (argument === '500' ? '2' : argument))
    const { child, output, ended } = site.start(...slowly)
    while (!output.stderr.includes('You can interrupt this')) await once(child.stderr ?? child, 'data')
    await house.close()
    const { code, stderr } = await ended
    assert.equal(code, 1)
    assert.ok(stderr.includes(`poolhouse: the former pool can't be read at ${house.url}: `), stderr)
    assert.match(
      stderr,
      /\npoolhouse: what was moved is kept; run the same command with --resume to continue\n$/,
    )
  })
})
