import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DAY, HOUR, MINUTE } from '../../../kernel/clock.ts'
import type { Circumstances } from '../circumstances.ts'
import { riskLevel, riskScore } from './risk-score.ts'
import { knownNetworks, type RiskHistory, riskSigns } from './risk-signs.ts'
import { RISK_POINTS, type RiskSign } from './risk-table.ts'

const NOW = Date.UTC(2026, 2, 2, 9)
const SEATTLE = { country: 'United States', latitude: 47.6, longitude: -122.3 }
const PORTLAND = { country: 'United States', latitude: 45.5, longitude: -122.7 }
const CHICAGO = { country: 'United States', latitude: 41.9, longitude: -87.6 }
const BERLIN = { country: 'Germany', latitude: 52.5, longitude: 13.4 }

const HOME: Circumstances = { at: NOW, ipAddress: '192.0.2.1', device: { agent: 'chrome' }, place: SEATTLE }
const at = (change: Partial<Circumstances>): Circumstances => ({ ...HOME, ...change })
const before = (change: Partial<Circumstances> = {}) => at({ at: NOW - DAY, ...change })

const signs = (
  now: Partial<Circumstances>,
  { familiar = [before()], ...history }: Partial<Omit<RiskHistory, 'networks'>> = {},
) => {
  const networks = knownNetworks(familiar)
  return riskSigns(at(now), {
    familiar,
    networks,
    failed: [],
    disowned: [],
    failuresOfAddress: 0,
    ...history,
  })
}

const ELSEWHERE = { ipAddress: '203.0.113.9' }
const abroad = (now: Partial<Circumstances> = {}) => ({ ...ELSEWHERE, place: BERLIN, ...now })
const many = (count: number, change: Partial<Circumstances>) =>
  Array.from({ length: count }, () => before(change))

describe('signs of risk', () => {
  for (const [what, found, expected] of [
    ['the usual device at the usual address', signs({}), []],
    ['another address nearby', signs({ ipAddress: '192.0.2.200' }), []],
    ['another network', signs(ELSEWHERE), ['new network']],
    ['no address', signs({ ipAddress: undefined }), []],
    ['another device', signs({ device: { agent: 'firefox' } }), ['new device']],
    ['no device', signs({ device: {} }), []],
    [
      'a device by its id',
      signs({ device: { agent: 'chrome', id: 'a' } }, { familiar: [before({ device: { id: 'a' } })] }),
      [],
    ],
    [
      'another id',
      signs(
        { device: { agent: 'chrome', id: 'b' } },
        { familiar: [before({ device: { agent: 'chrome', id: 'a' } })] },
      ),
      ['new device'],
    ],
    [
      'a missing id',
      signs({}, { familiar: [before({ device: { agent: 'chrome', id: 'a' } })] }),
      ['new device'],
    ],
    ['a city nearby', signs({ ...ELSEWHERE, place: PORTLAND }), ['new network']],
    ['another country', signs(abroad()), ['new network', 'new country']],
    ['a city far away', signs({ ...ELSEWHERE, place: CHICAGO }), ['new network', 'far away']],
    [
      'a country without coordinates',
      signs({ ...ELSEWHERE, place: { country: 'Germany' } }),
      ['new network', 'new country'],
    ],
    ['the first sign-in', signs(abroad({ device: { agent: 'firefox' } }), { familiar: [] }), []],
    [
      'another country in an hour',
      signs(abroad(), { familiar: [before({ at: NOW - HOUR })] }),
      ['new network', 'new country', 'impossible travel'],
    ],
    [
      'a tunnel that is known',
      signs(abroad(), { familiar: [before({ at: NOW - HOUR }), before(abroad())] }),
      [],
    ],
    [
      'a city nearby in a minute',
      signs({ ...ELSEWHERE, place: PORTLAND }, { familiar: [before({ at: NOW - MINUTE })] }),
      ['new network'],
    ],
    ['few failures of the address', signs(ELSEWHERE, { failuresOfAddress: 4 }), ['new network']],
    [
      'failures of the address',
      signs(ELSEWHERE, { failuresOfAddress: 5 }),
      ['new network', 'failing network'],
    ],
    [
      'many failures of the address',
      signs(ELSEWHERE, { failuresOfAddress: 20 }),
      ['new network', 'failing network', 'stuffing network'],
    ],
    ['failures of the usual address', signs({}, { failuresOfAddress: 500 }), []],
    [
      'failures of an address at the first sign-in',
      signs({}, { familiar: [], failuresOfAddress: 20 }),
      ['failing network', 'stuffing network'],
    ],
    ['failures of the user at home', signs({}, { failed: many(20, { at: NOW - HOUR }) }), []],
    [
      'failures of the user elsewhere',
      signs({}, { failed: many(3, { at: NOW - HOUR, ...ELSEWHERE }) }),
      ['failures before'],
    ],
    [
      'many of them',
      signs({}, { failed: many(10, { at: NOW - HOUR, ...ELSEWHERE }) }),
      ['failures before', 'many failures before'],
    ],
    ['old failures', signs({}, { failed: many(10, ELSEWHERE) }), []],
    ['an unusual hour', signs({ at: NOW + 12 * HOUR }, { familiar: many(10, {}) }), ['unusual hour']],
    [
      'an hour near midnight',
      signs({ at: NOW - 10 * HOUR }, { familiar: many(10, { at: NOW - 8 * HOUR }) }),
      [],
    ],
    ['any hour of a newcomer', signs({ at: NOW + 12 * HOUR }, { familiar: many(9, {}) }), []],
    [
      'a network that was disowned',
      signs(ELSEWHERE, { disowned: [before(ELSEWHERE)] }),
      ['new network', 'disowned'],
    ],
    ['the own network, disowned by mistake', signs({}, { disowned: [before()] }), []],
    [
      'a device that was disowned',
      signs({ device: { id: 'b' } }, { disowned: [before({ device: { id: 'b' } })] }),
      ['new device', 'disowned'],
    ],
  ] as const) {
    test(`${what}: ${expected.join(', ') || 'none'}`, () => assert.deepEqual(found, expected))
  }

  test('count as the table says, and alone none but one is a risk to act on', () => {
    const all = Object.keys(RISK_POINTS) as RiskSign[]
    assert.equal(riskScore(['new device', 'new network']), 30)
    assert.equal(riskLevel([]), undefined)
    assert.equal(riskLevel(['new device']), undefined)
    assert.equal(riskLevel(['new device', 'new network']), 'Low')
    for (const place of ['new country', 'far away'] as const) {
      assert.equal(riskLevel(['new network', place]), 'Low') // a user who travels
      assert.equal(riskLevel(['new device', 'new network', place]), 'Medium')
      assert.equal(riskLevel(['new network', place, 'impossible travel']), 'Medium') // or a tunnel
      assert.equal(riskLevel(['new device', 'new network', place, 'impossible travel']), 'High')
    }
    assert.equal(riskLevel(['new device', 'new network', 'failing network', 'stuffing network']), 'High')
    assert.equal(riskLevel(all), 'High')
    assert.deepEqual(
      all.filter((sign) => riskLevel([sign]) === 'Medium'),
      ['disowned'],
    )
  })
})
