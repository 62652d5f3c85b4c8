import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { pacing } from '../../src/cli/migrate-from-aws/pacing.ts'

/** A clock that only pauses advance, and the pauses. */
function steppedTime() {
  let now = 1_000_000
  const pauses: number[] = []
  return {
    pauses,
    clock: () => now,
    async pause(milliseconds: number) {
      pauses.push(milliseconds)
      now += milliseconds
    },
  }
}

const refused = (name: string, httpStatusCode = 400) =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode } })

describe('calls to the former pool', () => {
  test('come no faster than the rate', async () => {
    const { clock, pause, pauses } = steppedTime()
    const paced = pacing(4, clock, pause)
    for (let i = 0; i < 5; i++) await paced(async () => i)
    assert.deepEqual(pauses, [250, 250, 250, 250])
  })

  test('are made again after ever longer pauses when the service is busy', async () => {
    const { clock, pause, pauses } = steppedTime()
    const paced = pacing(1000, clock, pause)
    const errors = [
      refused('TooManyRequestsException'),
      refused('ThrottlingException'),
      refused('Any', 503),
      Object.assign(new Error('gone'), { code: 'ECONNRESET' }),
    ]
    const answer = await paced(async () => {
      const error = errors.shift()
      if (error) throw error
      return 'answer'
    })
    assert.equal(answer, 'answer')
    assert.deepEqual(pauses, [500, 1000, 2000, 4000])
  })

  test('are given up in the end', async () => {
    const { clock, pause } = steppedTime()
    let calls = 0
    const failing = pacing(
      1000,
      clock,
      pause,
    )(async () => {
      calls++
      throw refused('TooManyRequestsException')
    })
    await assert.rejects(failing, { name: 'TooManyRequestsException' })
    assert.equal(calls, 8)
  })

  for (const error of [refused('NotAuthorizedException'), refused('AccessDeniedException')]) {
    test(`are not made again after ${error.name}`, async () => {
      const { clock, pause } = steppedTime()
      let calls = 0
      const failing = pacing(
        1000,
        clock,
        pause,
      )(async () => {
        calls++
        throw error
      })
      await assert.rejects(failing, { name: error.name })
      assert.equal(calls, 1)
    })
  }
})
