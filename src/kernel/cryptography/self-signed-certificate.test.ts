import assert from 'node:assert/strict'
import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import { systemEntropy } from '../entropy.ts'
import { selfSignedCertificate } from './self-signed-certificate.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const from = Date.UTC(2026, 10, 30, 1, 2, 3)

function certificate(until: number): X509Certificate {
  return new X509Certificate(
    selfSignedCertificate('us-east-1_AAAAAAAAA', pem, { from, until }, systemEntropy),
  )
}

test('names its subject as its issuer, and is signed by its own key', () => {
  const made = certificate(from + 1000)
  assert.equal(made.subject, 'CN=us-east-1_AAAAAAAAA')
  assert.equal(made.issuer, 'CN=us-east-1_AAAAAAAAA')
  assert.ok(made.verify(made.publicKey))
  assert.ok(made.checkPrivateKey(createPrivateKey(pem)))
  assert.equal(made.ca, false)
})

test('is valid to the second, also beyond 2049', () => {
  const near = certificate(Date.UTC(2049, 11, 31, 23, 59, 59))
  assert.equal(new Date(near.validFrom).getTime(), from)
  assert.equal(new Date(near.validTo).getTime(), Date.UTC(2049, 11, 31, 23, 59, 59))
  assert.equal(new Date(certificate(Date.UTC(2050, 0, 1)).validTo).getTime(), Date.UTC(2050, 0, 1))
})

test('has a serial number of eight bytes that differs each time', () => {
  const serials = new Set(Array.from({ length: 20 }, () => certificate(from + 1000).serialNumber))
  assert.equal(serials.size, 20)
  for (const serial of serials) assert.match(serial, /^[4-7][0-9A-F]{15}$/)
})

test('does not verify with another name', () => {
  const der = selfSignedCertificate('pool', pem, { from, until: from + 1000 }, systemEntropy)
  der.write('poop', der.lastIndexOf('pool'))
  const changed = new X509Certificate(der)
  assert.equal(changed.subject, 'CN=poop')
  assert.equal(changed.verify(changed.publicKey), false)
})
