import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rateSettings } from '../../src/cli/command/request-rates.ts'
import { ConfigError } from '../../src/config/config-error.ts'
import { atLeastASecond, limit, limitsByName } from '../../src/config/rate-values.ts'
import { resolveConfig, type Sources } from '../../src/config/resolve-config.ts'
import { DEFAULT_DOMAIN_FIGURES } from '../../src/domain/limits/domain-rates.ts'
import { DEFAULT_RATES } from '../../src/domain/limits/request-categories.ts'
import { DEFAULT_MESSAGE_FIGURES } from '../../src/domain/messages/message-limits.ts'
import { HOUR } from '../../src/kernel/clock.ts'

const NOTHING = { flags: {}, environment: {}, file: {} }

function settings(sources: Partial<Sources>) {
  return rateSettings(resolveConfig({ ...NOTHING, ...sources }).config)
}

test('takes a limit away by the word unlimited only', () => {
  assert.equal(limit('1'), 1)
  assert.equal(limit('unlimited'), Number.POSITIVE_INFINITY)
  for (const text of ['0', '-1', '', '1.5', 'off', 'Infinity', '10000000'])
    assert.throws(() => limit(text), { message: 'a whole number from 1 to 9999999, or unlimited' })
})

test('refuses a window in which no guess would count', () => {
  assert.equal(atLeastASecond('5m'), 300_000)
  for (const text of ['0', '999ms'])
    assert.throws(() => atLeastASecond(text), { message: 'a span of time of at least 1s' })
})

test('reads limits by name from a text and from a mapping', () => {
  const limits = { UserRead: 500, UserList: Number.POSITIVE_INFINITY }
  assert.deepEqual(limitsByName('UserRead=500, UserList = unlimited'), limits)
  assert.deepEqual(limitsByName('{"UserRead":"500","UserList":"unlimited"}'), limits)
  for (const text of ['UserRead', 'UserRead=0', 'UserRead=1;UserList=2', '{"UserRead":{"a":"1"}}'])
    assert.throws(() => limitsByName(text), `${text} was taken`)
})

test('limits wrong guesses, messages and requests to domains by default, and no rate', () => {
  assert.deepEqual(settings({}), {
    domainRates: DEFAULT_DOMAIN_FIGURES,
    addressFailures: { failures: 100, window: 300_000 },
    messageLimits: DEFAULT_MESSAGE_FIGURES,
  })
})

test('takes figures for messages', () => {
  const flags = { messagesPerUser: '5', messagesPerRecipient: '6', messagesPerAddress: 'unlimited' }
  const environment = { POOLHOUSE_MESSAGE_WINDOW: '24h' }
  assert.deepEqual(settings({ flags, environment }).messageLimits, {
    user: 5,
    recipient: 6,
    address: Number.POSITIVE_INFINITY,
    window: 24 * HOUR,
  })
})

test('takes figures for requests to domains', () => {
  const flags = { domainRequestsPerAddress: '5', domainRequestsPerClient: 'unlimited', domainRequests: '7' }
  assert.deepEqual(settings({ flags }).domainRates, {
    address: 5,
    client: Number.POSITIVE_INFINITY,
    domain: 7,
  })
})

test('takes the quotas of AWS', () => {
  assert.deepEqual(settings({ flags: { requestRates: 'aws' } }).requestRates, DEFAULT_RATES)
})

test('takes own figures from the configuration file, and the quotas of AWS for the rest', () => {
  const file = {
    'request-rates': 'custom',
    'request-rate-limits': { UserRead: '500', PerUserRead: 'unlimited' },
  }
  assert.deepEqual(settings({ file }).requestRates, {
    ...DEFAULT_RATES,
    UserRead: 500,
    PerUserRead: Number.POSITIVE_INFINITY,
  })
})

test('refuses a category that does not exist, and names the nearest, or all of them', () => {
  const said = (name: string) => {
    try {
      settings({ flags: { requestRates: 'custom', requestRateLimits: `${name}=500` } })
    } catch (error) {
      return error
    }
    return undefined
  }
  const wrong = (name: string) => `${name} in request-rate-limits is not a category: `
  assert.deepEqual(said('UserReed'), new ConfigError([`${wrong('UserReed')}did you mean UserRead?`]))
  const all = Object.keys(DEFAULT_RATES).join(', ')
  assert.deepEqual(said('Sandwiches'), new ConfigError([`${wrong('Sandwiches')}use one of ${all}`]))
})

test('refuses own figures that would have no effect', () => {
  for (const requestRates of ['off', 'aws'])
    assert.throws(
      () => settings({ flags: { requestRates, requestRateLimits: 'UserRead=500' } }),
      new ConfigError(['request-rate-limits needs request-rates custom']),
    )
})

test('can switch off the limit on addresses', async () => {
  assert.equal(settings({ flags: { addressFailures: 'unlimited' } }).addressFailures?.failures, Infinity)
})
