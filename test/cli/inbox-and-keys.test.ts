import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openSite } from './run-command.ts'

describe('the options of inbox and keys rotate', () => {
  const site = openSite([], {})

  test('are named where a value is wrong', async () => {
    const { code, stderr } = await site.here('inbox', '--limit', '0')
    assert.equal(code, 1)
    assert.equal(stderr, 'poolhouse: --limit must be a whole number from 1 to 200, not "0"\n')
  })

  test('are refused if they make no sense, and a wait without a message is reported', async () => {
    const refused: [string[], string][] = [
      [['--format', 'xml'], '--format must be one of text, json, not "xml"'],
      [['--wait', 'long'], '--wait must be a span of time such as 30s, 500ms or 2m, not "long"'],
      [['--format', 'json', '--follow'], '--follow prints text only: leave out --format json'],
      [['--failed', '--follow'], '--failed prints what there is: leave out --follow and --wait'],
    ]
    for (const [args, refusal] of refused) {
      const { code, stderr } = await site.here('inbox', ...args)
      assert.deepEqual([code, stderr], [1, `poolhouse: ${refusal}\n`])
    }
    await site.serve()
    assert.equal(await site.printedHere('inbox', '--format', 'json'), '{\n  "messages": []\n}\n')
    assert.equal((await site.here('inbox')).stderr, 'There is no message.\n')
    assert.equal((await site.here('inbox', '--failed')).stderr, 'No message was given up.\n')
    const { code, stderr } = await site.here('inbox', '--to', 'jane@example.com', '--wait', '10ms')
    assert.deepEqual([code, stderr], [1, 'poolhouse: no message to jane@example.com came within 10 ms\n'])
  })

  for (const command of [['inbox'], ['keys', 'rotate']]) {
    test(`of ${command.join(' ')} are about the database and not about serving`, async () => {
      const help = await site.printedHere(...command, '--help')
      assert.match(help, /--database-url/)
      assert.doesNotMatch(help, /--port|--workers/)
    })
  }
})
