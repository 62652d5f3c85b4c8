import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { wholeAddress, withoutPassword, withoutQuery, withoutUser } from '../../src/config/address.ts'
import { ConfigError } from '../../src/config/config-error.ts'
import { resolveConfig } from '../../src/config/resolve-config.ts'
import { environmentName, type SettingName } from '../../src/config/settings.ts'

/** Passwords that have to be escaped, with parts that look like a port or a path. */
const BARE = ['12/34hush', 'hu#sh', 'hush?1', '7?hush', '8#hush', '100%hush', 'a/b/hush']
const addressed = (scheme: string, password: string) => `${scheme}://me:${password}@db.example.com:5432/pools`

function problemsWith(name: SettingName, text: string): readonly string[] {
  try {
    resolveConfig({ flags: {}, environment: { [environmentName(name)]: text }, file: {} })
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return error.problems
  }
  return []
}

describe('a password in an address', () => {
  test('needs escapes if its characters end the host or an escape, and the error shows no part of it', () => {
    for (const password of BARE) {
      for (const [name, scheme] of [
        ['databaseUrl', 'postgres'],
        ['smtpUrl', 'smtp'],
      ] as const) {
        const [problem = '', ...more] = problemsWith(name, addressed(scheme, password))
        assert.match(
          problem,
          /in a user or password write % as %25, \/ as %2F, \? as %3F, # as %23 and @ as %40/,
        )
        assert.doesNotMatch(problem, /hush|12/)
        assert.deepEqual(more, [])
      }
    }
  })

  test('is taken escaped, and with an @ or a colon as well', () => {
    for (const password of BARE.map(encodeURIComponent).concat('p@rt', 'a:b')) {
      assert.deepEqual(problemsWith('databaseUrl', addressed('postgres', password)), [], password)
      assert.equal(wholeAddress(addressed('postgres', password))?.hostname, 'db.example.com')
    }
  })

  test('is taken in an address with several hosts, none of which may be empty', () => {
    const several = 'postgres://me:p%2Cw@one:5432,[::1]:5433,three/db?sslmode=require'
    assert.deepEqual(problemsWith('databaseUrl', several), [])
    assert.equal(withoutPassword(several), several.replace('p%2Cw', 'hidden'))
    for (const bad of [
      'postgres://me:hush@one,,three/db',
      'postgres://me:hu#sh@one,two/db',
      'postgres://me:hush@one:1,two:x/db',
    ]) {
      const [problem = ''] = problemsWith('databaseUrl', bad)
      assert.match(problem, /must be an address such as postgres/)
      assert.doesNotMatch(problem, /hush/)
    }
  })

  test('is never shown, in any kind of address', () => {
    assert.equal(
      withoutPassword('postgres://me:hush@db/x?sslpassword=hush'),
      'postgres://me:hidden@db/x?sslpassword=hidden',
    )
    assert.equal(withoutPassword('postgres://me:1/hush@db/x'), '(not an address)')
    assert.equal(
      withoutQuery('https://sms.example.com/send?key=hush'),
      'https://sms.example.com/send?(hidden)',
    )
    assert.equal(withoutQuery('https://me:hush@sms.example.com/'), '(an address with a user)')
    assert.equal(withoutUser('https://me:hush@auth.example.com'), '(an address with a user)')
    assert.equal(withoutUser('https://auth.example.com'), 'https://auth.example.com')
    for (const name of ['publicUrl', 'smsWebhookUrl'] as const) {
      const problems = problemsWith(name, 'https://me:hush@auth.example.com')
      assert.equal(problems.length, 1)
      assert.doesNotMatch(problems.join(), /hush/)
    }
  })
})
