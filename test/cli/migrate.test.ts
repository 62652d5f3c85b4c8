import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readMigrations } from '../../src/storage/driver/migration-files.ts'
import { forEachSite } from './run-command.ts'

forEachSite((site) => {
  describe('poolhouse migrate', () => {
    test('applies every migration, and has nothing to do the second time', async () => {
      const expected = readMigrations().map(({ name }) => `Applied ${name}\n`)
      assert.equal(await site.printedHere('migrate'), expected.join(''))
      assert.equal(await site.printedHere('migrate'), 'The database is up to date.\n')
    })

    test('lists no settings outside its flags, as all have one', async () => {
      assert.doesNotMatch(await site.printedHere('migrate', '--help'), /Only in the environment/)
      assert.match(
        await site.printedHere('audit', '--help'),
        /Only in the environment.*:\n {2}POOLHOUSE_ROOT_SECRET/,
      )
    })

    test('reports what is wrong with the configuration, and ends with code 1', async () => {
      const { code, stderr } = await site.here('migrate', '--config', site.write('other.yaml', 'port: x'))
      assert.equal(code, 1)
      assert.match(stderr, /^poolhouse: \S+other\.yaml:1: port must be a whole number/)
    })
  })
})
