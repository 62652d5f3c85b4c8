import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { asText, pinoLog } from '../../src/kernel/log.ts'

describe('the log', () => {
  it('writes one JSON line per event, with the fields of the log it was made from', () => {
    const lines: string[] = []
    const log = pinoLog('info', { write: (line) => lines.push(line) }).with({ requestId: 'r-1' })
    log.info('Something happened', { count: 2 })
    const { time, pid, ...line } = JSON.parse(lines[0] ?? '')
    assert.deepEqual(line, { level: 'info', requestId: 'r-1', count: 2, message: 'Something happened' })
    assert.equal(pid, process.pid)
    assert.match(time, /^\d{4}-\d\d-\d\dT.*Z$/)
    assert.equal(lines[0]?.indexOf('\n'), (lines[0]?.length ?? 0) - 1)
  })

  it('leaves out what is below its level', () => {
    const lines: string[] = []
    const log = pinoLog('warn', { write: (line) => lines.push(line) })
    log.debug('one')
    log.info('two')
    log.warn('three')
    assert.deepEqual(
      lines.map((line) => JSON.parse(line).message),
      ['three'],
    )
  })

  it('hides values whose names tell that they are secret, at any depth', () => {
    const lines: string[] = []
    const log = pinoLog('info', { write: (line) => lines.push(line) })
    const secrets = {
      Password: 'S1',
      clientSecret: 'S2',
      headers: { authorization: 'S3', cookie: ['S4'] },
      input: { AuthParameters: { REFRESH_TOKEN: 'S5' }, Session: 'S6', ConfirmationCode: 'S7' },
      bytes: Buffer.from('S8'),
      users: [{ UserCode: 'S9' }],
    }
    log.info('text', secrets)
    log.with(secrets).info('text')
    assert.doesNotMatch(lines.join(''), /S\d/)
    assert.match(lines[0] ?? '', /\[hidden\]/)
  })

  it('tells name, message, code, stack and cause of an error, and no other members', () => {
    const lines: string[] = []
    const error = Object.assign(new TypeError('outer', { cause: new Error('inner') }), {
      code: '23505',
      detail: 'Key (email)=(a@example.com) already exists.',
    })
    pinoLog('info', { write: (line) => lines.push(line) }).error('Failed', { error })
    const logged = JSON.parse(lines[0] ?? '').error
    assert.equal(logged.name, 'TypeError')
    assert.equal(logged.message, 'outer')
    assert.equal(logged.errorCode, '23505')
    assert.match(logged.stack, /log\.test/)
    assert.equal(logged.cause.message, 'inner')
    assert.doesNotMatch(lines[0] ?? '', /example\.com/)
  })

  it('takes an object that contains itself', () => {
    const lines: string[] = []
    const circle: Record<string, unknown> = {}
    circle.self = circle
    pinoLog('info', { write: (line) => lines.push(line) }).info('text', { circle })
    assert.equal(lines.length, 1)
  })

  it('can be written for people, one line each', () => {
    const lines: string[] = []
    const log = pinoLog('info', asText({ write: (line) => lines.push(line) }))
    log.warn('Slow', { operation: 'SignUp', text: 'two\nlines', list: [1] })
    assert.match(lines[0] ?? '', /^\S+Z WARN {2}Slow operation=SignUp text="two\\nlines" list=\[1\]\n$/)
  })
})
