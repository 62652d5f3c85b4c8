import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { restartDelay } from '../../src/server/restart-delay.ts'

describe('the delay before a worker is replaced', () => {
  test('doubles with each crash in a row, up to ten seconds', () => {
    const delays: number[] = []
    for (let crashes = 0; crashes < 9; ) {
      const next = restartDelay(crashes, 5)
      delays.push(next.milliseconds)
      crashes = next.crashes
    }
    assert.deepEqual(delays, [100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000])
  })

  test('is the first one again after a worker that lived for half a minute', () => {
    assert.deepEqual(restartDelay(7, 30_000), { crashes: 1, milliseconds: 100 })
  })
})
