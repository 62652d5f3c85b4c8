import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { describe, test } from 'node:test'
import { environmentName, kebabName, SETTING_NAMES, SETTINGS, shownText } from '../../src/config/settings.ts'
import { problemsOf, resolved } from './resolved.ts'

describe('the configuration', () => {
  test('has defaults for everything optional', () => {
    const { config } = resolved()
    assert.equal(config.port, 7665)
    assert.equal(config.host, '127.0.0.1')
    assert.equal(config.dataDir, resolve('poolhouse-data'))
    assert.equal(config.accountId, '123456789012')
    assert.deepEqual(config.regions, [])
    assert.equal(config.bodyLimit, 2_097_152)
    assert.equal(config.requestTimeout, 30_000)
    assert.deepEqual([config.metricsPort, config.metricsToken], [undefined, undefined])
    assert.equal(config.databaseUrl, undefined)
    assert.equal(config.rootKey, undefined)
  })

  test('takes flags before the environment before the file before the defaults', () => {
    const file = { port: '1', host: '10.0.0.1', workers: '2', 'account-id': '000000000001' }
    const environment = { POOLHOUSE_PORT: '3', POOLHOUSE_HOST: '10.0.0.2', POOLHOUSE_WORKERS: '4' }
    const { config, origins } = resolved({ flags: { port: '5', host: '::1' }, environment, file })
    assert.deepEqual([config.port, config.host, config.workers], [5, '::1', 4])
    assert.equal(config.accountId, '000000000001')
    const { port, workers, accountId, logLevel } = origins
    assert.deepEqual([port, workers, accountId, logLevel], ['flag', 'environment', 'file', 'default'])
  })

  test('is frozen', () => {
    assert.throws(() => Object.assign(resolved().config, { port: 1 }), TypeError)
  })

  test('treats an empty variable or member as missing', () => {
    const { config } = resolved({ environment: { POOLHOUSE_PORT: '' }, file: { host: '' } })
    assert.deepEqual([config.port, config.host], [7665, '127.0.0.1'])
  })

  test('ignores what Kubernetes puts into POOLHOUSE_PORT for a Service of that name', () => {
    const environment = {
      POOLHOUSE_PORT: 'tcp://10.0.0.1:7665',
      POOLHOUSE_METRICS_PORT: 'tcp://10.0.0.1:9464',
    }
    const { port, metricsPort } = resolved({ environment }).config
    assert.deepEqual([port, metricsPort], [7665, undefined])
  })

  test('reads lists of the file and lists with commas alike', () => {
    const regions = ['us-east-1', 'eu-central-1']
    assert.deepEqual(resolved({ file: { regions } }).config.regions, regions)
    assert.deepEqual(resolved({ flags: { regions: 'us-east-1, eu-central-1' } }).config.regions, regions)
  })

  test('reports all problems together, each with its source', () => {
    const problems = problemsOf({
      flags: { port: '70000' },
      environment: { POOLHOUSE_ACCOUNT_ID: '12', POOLHOUSE_ROOT_KEY: 'hush' },
      file: { 'log-level': 'loud' },
    })
    assert.deepEqual(problems, [
      '--port must be a whole number from 0 to 65535, not "70000"',
      'POOLHOUSE_ACCOUNT_ID must be 12 digits, not "12"',
      'POOLHOUSE_ROOT_KEY must be 32 bytes in base64',
      'log-level in the configuration file must be one of debug, info, warn, error, silent, not "loud"',
    ])
  })

  test('refuses unknown members of the file and names the nearest', () => {
    assert.deepEqual(problemsOf({ file: { data_dri: 'x', 'favourite-colour': 'blue' } }), [
      'data_dri in the configuration file is not a setting: did you mean data-dir?',
      'favourite-colour in the configuration file is not a setting',
    ])
  })

  test('never shows the password of a database', () => {
    const [problem = ''] = problemsOf({ flags: { databaseUrl: 'mysql://me:hush@db/x' } })
    assert.match(problem, /^--database-url must be an address such as postgres/)
    assert.doesNotMatch(problem, /hush/)
    assert.match(
      problemsOf({ flags: { databaseUrl: 'postgres://me:hu#sh@db/x' } })[0] ?? '',
      /# as %23 and @ as %40\)$/,
    )
    assert.equal(shownText('databaseUrl', 'postgres://me:hush@db/x'), 'postgres://me:hidden@db/x')
    assert.doesNotMatch(shownText('databaseUrl', 'postgres://db/x?user=me&password=hush'), /hush/)
  })

  test('takes a primary database for a replica only', () => {
    assert.deepEqual(problemsOf({ flags: { databasePrimaryUrl: 'postgres://db/x' } }), [
      'database-primary-url needs database-url, which is its replica',
    ])
    const flags = { databaseUrl: 'postgres://near/x', databasePrimaryUrl: 'postgres://db/x' }
    assert.equal(resolved({ flags }).config.databasePrimaryUrl, 'postgres://db/x')
  })

  test('requires both halves of a pair', () => {
    assert.deepEqual(problemsOf({ environment: { POOLHOUSE_ROOT_ACCESS_KEY_ID: 'AKIA' } }), [
      'root-access-key-id and root-secret-access-key must be given together',
    ])
    assert.deepEqual(problemsOf({ flags: { tlsCertFile: 'a.pem' } }), [
      'tls-cert-file and tls-key-file must be given together',
    ])
  })

  test('requires a default region that is served', () => {
    assert.deepEqual(problemsOf({ flags: { regions: 'eu-west-1' } }), [
      'default-region must be one of regions (eu-west-1)',
    ])
    assert.equal(
      resolved({ flags: { regions: 'eu-west-1', defaultRegion: 'eu-west-1' } }).config.defaultRegion,
      'eu-west-1',
    )
  })
})

describe('the table of settings', () => {
  test('gives each setting its names', () => {
    assert.equal(kebabName('tlsCertFile'), 'tls-cert-file')
    assert.equal(environmentName('tlsCertFile'), 'POOLHOUSE_TLS_CERT_FILE')
  })

  test('has defaults that can be read', () => {
    for (const name of SETTING_NAMES) {
      const { fallback, read } = SETTINGS[name]
      if (fallback !== undefined) assert.doesNotThrow(() => read(fallback), name)
    }
  })

  test('never shows a secret', () => {
    const hidden = SETTING_NAMES.filter((name) => shownText(name, 'hush') === '(hidden)')
    assert.deepEqual(hidden, [
      'rootSecretAccessKey',
      'rootKey',
      'rootKeyPassphrase',
      'smsWebhookToken',
      'smsWebhookSecret',
      'messagesSecretAccessKey',
      'inboxToken',
      'lambdaSecretAccessKey',
      'customSenderKey',
      'kmsSecretAccessKey',
      'metricsToken',
    ])
    assert.equal(
      shownText('smtpUrl', 'smtp://user:hush@mail.example.com'),
      'smtp://user:hidden@mail.example.com',
    )
    assert.equal(
      shownText('smsWebhookUrl', 'https://sms.example.com/?key=hush'),
      'https://sms.example.com/?(hidden)',
    )
  })
})
