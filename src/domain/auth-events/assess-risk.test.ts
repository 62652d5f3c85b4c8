import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { HOUR } from '../../kernel/clock.ts'
import { riskLevel } from '../threat-protection/account-takeover/risk-score.ts'
import { isNewNetwork, knownNetworks, riskSigns } from '../threat-protection/account-takeover/risk-signs.ts'
import type { Circumstances } from '../threat-protection/circumstances.ts'
import { assessRisk } from './assess-risk.ts'
import type { AuthEventStore, RecentEvent } from './auth-event-store.ts'

const NOW = Date.UTC(2026, 2, 2, 9)
const FAILURES = 25
const NONE = async () => assert.fail('nothing else is asked')

const place = fc.constantFrom(
  {},
  { country: 'Germany', latitude: 52.5, longitude: 13.4 },
  { country: 'Germany', latitude: 48.1, longitude: 11.6 },
  { country: 'Chile', latitude: -33.4, longitude: -70.7 },
)
const device = fc.constantFrom({}, { agent: 'chrome' }, { agent: 'firefox' }, { agent: 'chrome', id: 'a' })
const ipAddress = fc.constantFrom(undefined, '192.0.2.1', '192.0.2.200', '198.51.100.1')
const hoursAgo = fc.integer({ min: 1, max: 72 })
const seen = fc.record({ hoursAgo, ipAddress, device, place })

type Seen = typeof seen extends fc.Arbitrary<infer Value> ? Value : never

const circumstancesOf = ({ hoursAgo, ...rest }: Seen): Circumstances => ({
  at: NOW - hoursAgo * HOUR,
  ...rest,
})

function eventOf({ hoursAgo, ipAddress, device, place }: Seen, response: 'Pass' | 'Fail'): RecentEvent {
  return {
    createdAt: NOW - hoursAgo * HOUR,
    response,
    risk: { decision: 'NoRisk', compromisedCredentialsDetected: false },
    context: { ipAddress, device, ...place, deviceName: 'Other, Other', hasContextData: false },
    feedback: undefined,
  }
}

function storesOf(familiar: readonly RecentEvent[], other: readonly RecentEvent[]) {
  const [newest] = familiar
  const familiarAt = familiar.map(({ createdAt }) => createdAt)
  const authEvents: AuthEventStore = {
    save: NONE,
    find: NONE,
    lock: NONE,
    list: NONE,
    deleteBefore: NONE,
    recent: async () => ({ newest, familiarAt, disowned: [], other }),
    recentFamiliar: async () => familiar,
  }
  return {
    authEvents,
    addressFailures: { failuresOf: async () => FAILURES, count: NONE, deleteExpired: NONE },
  }
}

test('a sign-in like the newest one has the risk that the whole history gives it', async () => {
  let ordinary = 0
  const histories = fc
    .array(seen, { maxLength: 12 })
    .map((all) => all.sort((a, b) => a.hoursAgo - b.hoursAgo))
  await fc.assert(
    fc.asyncProperty(
      histories,
      fc.array(seen, { maxLength: 1 }),
      seen,
      fc.boolean(),
      async (own, failed, at, isLike) => {
        const present = isLike && own[0] ? { ...own[0], hoursAgo: 0 } : { ...at, hoursAgo: 0 }
        const stores = storesOf(
          own.map((one) => eventOf(one, 'Pass')),
          failed.map((one) => eventOf(one, 'Fail')),
        )
        const guard = { origin: { ...present, hasContextData: false }, place: present.place }
        const { level } = await assessRisk(
          stores as never,
          guard as never,
          { userPoolId: 'pool', sub: 'sub' },
          NOW,
        )
        const familiar = own.map(circumstancesOf)
        const networks = knownNetworks(familiar)
        const isNew = present.ipAddress !== undefined && isNewNetwork(circumstancesOf(present), networks)
        const history = {
          familiar,
          networks,
          failed: failed.map(circumstancesOf),
          disowned: [],
          failuresOfAddress: isNew ? FAILURES : 0,
        }
        assert.equal(level, riskLevel(riskSigns(circumstancesOf(present), history)))
        if (level === undefined && isLike && own.length > 1) ordinary++
      },
    ),
    { numRuns: 500 },
  )
  assert.ok(ordinary > 20, String(ordinary))
})
