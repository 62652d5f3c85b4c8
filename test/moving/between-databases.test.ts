import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { forEachSite, openSite } from '../cli/run-command.ts'
import { inviteUser, newPool } from '../support/pools.ts'

describe('an export', () => {
  forEachSite((site) => {
    const embedded = openSite([], {})

    test('is the same from every database it was imported into, and can go back', async () => {
      const owner = embedded.client(await embedded.serve())
      const userPoolId = await newPool(owner, { AliasAttributes: ['email', 'preferred_username'] })
      for (const [name, mailbox] of Object.entries({ Alice: 'Alice', bob: 'bob', Ünal: 'uenal' })) {
        const attributes = { email: `${mailbox}@example.com`, email_verified: 'true', name: `${name} "π" 🙂` }
        await inviteUser(owner, userPoolId, name, attributes)
      }
      await embedded.printedHere('keys', 'rotate', '--user-pool-id', userPoolId)
      const file = join(embedded.folder, 'pools.jsonl')
      await embedded.printedHere('export', '--all', '--output', file)
      assert.match(await site.printedHere('import', file), /^Imported 6 of 6 records/)
      assert.equal(await site.printedHere('export', '--user-pool-id', userPoolId), readFileSync(file, 'utf8'))
      assert.match((await site.here('import', file)).stderr, /already exists/)
    })
  })
})
