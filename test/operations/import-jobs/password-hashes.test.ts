import assert from 'node:assert/strict'
import { pbkdf2Sync, scryptSync } from 'node:crypto'
import { describe, test } from 'node:test'
import {
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  type PasswordHashingAlgorithmType,
} from '@aws-sdk/client-cognito-identity-provider'
import { hash as argon2 } from '@node-rs/argon2'
import { hash as bcrypt } from '@node-rs/bcrypt'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { ALL_FLOWS, newClient } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { tickingClock } from '../../support/ticking-clock.ts'
import { HIDING, prove, signIn, srpChallenge } from '../sign-in/fixtures.ts'
import { csv, endOf, headerOf, importFile, newImportPool, type Record, record } from './world.ts'

const house = usePoolhouse({ clock: tickingClock() })
const root = house.client()

const PASSWORD = 'Brought-Along-7'
const WRONG = ['NotAuthorizedException', 'Incorrect username or password.'] as const

const HASHES: Readonly<{ [Name in PasswordHashingAlgorithmType]: () => Promise<string> }> = {
  BCRYPT: () => bcrypt(PASSWORD, 4),
  SCRYPT: async () => `16384$8$1$00ff$${scryptSync(PASSWORD, Buffer.of(0, 255), 32).toString('hex')}`,
  ARGON2ID: () => argon2(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }),
  PBKDF2_SHA256: async () => {
    const salt = Buffer.from('salt of someone')
    const made = pbkdf2Sync(PASSWORD, salt, 1000, 32, 'sha256').toString('base64')
    return `$pbkdf2-sha256$1000$${salt.toString('base64')}$${made.replaceAll('+', '.').replace(/=+$/, '')}`
  },
}

async function importWith(
  UserPoolId: string,
  PasswordHashingAlgorithm: PasswordHashingAlgorithmType | undefined,
  records: readonly Record[],
) {
  const columns = [...(await headerOf(root, UserPoolId)), 'password_hash']
  return importFile(house, UserPoolId, csv(columns, records), { PasswordHashingAlgorithm })
}

/** A pool with one imported user, ada. */
async function poolOfAda(client: object = ALL_FLOWS, algorithm: PasswordHashingAlgorithmType = 'BCRYPT') {
  const UserPoolId = await newImportPool(root)
  const { id } = await newClient(root, UserPoolId, client)
  const { log } = await importWith(UserPoolId, algorithm, [
    record('ada', { password_hash: await HASHES[algorithm]() }),
  ])
  assert.deepEqual(log, ['[SUCCEEDED] Line Number 2 - The import succeeded.'])
  return { UserPoolId, client: id }
}

async function statusOf(UserPoolId: string, Username: string) {
  return (await root.send(new AdminGetUserCommand({ UserPoolId, Username }))).UserStatus
}

describe('a user with the hash of a password', () => {
  for (const algorithm of Object.keys(HASHES) as PasswordHashingAlgorithmType[]) {
    test(`is confirmed and signs in with the password, and no other, by ${algorithm}`, async () => {
      const { UserPoolId, client } = await poolOfAda(ALL_FLOWS, algorithm)
      assert.equal(await statusOf(UserPoolId, 'ada'), 'CONFIRMED')
      await refuses(signIn(root, client, 'ada', 'Not-The-One-7'), ...WRONG)
      assert.ok((await signIn(root, client, 'ada', PASSWORD)).AuthenticationResult?.AccessToken)
      assert.ok((await signIn(root, client, 'ada', PASSWORD)).AuthenticationResult?.AccessToken)
    })
  }

  test('fails by SRP as with a wrong password until the first sign-in, and then signs in', async () => {
    const { UserPoolId, client } = await poolOfAda()
    const bySrp = async () => {
      const { responses } = await srpChallenge(root, UserPoolId, client, 'ada', PASSWORD)
      return prove(root, client, responses)
    }
    await refuses(bySrp(), ...WRONG)
    await signIn(root, client, 'ada', PASSWORD)
    assert.ok((await bySrp()).AuthenticationResult?.IdToken)
  })

  test('is kept in our own form after the first sign-in, and the hash is deleted', async () => {
    const { UserPoolId, client } = await poolOfAda()
    const find = async () => {
      const user = await house.storage.stores.users.resolve(UserPoolId, {
        username: 'ada',
        sub: '',
        aliases: [],
      })
      return house.storage.stores.credentials.find(UserPoolId, user?.sub ?? '')
    }
    assert.equal((await find()).password, undefined)
    assert.equal((await find()).foreignPassword?.algorithm, 'BCRYPT')
    await signIn(root, client, 'ada', PASSWORD)
    assert.ok((await find()).password)
    assert.equal((await find()).foreignPassword, undefined)
  })

  test('may arrive in sixteen concurrent sign-ins', async () => {
    const { client } = await poolOfAda()
    const answers = await Promise.all(Array.from({ length: 16 }, () => signIn(root, client, 'ada', PASSWORD)))
    assert.ok(answers.every(({ AuthenticationResult }) => AuthenticationResult?.AccessToken))
  })

  test('is locked out after five wrong passwords', async () => {
    const { client } = await poolOfAda(HIDING)
    for (let i = 0; i < 5; i++) await refuses(signIn(root, client, 'ada', 'Not-The-One-7'), ...WRONG)
    await refuses(
      signIn(root, client, 'ada', PASSWORD),
      'NotAuthorizedException',
      'Password attempts exceeded',
    )
    house.passTime(1000)
    assert.ok((await signIn(root, client, 'ada', PASSWORD)).AuthenticationResult)
  })

  test('loses it with a password that an administrator sets', async () => {
    const { UserPoolId, client } = await poolOfAda()
    const set = { UserPoolId, Username: 'ada', Password: 'Another-One-7', Permanent: true }
    await root.send(new AdminSetUserPasswordCommand(set))
    await refuses(signIn(root, client, 'ada', PASSWORD), ...WRONG)
    assert.ok((await signIn(root, client, 'ada', 'Another-One-7')).AuthenticationResult)
  })

  test('has to be reset if the hash is empty', async () => {
    const UserPoolId = await newImportPool(root)
    const [open, hiding] = [await newClient(root, UserPoolId), await newClient(root, UserPoolId, HIDING)]
    await importWith(UserPoolId, 'BCRYPT', [record('ada', { password_hash: '' })])
    assert.equal(await statusOf(UserPoolId, 'ada'), 'RESET_REQUIRED')
    await refuses(
      signIn(root, open.id, 'ada', PASSWORD),
      'PasswordResetRequiredException',
      'Password reset required for the user',
    )
    await refuses(signIn(root, hiding.id, 'ada', PASSWORD), ...WRONG)
  })
})

describe('a file with hashes', () => {
  test('fails in rows whose hash has another form or costs too much', async () => {
    const UserPoolId = await newImportPool(root)
    const { log, job } = await importWith(UserPoolId, 'BCRYPT', [
      record('a', { password_hash: 'secret' }),
      record('b', { password_hash: (await bcrypt(PASSWORD, 4)).replace('$04$', '$13$') }),
      record('c', { password_hash: await bcrypt(PASSWORD, 4) }),
    ])
    const fault = 'The password_hash is not a hash of the algorithm BCRYPT within its limits.'
    assert.deepEqual(log, [
      `[FAILED] Line Number 2 - ${fault}`,
      `[FAILED] Line Number 3 - ${fault}`,
      '[SUCCEEDED] Line Number 4 - The import succeeded.',
    ])
    assert.deepEqual(endOf(job).slice(0, 4), ['Succeeded', 1, 0, 2])
  })

  test('fails in rows whose hash cannot be computed, or is too long for its iterations', async () => {
    const UserPoolId = await newImportPool(root)
    const salt = '00ff'
    const scrypt = await importWith(UserPoolId, 'SCRYPT', [
      record('a', { password_hash: `65536$1$1$${salt}$${'00'.repeat(32)}` }),
      record('b', { password_hash: `32768$1$1$${salt}$${'00'.repeat(32)}` }),
    ])
    assert.deepEqual(scrypt.log, [
      '[FAILED] Line Number 2 - The password_hash is not a hash of the algorithm SCRYPT within its limits.',
      '[SUCCEEDED] Line Number 3 - The import succeeded.',
    ])
    const pbkdf2 = await importWith(UserPoolId, 'PBKDF2_SHA256', [
      record('c', { password_hash: `$pbkdf2-sha256$600000$c2FsdA$${'A'.repeat(128)}` }),
      record('d', { password_hash: `$pbkdf2-sha256$200000$c2FsdA$${'A'.repeat(128)}` }),
    ])
    assert.deepEqual(pbkdf2.log, [
      '[FAILED] Line Number 2 - The password_hash is not a hash of the algorithm PBKDF2_SHA256 within its limits.',
      '[SUCCEEDED] Line Number 3 - The import succeeded.',
    ])
  })

  test('fails as a whole without the column if the job has an algorithm', async () => {
    const UserPoolId = await newImportPool(root)
    const file = csv(await headerOf(root, UserPoolId), [record('ada')])
    const { job } = await importFile(house, UserPoolId, file, { PasswordHashingAlgorithm: 'SCRYPT' })
    const message = 'The header of the CSV file lacks the column password_hash.'
    assert.deepEqual(endOf(job), ['Failed', 0, 0, 0, message])
  })

  test('may have the column without an algorithm, as long as it is empty', async () => {
    const UserPoolId = await newImportPool(root)
    const { log } = await importWith(UserPoolId, undefined, [
      record('ada'),
      record('bob', { password_hash: 'x' }),
    ])
    assert.deepEqual(log, [
      '[SUCCEEDED] Line Number 2 - The import succeeded.',
      '[FAILED] Line Number 3 - The password_hash must be empty where the job has no password hashing algorithm.',
    ])
  })
})
