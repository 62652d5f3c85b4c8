import { requestedSettings } from '../../src/domain/clients/requested-settings.ts'
import type { ForeignPassword } from '../../src/domain/credentials/foreign-password.ts'
import type { PasswordRecord } from '../../src/domain/credentials/stored-password.ts'
import { newAccessKey, newTemporaryAccessKey } from '../../src/domain/iam/access-key.ts'
import type { InboxMessage } from '../../src/domain/messages/inbox-store.ts'
import type { Storage } from '../../src/domain/stores.ts'
import { newSigningKey } from '../../src/domain/tokens/signing-key.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import { importJobOf } from '../support/import-jobs.ts'
import { fewKeyPairs } from '../support/key-pairs.ts'
import { NOW, storedPool, userOf } from './pool-of-users.ts'

const ROOT = { kind: 'root', accountId: '123456789012' } as const
const PASSWORD: PasswordRecord = {
  current: { salt: Buffer.alloc(16, 1), verifier: Buffer.alloc(384, 2) },
  former: [],
  setAt: NOW,
}
const FOREIGN: ForeignPassword = { algorithm: 'BCRYPT', hash: 'a hash' }

/** Reads from any storage on the same database what was stored. */
export type ReadBack = (storage: Storage) => Promise<unknown>

/** Stores a value in every sealed column through the stores; in the column of messages, this many. */
export async function fillSealedColumns(storage: Storage, messages: number): Promise<ReadBack> {
  const { stores } = storage
  const pool = await storedPool(stores)
  const client = 'client000000000000000000sealed'
  await stores.clients.insert({
    id: client,
    userPoolId: pool,
    name: 'client',
    clientType: 'REGULAR',
    settings: JSON.parse(JSON.stringify(requestedSettings({}))),
    createdAt: NOW,
    modifiedAt: NOW,
  })
  const secret = { id: `${client}--1`, clientId: client, value: 'secret of a client', createdAt: NOW }
  await stores.clients.addSecret(secret)

  const session = { issuedAt: NOW, mfaAuthenticated: false }
  const lasting = newAccessKey(systemEntropy, NOW)
  const temporary = newTemporaryAccessKey(systemEntropy, NOW, { session, expiresAt: NOW + 1000 })
  for (const key of [lasting, temporary])
    await storage.transaction(({ principals }) => principals.addAccessKey(ROOT, key))

  const [native, foreign] = [userOf(pool, 'native'), userOf(pool, 'foreign')]
  await storage.transaction(async ({ users, credentials }) => {
    await users.insertAll([native, foreign])
    await credentials.setPassword(pool, native.sub, PASSWORD)
    await credentials.setForeignPassword(pool, foreign.sub, FOREIGN)
  })
  const verified = { secret: Buffer.alloc(32, 3), name: 'phone', lastUsedStep: 1 }
  await stores.softwareTokens.setVerified(pool, native.sub, verified)
  await stores.softwareTokens.setPending(pool, native.sub, Buffer.alloc(32, 4))
  const deviceKey = 'us-east-1_0a1b2c3d'
  await stores.devices.insert({
    userPoolId: pool,
    sub: native.sub,
    deviceKey,
    deviceGroupKey: '-v7w9UcY6',
    remembered: true,
    lastIpAddress: '::1',
    createdAt: NOW,
    modifiedAt: NOW,
    authenticatedAt: NOW,
    verifier: PASSWORD.current,
  })

  const grant = { redirectUri: 'https://app.example', scope: 'openid', authTime: NOW, eventId: 'event' }
  const owner = { userPoolId: pool, clientId: client, sub: native.sub }
  await stores.authorizationCodes.insert({ digest: 'of a code', ...owner, grant, expiresAt: NOW + 1000 })

  await stores.browserSessions.insert({
    digest: 'of a cookie',
    userPoolId: pool,
    sub: native.sub,
    domain: 'shop',
    passwordRevision: null,
    authTime: NOW,
    expiresAt: NOW + 1000,
    atProvider: { provider: 'Okta', nameId: { value: 'jane' }, sessionIndex: 'index' },
  })

  await stores.signingKeys.insertIfAbsent(newSigningKey(pool, 'id', await fewKeyPairs(), NOW))
  for (let i = 0; i < messages; i++) await stores.inbox.append(messageOf(pool, i))
  const { id, sentAt: queuedAt, ...message } = messageOf(pool, 0)
  await stores.outbox.put({ id, queuedAt, userPoolId: pool, message })
  await stores.outbox.lease('holder', 1, NOW, NOW)
  await stores.outbox.giveUp(id, 'holder', NOW)

  await stores.identityProviders.insert({
    userPoolId: pool,
    name: 'Okta',
    type: 'OIDC',
    details: { client_secret: 'secret of an application' },
    attributeMapping: {},
    idpIdentifiers: [],
    createdAt: NOW,
    modifiedAt: NOW,
  })
  const saml = { userPoolId: pool, privateKey: 'key of requests', certificate: 'AAAA', certifiedAt: NOW }
  await stores.identityProviders.insertSigningKey(saml)

  const rounds = { id: 'rounds', userPoolId: pool, rounds: [], expiresAt: NOW }
  await stores.customRounds.put({
    ...rounds,
    presented: { privateParameters: { answer: '42' }, metadata: null },
  })

  const job = importJobOf(pool)
  await stores.importJobs.insert(job)
  const file = { job, uploadId: 'upload' }
  for (const number of [0, 1]) await stores.importFiles.addChunk(file, number, Buffer.from(`chunk ${number}`))

  const former = { userPoolId: pool, region: 'eu-west-1', endpoint: undefined, clientId: 'client' } as const
  await stores.formerPools.save({ ...former, clientSecret: 'old secret', flow: 'USER_PASSWORD_AUTH' })

  return async ({ stores: other }) => [
    await other.clients.secrets(client),
    await other.principals.findByAccessKeyId(lasting.id),
    await other.principals.findByAccessKeyId(temporary.id),
    await other.credentials.find(pool, native.sub),
    await other.credentials.find(pool, foreign.sub),
    await other.softwareTokens.find(pool, native.sub),
    await other.devices.findWithVerifier(native, deviceKey),
    await other.authorizationCodes.find('of a code'),
    await other.browserSessions.find('of a cookie'),
    await other.signingKeys.list(pool),
    await other.identityProviders.find(pool, 'Okta'),
    await other.identityProviders.findSigningKey(pool),
    await other.inbox.newest({ limit: messages + 1 }),
    await other.outbox.failed(1),
    await other.customRounds.find(rounds.id),
    await other.importFiles.readChunk(file, 0),
    await other.importFiles.readChunk(file, 1),
    await other.formerPools.find(pool),
  ]
}

function messageOf(userPoolId: string, number: number): InboxMessage {
  return {
    id: systemEntropy.uuid(),
    userPoolId,
    sentAt: NOW + number,
    kind: 'sign-up',
    channel: 'EMAIL',
    to: 'jane@example.com',
    subject: 'Your verification code',
    body: `message ${number}`,
  }
}
