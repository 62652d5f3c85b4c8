import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startPoolhouse } from '../../support/poolhouse.ts'
import { getTokens, getUser, granted, newHousehold, ROTATING, signIn } from './fixtures.ts'

test('neither the database nor the log contains a token or a private key in the clear', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-'))
  const house = await startPoolhouse({ database: { file: join(folder, 'poolhouse.db') } })
  try {
    const home = await newHousehold(house, ROTATING)
    const first = await signIn(house, home)
    const second = granted(await getTokens(house, home, first.RefreshToken))
    assert.equal((await getUser(house, second.AccessToken)).status, 200)
    const keys = await house.storage.stores.signingKeys.list(home.poolId)
    assert.ok(keys.length > 0)
    const secrets = [
      ...[first, second].flatMap((tokens) => [tokens.AccessToken, tokens.IdToken, tokens.RefreshToken]),
      ...keys.map(({ privateKey }) => privateKey.split('\n')[5] ?? assert.fail('no line of the key')),
    ]
    const bytes = Buffer.concat([
      ...readdirSync(folder).map((name) => readFileSync(join(folder, name))),
      Buffer.from(house.logLines.join('')),
    ])
    assert.ok(bytes.includes(home.sub), 'the search would find what is there')
    for (const secret of secrets) {
      // The end of each, so that neither the whole nor its revealing part is there.
      assert.equal(bytes.includes(secret.slice(-40)), false)
      assert.equal(bytes.includes(Buffer.from(secret.slice(-40), 'base64url')), false)
    }
  } finally {
    await house.close()
    rmSync(folder, { recursive: true })
  }
})
