import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { findInboxToken, type InboxConfig } from '../../src/cli/inbox/token.ts'
import { ConfigError } from '../../src/config/config-error.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import { openSite, untilMatch } from './run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'poolhouse-inbox-'))
after(() => rmSync(folder, { recursive: true }))

const NOTHING = { inboxToken: undefined, smtpUrl: undefined, smsWebhookUrl: undefined }
const find = (config: Partial<InboxConfig>) =>
  findInboxToken({ ...NOTHING, dataDir: join(folder, 'none'), ...config }, systemEntropy)

describe('the token of the inbox', () => {
  test('is made at the first start, for the owner only, and stays', () => {
    const dataDir = join(folder, 'first')
    const token = find({ dataDir })
    assert.match(token ?? '', /^[\w-]{43}$/)
    assert.equal(readFileSync(join(dataDir, 'inbox.token'), 'utf8'), `${token}\n`)
    assert.equal(statSync(join(dataDir, 'inbox.token')).mode & 0o777, 0o600)
    assert.equal(find({ dataDir }), token)
    assert.notEqual(find({ dataDir: join(folder, 'second') }), token)
  })

  test('is the configured one, and then none is made', () => {
    const dataDir = join(folder, 'configured')
    assert.equal(find({ dataDir, inboxToken: 'a-token-of-ones-own' }), 'a-token-of-ones-own')
    assert.throws(() => statSync(dataDir), { code: 'ENOENT' })
  })

  test('does not exist if a mail server and a webhook take all messages', () => {
    const ways = { smtpUrl: 'smtp://mail.example.com', smsWebhookUrl: 'https://sms.example.com/' }
    assert.equal(find({ ...ways, inboxToken: 'a-token-of-ones-own' }), undefined)
    assert.throws(() => statSync(join(folder, 'none')), { code: 'ENOENT' })
  })

  test('is reported if its file is unusable', () => {
    const dataDir = join(folder, 'spoiled')
    mkdirSync(dataDir)
    const file = join(dataDir, 'inbox.token')
    writeFileSync(file, 'short\n')
    const spoiled = (error: unknown) =>
      error instanceof ConfigError &&
      error.message ===
        `${file} must hold 16 or more letters, digits and characters of . _ ~ + / -: correct it, or remove it to have a new one created`
    assert.throws(() => find({ dataDir }), spoiled)
    assert.throws(
      () => find({ dataDir: join(file, 'below-a-file') }),
      (error) => error instanceof ConfigError && /can't be read or written/.test(error.message),
    )
  })
})

describe('a server that keeps messages', () => {
  const site = openSite([], {})
  const TOKEN = 'a-token-of-ones-own'

  async function greetingOf(...args: string[]): Promise<string> {
    const started = site.start('serve', '--port', '0', ...args)
    await untilMatch(started, /ready at \S+\n/)
    started.child.kill('SIGTERM')
    const { stdout, stderr } = await started.ended
    assert.doesNotMatch(stderr, new RegExp(TOKEN)) // the log
    return stdout
  }

  test('greets with a link that opens the inbox', async () => {
    const started = site.start('serve', '--port', '0')
    const [, link = ''] = await untilMatch(started, /^Messages go to an inbox: (\S+)$/m)
    const token = readFileSync(join(site.folder, 'data', 'inbox.token'), 'utf8').trim()
    assert.match(link, new RegExp(`^http://localhost:\\d+/inbox\\?token=${token}$`))
    const answer = await fetch(link.replace('localhost', '127.0.0.1'), { redirect: 'manual' })
    assert.equal(answer.status, 303)
  })

  test('greets without the token if its output may be collected as a log', async () => {
    const own = ['--inbox-token', TOKEN]
    assert.match(await greetingOf(...own), new RegExp(`/inbox\\?token=${TOKEN}\n`))
    assert.match(
      await greetingOf(...own, '--public-url', 'https://auth.example.com', '--allow-inbox'),
      /^Messages go to an inbox: https:\/\/auth\.example\.com\/inbox \(its token is the configured inbox-token\)$/m,
    )
    const file = join(site.folder, 'data', 'inbox.token')
    const open = await greetingOf('--host', '0.0.0.0')
    assert.ok(open.includes(`/inbox (its token is in ${file})\n`), open)
  })

  test('says what it keeps if it sends the rest', async () => {
    assert.match(await greetingOf('--smtp-url', 'smtp://127.0.0.1:9'), /^Text messages go to an inbox: /m)
    assert.match(await greetingOf('--sms-webhook-url', 'http://127.0.0.1:9/'), /^E-mails go to an inbox: /m)
    const both = ['--smtp-url', 'smtp://127.0.0.1:9', '--sms-webhook-url', 'http://127.0.0.1:9/']
    assert.doesNotMatch(await greetingOf(...both), /inbox/)
  })
})
