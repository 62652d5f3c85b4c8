import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openSite } from './run-command.ts'

describe('the options of inbox and keys rotate', () => {
  const site = openSite([], {})

  it('are named where a value is wrong', async () => {
    const { code, stderr } = await site.run('inbox', '--limit', '0')
    assert.equal(code, 1)
    assert.equal(stderr, 'poolhouse: --limit must be a whole number from 1 to 200, not "0"\n')
  })

  for (const command of [['inbox'], ['keys', 'rotate']]) {
    it(`of ${command.join(' ')} are about the database and not about serving`, async () => {
      const help = await site.printed(...command, '--help')
      assert.match(help, /--database-url/)
      assert.doesNotMatch(help, /--port|--workers/)
    })
  }
})
