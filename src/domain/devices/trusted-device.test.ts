import assert from 'node:assert/strict'
import { test } from 'node:test'
import { standsForSecondFactor } from './trusted-device.ts'

const configured = (challengeRequiredOnNewDevice: boolean) => ({
  deviceConfiguration: { challengeRequiredOnNewDevice, deviceOnlyRememberedOnUserPrompt: false },
})

test('a remembered device stands for the second factor where the pool says so', () => {
  assert.equal(standsForSecondFactor(configured(true), { remembered: true }), true)
})

test('no other device does, and none where the pool does not say so', () => {
  assert.equal(standsForSecondFactor(configured(true), { remembered: false }), false)
  assert.equal(standsForSecondFactor(configured(true), undefined), false)
  assert.equal(standsForSecondFactor(configured(false), { remembered: true }), false)
  assert.equal(standsForSecondFactor({}, { remembered: true }), false)
})
