import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { describeConfig } from '../../src/cli/config/config.ts'
import { secret, withFiles } from '../../src/config/setting.ts'
import {
  environmentName,
  fileSettingOf,
  kebabName,
  SETTING_NAMES,
  SETTINGS,
  type SettingName,
} from '../../src/config/settings.ts'
import { matching } from '../../src/config/values.ts'
import { packageFile } from '../../src/kernel/package-file.ts'
import { problemsOf, resolved } from './resolved.ts'

const folder = mkdtempSync(join(tmpdir(), 'poolhouse-secrets-'))
after(() => rmSync(folder, { recursive: true }))

let files = 0
function file(content: string | Buffer): string {
  const path = join(folder, `secret-${files++}`)
  writeFileSync(path, content)
  return path
}

/** A valid text of every secret. */
const SECRETS: Readonly<Partial<Record<SettingName, string>>> = {
  databaseUrl: 'postgres://me:hush@db/x',
  databaseDirectUrl: 'postgres://me:hush@db/x',
  databasePrimaryUrl: 'postgres://me:hush@db/x',
  rootSecretAccessKey: 'hush-hush-hush-hush',
  rootKey: Buffer.alloc(32, 7).toString('base64'),
  rootKeyPassphrase: 'hush '.repeat(8),
  smtpUrl: 'smtp://user:hush@mail.example.com',
  smsWebhookUrl: 'https://sms.example.com/?key=hush',
  smsWebhookToken: 'hush-hush-hush-hush',
  smsWebhookSecret: 'hush-hush-hush-hush',
  messagesSecretAccessKey: 'hush-hush-hush-hush',
  inboxToken: 'hush-hush-hush-hush',
  lambdaSecretAccessKey: 'hush-hush-hush-hush',
  customSenderKey: Buffer.alloc(32, 9).toString('base64'),
  kmsSecretAccessKey: 'hush-hush-hush-hush',
  metricsToken: 'hush-hush-hush-hush',
}
const secrets = SETTING_NAMES.filter((name) => SETTINGS[name].secret)

/** Settings whose names sound like secrets but that hold none, each with the reason. */
const NO_SECRETS: Readonly<Partial<Record<SettingName, string>>> = {
  rootAccessKeyId: 'a name, which every request shows',
  lambdaAccessKeyId: 'a name, which every request shows',
  lambdaEndpointUrl: 'has no user and no query',
  messagesAccessKeyId: 'a name, which every request shows',
  kmsAccessKeyId: 'a name, which every request shows',
  kmsEndpointUrl: 'has no user and no query',
  sesEndpointUrl: 'has no user and no query',
  snsEndpointUrl: 'has no user and no query',
  allowGeneratedRootKey: 'on or off',
  compromisedPasswordsDir: 'the path of a folder',
  compromisedPasswordsUrl: 'has no user and no query',
  publicUrl: 'has no user and no query',
  tlsKeyFile: 'the path of a file',
}

describe('the file of a secret', () => {
  test('is a setting of every secret, with a flag', () => {
    assert.deepEqual(secrets, Object.keys(SECRETS))
    for (const name of secrets) {
      const twin = fileSettingOf(name)
      assert.ok(twin !== undefined && SETTINGS[twin].flag && !SETTINGS[twin].secret, name)
      assert.equal(kebabName(twin), `${kebabName(name)}-file`)
      assert.equal(environmentName(twin), `${environmentName(name)}_FILE`)
    }
  })

  test('exists for every declared secret, whatever its name', () => {
    const declared = { novelSecret: secret(matching(/./, 'a character'), 'something new') }
    const table = withFiles(declared, (name) => `file of ${name}`)
    assert.deepEqual(Object.keys(table), ['novelSecret', 'novelSecretFile'])
    assert.equal(table.novelSecretFile.about, 'file of novelSecret')
  })

  test('is what the guide names for every secret', () => {
    const guide = readFileSync(packageFile('docs/guides/secrets.md'), 'utf8')
    const rows = [...guide.matchAll(/^\| `([\w-]+)` \| `([\w-]+)` \|/gm)].map(([, name, twin]) => [
      name,
      twin,
    ])
    assert.deepEqual(rows.sort(), secrets.map((name) => [kebabName(name), `${kebabName(name)}-file`]).sort())
  })

  test('exists for every setting whose name sounds secret', () => {
    const secretive = SETTING_NAMES.filter((name) => /secret|token|password|key|url/i.test(name))
    const twins = secrets.map(fileSettingOf)
    const without = secretive.filter((name) => !SETTINGS[name].secret && !twins.includes(name))
    assert.deepEqual(without.sort(), Object.keys(NO_SECRETS).sort())
  })

  for (const name of secrets) {
    test(`gives ${kebabName(name)}, by flag, environment and configuration file`, () => {
      const twin = fileSettingOf(name) ?? name
      const path = file(`${SECRETS[name]}\n`)
      // One half of an access key is useless without the other.
      const id = {
        POOLHOUSE_ROOT_ACCESS_KEY_ID: 'AKIAEXAMPLE',
        ...(name === 'databaseDirectUrl' && { POOLHOUSE_DATABASE_URL: 'postgres://db/x' }),
        ...(name === 'lambdaSecretAccessKey' && {
          POOLHOUSE_LAMBDA_ACCESS_KEY_ID: 'AKIAEXAMPLE',
          POOLHOUSE_LAMBDA_ENDPOINT_URL: 'http://localhost:4566',
        }),
        ...(name === 'messagesSecretAccessKey' && {
          POOLHOUSE_MESSAGES_ACCESS_KEY_ID: 'AKIAEXAMPLE',
          POOLHOUSE_SES_ENDPOINT_URL: 'http://localhost:4566',
        }),
        ...(name === 'databasePrimaryUrl' && { POOLHOUSE_DATABASE_URL: 'postgres://me:hush@near/x' }),
        ...(name === 'kmsSecretAccessKey' && {
          POOLHOUSE_KMS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
          POOLHOUSE_KMS_ENDPOINT_URL: 'http://localhost:4566',
        }),
      }
      const expected = resolved({
        environment: { ...id, [environmentName(name)]: SECRETS[name], ...half(name) },
      })
      for (const sources of [
        { flags: { [twin]: path }, environment: { ...id, ...half(name) } },
        { environment: { ...id, ...half(name), [environmentName(twin)]: path } },
        { file: { [kebabName(twin)]: path }, environment: { ...id, ...half(name) } },
      ]) {
        const found = resolved(sources)
        assert.deepEqual(found.config[name], expected.config[name])
        assert.equal(found.config[twin], path)
        const shown = describeConfig(found)
        assert.match(shown, new RegExp(`^${kebabName(name)}: .* # ${kebabName(twin)}$`, 'm'))
        assert.doesNotMatch(shown, /hush/)
      }
    })
  }

  test('of the root encryption key may hold the bare bytes', () => {
    const bytes = Buffer.from([...Array(31).keys(), 10]) // the last one is a line break
    assert.deepEqual(resolved({ flags: { rootKeyFile: file(bytes) } }).config.rootKey, bytes)
  })

  test('keeps the blanks of a secret and drops one line break at the end', () => {
    const passphrase = 'postgres://me:a%20b@db/x'
    for (const end of ['', '\n', '\r\n']) {
      assert.equal(
        resolved({ flags: { databaseUrlFile: file(passphrase + end) } }).config.databaseUrl,
        passphrase,
      )
    }
    const [problem = ''] = problemsOf({ flags: { inboxTokenFile: file('hush-hush-hush-hush\n\n') } })
    assert.match(problem, /^--inbox-token-file: \S+ must hold 16 or more/)
  })

  test('and the secret itself cannot be given together, from any source', () => {
    const path = file('postgres://me@db/x')
    assert.deepEqual(
      problemsOf({
        flags: { databaseUrlFile: path },
        environment: { POOLHOUSE_DATABASE_URL: 'postgres://me@db/y' },
      }),
      ['database-url and database-url-file must not be given together'],
    )
  })

  test('is reported by its setting and path if it is unusable, but never by its content', () => {
    const missing = join(folder, 'missing')
    const paths = {
      wrong: file('mysql://me:hush@db/x'),
      empty: file('\n'),
      large: file(Buffer.alloc(70_000, 'h')),
    }
    assert.deepEqual(problemsOf({ flags: { databaseUrlFile: paths.wrong } }), [
      `--database-url-file: ${paths.wrong} must hold an address such as postgres://user:password@host:5432/database (in a user or password write % as %25, / as %2F, ? as %3F, # as %23 and @ as %40)`,
    ])
    assert.deepEqual(problemsOf({ environment: { POOLHOUSE_SMTP_URL_FILE: paths.empty } }), [
      `POOLHOUSE_SMTP_URL_FILE: ${paths.empty} is empty`,
    ])
    assert.deepEqual(problemsOf({ file: { 'inbox-token-file': paths.large } }), [
      `inbox-token-file in the configuration file: ${paths.large} has more than 65536 bytes`,
    ])
    assert.deepEqual(problemsOf({ flags: { metricsTokenFile: missing } }), [
      `--metrics-token-file: ${missing} can't be read: there is no such file or folder (ENOENT)`,
    ])
    assert.match(problemsOf({ flags: { metricsTokenFile: folder } })[0] ?? '', /EISDIR/)
  })
})

function half(name: SettingName): Record<string, string> {
  return name === 'rootSecretAccessKey' ? {} : { POOLHOUSE_ROOT_SECRET_ACCESS_KEY: 'the-other-half' }
}
