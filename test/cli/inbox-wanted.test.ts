import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { assertInboxWanted, warnOfInbox } from '../../src/cli/serve/inbox-wanted.ts'
import { resolveConfig } from '../../src/config/resolve-config.ts'
import { pinoLog } from '../../src/kernel/log.ts'
import { openSite, untilMatch } from './run-command.ts'

const OTHERS = 'https://auth.example.com'

const configOf = (flags: Parameters<typeof resolveConfig>[0]['flags']) =>
  resolveConfig({ flags, environment: {}, file: {} }).config

const isRefused = (flags: Parameters<typeof configOf>[0]): boolean => {
  try {
    assertInboxWanted(configOf(flags))
    return false
  } catch {
    return true
  }
}

describe('an inbox in the place of a mail server', () => {
  test('is refused if the public URL is for other machines', () => {
    for (const publicUrl of [OTHERS, 'http://192.168.1.2:7665', 'http://[2001:db8::1]']) {
      assert.equal(isRefused({ publicUrl }), true, publicUrl)
    }
    assert.equal(isRefused({ host: '192.168.1.2' }), true)
    assert.equal(isRefused({ publicUrl: OTHERS, smsWebhookUrl: 'https://sms.example.com' }), true)
  })

  test('is allowed on this machine, with a mail server, and if it is wanted', () => {
    for (const publicUrl of ['http://localhost:1', 'http://127.0.0.1', 'https://[::1]:2']) {
      assert.equal(isRefused({ publicUrl }), false, publicUrl)
    }
    assert.equal(isRefused({}), false)
    assert.equal(isRefused({ publicUrl: OTHERS, smtpUrl: 'smtp://mail.example.com' }), false)
    assert.equal(isRefused({ publicUrl: OTHERS, allowInbox: 'on' }), false)
  })

  test('is mentioned in the log, separately for each kind of message', () => {
    const warned = (flags: Parameters<typeof configOf>[0]) => {
      const lines: string[] = []
      warnOfInbox(configOf(flags), pinoLog('warn', { write: (line) => lines.push(line) }))
      return lines.map((line) => JSON.parse(line).missing)
    }
    assert.deepEqual(warned({ publicUrl: OTHERS }), ['smtp-url', 'sms-webhook-url'])
    assert.deepEqual(warned({ publicUrl: OTHERS, smtpUrl: 'smtp://mail.example.com' }), ['sms-webhook-url'])
    assert.deepEqual(warned({}), [])
  })
})

describe('poolhouse serve for others without a mail server', () => {
  const site = openSite([], {})

  test('ends with a sentence that says what to do, and has created nothing', async () => {
    const { code, stdout, stderr } = await site.run('serve', '--port', '0', '--public-url', OTHERS)
    assert.equal(code, 1)
    assert.equal(stdout, '')
    assert.equal(
      stderr,
      'poolhouse: without a mail server, every message to the users of https://auth.example.com is kept in an inbox ' +
        'here and not sent: set smtp-url or smtp-url-file, or add --allow-inbox if that is what you want\n',
    )
    assert.equal(existsSync(join(site.folder, 'data')), false)
  })

  test('starts if the inbox is wanted, and says so', async () => {
    const started = site.start('serve', '--port', '0', '--public-url', OTHERS, '--allow-inbox')
    await untilMatch(started, /^Messages go to an inbox: /m)
    assert.match(started.output.stderr, /"E-mails are kept in the inbox and not sent"/)
    started.child.kill('SIGTERM')
    await started.ended
  })
})
