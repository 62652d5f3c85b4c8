import assert from 'node:assert/strict'
import { test } from 'node:test'
import { invalidParameter, ServiceError } from '../../../contract/service-error.ts'
import { assertSmsConfiguration, shownSmsConfiguration } from './sms-configuration.ts'

const scope = { region: 'us-east-1', account: '123456789012' }
const role = 'arn:aws:iam::123456789012:role/sms'

test('takes either way to send text messages, in the region of the pool or without one', () => {
  assertSmsConfiguration({ snsCallerArn: role }, scope)
  assertSmsConfiguration({ snsCallerArn: role, externalId: 'x', snsRegion: 'us-east-1' }, scope)
  assertSmsConfiguration({ eumsSms: { callerArn: role, region: 'us-east-1' } }, scope)
})

test('takes the alternate region of SNS if the pool has one', () => {
  const seoul = { ...scope, region: 'ap-northeast-2' }
  assertSmsConfiguration({ snsCallerArn: role, snsRegion: 'ap-northeast-1' }, seoul)
})

test('refuses SNS in any other region', () => {
  assert.throws(
    () => assertSmsConfiguration({ snsCallerArn: role, snsRegion: 'eu-west-1' }, scope),
    invalidParameter('Invalid snsRegion. Allowed SNS region for us-east-1 is us-east-1'),
  )
})

test('refuses End User Messaging in another region', () => {
  assert.throws(
    () => assertSmsConfiguration({ eumsSms: { callerArn: role, region: 'eu-west-1' } }, scope),
    invalidParameter('Invalid EumsSms region. Allowed region for us-east-1 is us-east-1'),
  )
})

test('refuses none of the ways, and both', () => {
  const refusal = invalidParameter('SmsConfiguration must contain either SnsCallerArn or EumsSms.')
  assert.throws(() => assertSmsConfiguration({}, scope), refusal)
  assert.throws(
    () => assertSmsConfiguration({ snsCallerArn: role, eumsSms: { callerArn: role } }, scope),
    refusal,
  )
})

test('refuses the role of another account, whichever service assumes it', () => {
  const foreign = role.replace('123456789012', '999999999999')
  const refusal = new ServiceError('AccessDeniedException', 'Cross-account pass role is not allowed.')
  assert.throws(() => assertSmsConfiguration({ snsCallerArn: foreign }, scope), refusal)
  assert.throws(() => assertSmsConfiguration({ eumsSms: { callerArn: foreign } }, scope), refusal)
})

test('a configuration of SNS is shown with a region, in Seoul that of Tokyo, and one of End User Messaging as it is', () => {
  const sns = { snsCallerArn: role }
  assert.deepEqual(shownSmsConfiguration(sns, 'eu-west-1'), { ...sns, snsRegion: 'eu-west-1' })
  assert.deepEqual(shownSmsConfiguration(sns, 'ap-northeast-2'), { ...sns, snsRegion: 'ap-northeast-1' })
  const alternate = { ...sns, snsRegion: 'us-east-1' }
  assert.deepEqual(shownSmsConfiguration(alternate, 'us-east-2'), alternate)
  const eums = { eumsSms: { callerArn: role } }
  assert.deepEqual(shownSmsConfiguration(eums, 'us-east-1'), eums)
  assert.equal(shownSmsConfiguration(undefined, 'us-east-1'), undefined)
})
