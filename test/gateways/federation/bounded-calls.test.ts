import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  boundedCalls,
  MOST_SILENT,
  MOST_WAITING,
  ProviderSilent,
} from '../../../src/gateways/federation/bounded-calls.ts'

const UNAVAILABLE = { error: 'temporarily_unavailable' }
const silent = async () => {
  throw new ProviderSilent('invalid_request')
}
const answers = async () => 'answer'

describe('calls of a provider', () => {
  test('are refused while as many as may wait are waiting, and those of others are not', async () => {
    const call = boundedCalls(() => 0)
    const ends: (() => void)[] = []
    const waiting = Array.from({ length: MOST_WAITING }, () =>
      call('slow', () => new Promise<void>((resolve) => ends.push(resolve))),
    )
    await assert.rejects(call('slow', answers), UNAVAILABLE)
    assert.equal(await call('other', answers), 'answer')
    ends.pop()?.()
    await waiting.at(-1)
    assert.equal(await call('slow', answers), 'answer')
    for (const end of ends) end()
    await Promise.all(waiting)
  })

  test('are refused for ten seconds after failures in a row, then tried one at a time', async () => {
    let now = 0
    const call = boundedCalls(() => now)
    for (let n = 0; n < MOST_SILENT; n++) await assert.rejects(call('down', silent), ProviderSilent)
    await assert.rejects(call('down', answers), UNAVAILABLE)
    assert.equal(await call('other', answers), 'answer')
    now = 9_999
    await assert.rejects(call('down', answers), UNAVAILABLE)
    now = 10_000
    let answer = (_: string) => {}
    const tried = call(
      'down',
      () =>
        new Promise<string>((resolve) => {
          answer = resolve
        }),
    )
    await assert.rejects(call('down', answers), UNAVAILABLE)
    answer('back')
    assert.equal(await tried, 'back')
    assert.equal(await call('down', answers), 'answer')
  })

  test('that fail with an answer in between are no row of failures', async () => {
    const call = boundedCalls(() => 0)
    const refusing = async () => {
      throw new Error('an answer that is refused')
    }
    for (let n = 0; n < 3 * MOST_SILENT; n++) {
      await assert.rejects(call('flaky', n % MOST_SILENT === 0 ? refusing : silent))
    }
    assert.equal(await call('flaky', answers), 'answer')
  })
})
