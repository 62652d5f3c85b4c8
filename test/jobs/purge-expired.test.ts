import assert from 'node:assert/strict'
import { test } from 'node:test'
import { purgeExpired } from '../../src/jobs/purge-expired.ts'
import { repeat } from '../../src/jobs/repeat.ts'
import { DAY, HOUR } from '../../src/kernel/clock.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { usePoolhouse } from '../support/poolhouse.ts'
import { createUser, newClient, newPool } from '../support/pools.ts'

const house = usePoolhouse()

test('deletes what has ended and keeps the rest', async () => {
  const { stores } = house.storage
  const now = Date.now()
  const overToken = { id: 'over', expiresAt: now - 1 }
  const aliveToken = { id: 'alive', expiresAt: now + DAY }
  await stores.consumedTokens.consume(overToken)
  await stores.consumedTokens.consume(aliveToken)

  const root = house.client()
  const userPoolId = await newPool(root)
  const { Attributes } = await createUser(root, userPoolId, 'alice')
  const sub = Attributes?.find(({ Name }) => Name === 'sub')?.Value ?? ''
  const contact = { attribute: 'email', value: 'alice@example.com' } as const
  const code = (expiresAt: number) => ({ contact, digest: Buffer.alloc(32), expiresAt, mismatches: 0 })
  const over = { purpose: 'attribute', userPoolId, sub, subject: 'email' } as const
  const alive = { purpose: 'password-reset', userPoolId, sub } as const
  await stores.verificationCodes.put(over, code(now - DAY - 1))
  await stores.verificationCodes.put(alive, code(now - DAY + 1))
  await stores.attempts.save(userPoolId, sub, 'changePassword', { startedAt: now - 3 * HOUR, attempts: 5 })
  await stores.attempts.save(userPoolId, sub, 'confirmSignUp', { startedAt: now, attempts: 1 })

  await stores.messageCounts.take('over', 1, now - HOUR, now)
  await stores.messageCounts.take('alive', 1, now - HOUR, now + 1)

  const { Attributes: ofBob = [] } = await createUser(root, userPoolId, 'bob')
  const bob = ofBob.find(({ Name }) => Name === 'sub')?.Value ?? ''
  const registration = { userPoolId, clientId: 'client', challengeDigest: Buffer.alloc(32) }
  await stores.passkeyRegistrations.put({ ...registration, sub, expiresAt: now - 1 })
  await stores.passkeyRegistrations.put({ ...registration, sub: bob, expiresAt: now + 1 })

  const { id: clientId } = await newClient(root, userPoolId)
  const grant = { redirectUri: 'https://app.example', scope: 'openid', authTime: now, eventId: 'event' }
  const ofSub = { userPoolId, clientId, sub, grant }
  await stores.authorizationCodes.insert({ ...ofSub, digest: 'over', expiresAt: now - DAY - 1 })
  await stores.authorizationCodes.insert({ ...ofSub, digest: 'alive', expiresAt: now - DAY + 1 })
  const session = { userPoolId, sub, domain: 'shop', passwordRevision: null, authTime: now }
  await stores.browserSessions.insert({ ...session, digest: 'over', expiresAt: now - 1 })
  await stores.browserSessions.insert({ ...session, digest: 'alive', expiresAt: now + 1 })

  const rounds = { userPoolId, rounds: [] }
  await stores.customRounds.put({ ...rounds, id: 'over', expiresAt: now - 1 })
  await stores.customRounds.put({ ...rounds, id: 'alive', expiresAt: now + 1 })
  const event = {
    userPoolId,
    sub,
    type: 'SignIn',
    response: 'Pass',
    clientId,
    risk: { decision: 'NoRisk', compromisedCredentialsDetected: false },
    challenges: [],
    context: { deviceName: 'Other, Other', hasContextData: false },
  } as const
  await stores.authEvents.save({ ...event, id: 'over', createdAt: now - 731 * DAY - 1 })
  await stores.authEvents.save({ ...event, id: 'alive', createdAt: now - 731 * DAY })

  await purgeExpired(stores, now)

  assert.equal(await stores.authEvents.find(userPoolId, sub, 'over'), undefined)
  assert.ok(await stores.authEvents.find(userPoolId, sub, 'alive'))

  assert.equal(await stores.authorizationCodes.find('over'), undefined)
  assert.ok(await stores.authorizationCodes.find('alive'))
  assert.equal(await stores.browserSessions.find('over'), undefined)
  assert.ok(await stores.browserSessions.find('alive'))

  assert.equal(await stores.customRounds.find('over'), undefined)
  assert.ok(await stores.customRounds.find('alive'))

  assert.equal(await stores.passkeyRegistrations.find(userPoolId, sub), undefined)
  assert.ok(await stores.passkeyRegistrations.find(userPoolId, bob))
  assert.equal(await stores.consumedTokens.isConsumed(overToken), false)
  assert.equal(await stores.consumedTokens.isConsumed(aliveToken), true)
  assert.equal(await stores.verificationCodes.find(over), undefined)
  assert.ok(await stores.verificationCodes.find(alive))
  assert.equal(await stores.attempts.find(userPoolId, sub, 'changePassword'), undefined)
  assert.ok(await stores.attempts.find(userPoolId, sub, 'confirmSignUp'))
  assert.equal(await stores.messageCounts.take('alive', 1, now - HOUR, now), undefined)
  assert.equal(await stores.messageCounts.take('over', 1, now - HOUR, now), now)
})

test('a job continues after a failure, and ends when it is stopped', async () => {
  let runs = 0
  const twice = new Promise<void>((resolve) => {
    const job = repeat(
      'test',
      1,
      async () => {
        runs++
        if (runs === 1) throw new Error('once')
        void job.stop().then(resolve)
      },
      silentLog,
    )
  })
  const awake = setInterval(() => {}, 1000) // the job's own timer does not keep the process alive
  await twice
  clearInterval(awake)
  await new Promise((resolve) => setTimeout(resolve, 20))
  assert.equal(runs, 2)
})
