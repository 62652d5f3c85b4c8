import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { MINUTE } from './clock.ts'
import { pinoLog } from './log.ts'
import { Outage } from './outage.ts'
import { outageLog } from './outage-log.ts'

function recorded() {
  const lines: string[] = []
  let now = 1000
  const log = outageLog(pinoLog('debug', { write: (line) => lines.push(line) }), () => now)
  return {
    log,
    pass: (milliseconds: number) => {
      now += milliseconds
    },
    taken: () => lines.splice(0).map((line) => JSON.parse(line)),
  }
}

const failed = (operation: string, error: Error = new Outage('no connection')) => ({ operation, error })

describe('a log in an outage', () => {
  test('has one line a minute for each route, without a stack, and counts what it left out', () => {
    const { log, pass, taken } = recorded()
    for (let i = 0; i < 50; i++) log.error('A request failed', failed('SignUp'))
    log.error('A request failed', failed('InitiateAuth'))
    const lines = taken()
    assert.deepEqual(
      lines.map(({ operation }) => operation),
      ['SignUp', 'InitiateAuth'],
    )
    assert.equal(lines[0].reason, 'no connection')
    assert.doesNotMatch(JSON.stringify(lines), /stack|leftOut/)
    pass(MINUTE - 1)
    log.error('A request failed', failed('SignUp'))
    assert.deepEqual(taken(), [])
    pass(1)
    log.error('A request failed', failed('SignUp'))
    assert.deepEqual(
      taken().map(({ leftOut }) => leftOut),
      [50],
    )
  })

  test('tells jobs and routes apart, also where a request has a log of its own', () => {
    const { log, taken } = recorded()
    const error = new Outage('no connection')
    for (const fields of [{ job: 'purge' }, { job: 'import' }, { route: 'pages' }]) {
      log.with({ requestId: 'a' }).error('It failed', { ...fields, error })
      log.with({ requestId: 'b' }).error('It failed', { ...fields, error })
    }
    assert.equal(taken().length, 3)
  })

  test('has every other error, with its stack', () => {
    const { log, taken } = recorded()
    for (let i = 0; i < 3; i++) log.error('A request failed', failed('SignUp', new Error('a bug')))
    const lines = taken()
    assert.equal(lines.length, 3)
    assert.match(lines[0].error.stack, /a bug/)
  })
})
