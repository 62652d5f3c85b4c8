import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { describe, test } from 'node:test'
import { GetSigningCertificateCommand } from '@aws-sdk/client-cognito-identity-provider'
import { DAY } from '../../../src/kernel/clock.ts'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newPool, poolArn } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import { NO_POOL, POOL_NOT_FOUND } from './providers.ts'

const house = usePoolhouse()
const root = house.client()

async function certificateOf(UserPoolId: string): Promise<string> {
  const { Certificate } = await root.send(new GetSigningCertificateCommand({ UserPoolId }))
  return Certificate ?? assert.fail('no certificate')
}

const read = (base64: string) => new X509Certificate(Buffer.from(base64, 'base64'))

describe('access', () => {
  testAccess({
    operation: 'GetSigningCertificate',
    house: () => house,
    input: async () => ({ UserPoolId: await newPool(root) }),
    resource: ({ UserPoolId }) => poolArn(UserPoolId),
  })
})

describe('validation', () => {
  test('asks for a pool', async () => {
    const answer = await house.call('GetSigningCertificate', {})
    assert.equal(answer.json.__type, 'InvalidParameterException')
  })
})

describe('behaviour', () => {
  test('finds no pool that does not exist', () => refuses(certificateOf(NO_POOL), ...POOL_NOT_FOUND))

  test('returns one line of base64 with a certificate of the pool for ten years, always the same', async () => {
    const pool = await newPool(root)
    const certificate = await certificateOf(pool)
    assert.match(certificate, /^[A-Za-z0-9+/]+=*$/)
    const { subject, issuer, validFrom, validTo, publicKey } = read(certificate)
    assert.deepEqual([subject, issuer], [`CN=${pool}`, `CN=${pool}`])
    assert.equal(+new Date(validTo) - +new Date(validFrom), 315_569_520_000)
    assert.equal(publicKey.asymmetricKeyDetails?.modulusLength, 2048)
    assert.ok(read(certificate).verify(publicKey))
    assert.equal(await certificateOf(pool), certificate)
  })

  test('returns the same to all who ask at once', async () => {
    const pool = await newPool(root)
    const certificates = await Promise.all(Array.from({ length: 8 }, () => certificateOf(pool)))
    assert.equal(new Set(certificates).size, 1)
  })

  test('renews the certificate after a year, for the same key', async () => {
    const pool = await newPool(root)
    const first = await certificateOf(pool)
    house.passTime(364 * DAY)
    assert.equal(await certificateOf(pool), first)
    house.passTime(2 * DAY)
    const second = await certificateOf(pool)
    assert.notEqual(second, first)
    const key = (text: string) => read(text).publicKey.export({ type: 'spki', format: 'pem' })
    assert.equal(key(second), key(first))
    assert.ok(new Date(read(second).validTo) > new Date(read(first).validTo))
    assert.equal(await certificateOf(pool), second)
  })
})
