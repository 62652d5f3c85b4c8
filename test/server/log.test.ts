import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { logOf } from '../../src/cli/serve/process-log.ts'
import { pinoLog } from '../../src/kernel/log.ts'
import { asText } from '../../src/kernel/text-log.ts'

describe('the log', () => {
  test('writes one JSON line per event, with the fields of the log it was made from', () => {
    const lines: string[] = []
    const log = pinoLog('info', { write: (line) => lines.push(line) }).with({ requestId: 'r-1' })
    log.info('Something happened', { count: 2 })
    const { time, pid, ...line } = JSON.parse(lines[0] ?? '')
    assert.deepEqual(line, { level: 'info', requestId: 'r-1', count: 2, message: 'Something happened' })
    assert.equal(pid, process.pid)
    assert.match(time, /^\d{4}-\d\d-\d\dT.*Z$/)
    assert.equal(lines[0]?.indexOf('\n'), (lines[0]?.length ?? 0) - 1)
  })

  test('leaves out what is below its level', () => {
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

  test('hides values with secret-looking names, at any depth', () => {
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

  test('shows name, message, code, stack and cause of an error, and no other members', () => {
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

  test('takes an object that contains itself', () => {
    const lines: string[] = []
    const circle: Record<string, unknown> = {}
    circle.self = circle
    pinoLog('info', { write: (line) => lines.push(line) }).info('text', { circle })
    assert.equal(lines.length, 1)
  })
})

describe('a log for people', () => {
  function linesOf(write: (log: ReturnType<typeof pinoLog>) => void, options = {}): string[] {
    const lines: string[] = []
    write(pinoLog('info', asText({ write: (line) => lines.push(line) }, options)))
    return lines
  }

  test('has one line per event', () => {
    const [line] = linesOf((log) => log.warn('Slow', { operation: 'SignUp', text: 'two\nlines', list: [1] }))
    assert.match(line ?? '', /^\S+Z WARN {2}Slow operation=SignUp text="two\\nlines" list=\[1\]\n$/)
  })

  test('shows an error and its cause on that line, and where it arose', () => {
    const error = new TypeError('bad "value"', { cause: new Error('why') })
    const [line = '', ...others] = linesOf((log) => log.error('Failed', { error }))
    assert.match(
      line,
      /Z ERROR Failed error="TypeError: bad \\"value\\", because of Error: why \(.*log\.test\.\S*\)"\n$/,
    )
    assert.deepEqual(others, [])
  })

  test('lets no text control the terminal or reverse its direction', () => {
    for (const steering of ['\u001b[2J', '\u009b2J', '\u202e', '\u007f', '\u0007']) {
      const [line = ''] = linesOf((log) => log.info('Text', { text: `a${steering}` }))
      assert.equal(line.includes(steering[0] ?? ''), false)
      assert.match(line, /text="a\\u[0-9a-f]{4}/)
    }
  })

  test('is coloured if that is wanted', () => {
    const [line = ''] = linesOf((log) => log.warn('Slow', { a: 1 }), { colours: true })
    const marked = line.replaceAll('\u001b[', '<').replaceAll(/<(\d+)m/g, '<$1>')
    assert.match(marked, /^<2>\S+Z<0> <33>WARN <0> Slow <2>a=<0>1\n$/)
  })
})

describe('the form of log lines', () => {
  const forms = [
    ['auto', { isTTY: true, hasColors: () => true }, 'coloured'],
    ['auto', { isTTY: true, hasColors: () => false }, 'text'],
    ['auto', {}, 'json'],
    ['json', { isTTY: true, hasColors: () => true }, 'json'],
    ['text', { isTTY: true, hasColors: () => true }, 'coloured'],
    ['text', {}, 'text'],
  ] as const
  for (const [logFormat, stream, form] of forms) {
    test(`is ${form} for ${logFormat} on ${'isTTY' in stream ? 'a terminal' : 'a file'}`, () => {
      let written = ''
      const write = (line: string) => {
        written += line
      }
      logOf({ logLevel: 'info', logFormat }, { ...stream, write }).info('Ready')
      const found = written.startsWith('{') ? 'json' : written.startsWith('\u001b[') ? 'coloured' : 'text'
      assert.equal(found, form)
    })
  }
})
