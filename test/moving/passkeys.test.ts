import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exportPool } from '../../src/domain/transfer/export-pool.ts'
import { importRecords } from '../../src/domain/transfer/import-records.ts'
import { readRecord } from '../../src/domain/transfer/read-record.ts'
import type { MovedRecord } from '../../src/domain/transfer/records/record-kinds.ts'
import { newMember, openGround, register } from '../operations/passkeys/fixtures.ts'

test('passkeys sign in on the server that a pool was moved to, with their counters', async (t) => {
  const from = await openGround()
  t.after(() => from.it.close())
  const { user, AccessToken } = await newMember(from)
  const transports = ['usb', 'nfc']
  const authenticator = await register(from, AccessToken, { transports, attachment: 'cross-platform' })
  const ClientId = await from.it.newClient(from.pool, { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] })

  const { stores } = from.it.house.storage
  const lines: string[] = []
  const pool = (await stores.userPools.find(from.pool)) ?? assert.fail('no pool')
  for await (const record of exportPool(stores, pool)) lines.push(JSON.stringify(record))
  const to = await openGround()
  t.after(() => to.it.close())
  const records = lines.map((line, i) => readRecord(line, i + 1) as MovedRecord)
  await to.it.house.storage.transaction((stores) => importRecords(stores, records, 'refuse'))

  const find = (ground: typeof from) =>
    ground.it.house.storage.stores.passkeys.find(from.pool, user.sub, authenticator.id)
  const [before, after] = [await find(from), await find(to)]
  assert.deepEqual(
    after && { ...after, publicKey: [...after.publicKey] },
    before && {
      ...before,
      publicKey: [...before.publicKey],
    },
  )

  async function signIn() {
    const AuthParameters = { USERNAME: user.Username, PREFERRED_CHALLENGE: 'WEB_AUTHN' }
    const begun = await to.it.ok('InitiateAuth', { ClientId, AuthFlow: 'USER_AUTH', AuthParameters })
    const credential = authenticator.get(JSON.parse(begun.ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS))
    const ChallengeResponses = { USERNAME: user.Username, CREDENTIAL: JSON.stringify(credential) }
    return { ClientId, ChallengeName: 'WEB_AUTHN', Session: begun.Session, ChallengeResponses }
  }
  const { AuthenticationResult } = await to.it.ok('RespondToAuthChallenge', await signIn())
  assert.ok(AuthenticationResult.AccessToken)
  authenticator.rewind(0)
  const [name] = await to.it.refusal('RespondToAuthChallenge', await signIn())
  assert.equal(name, 'NotAuthorizedException')
})
