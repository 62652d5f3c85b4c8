import assert from 'node:assert/strict'
import { test } from 'node:test'
import { invalidParameter } from '../../../contract/service-error.ts'
import { accountCreation } from './admin-create-user-config.ts'
import { DEFAULT_POLICIES } from './policies.ts'

test('a pool without policies demands all kinds of characters and eight of them', () => {
  assert.deepEqual(accountCreation({}).policies, DEFAULT_POLICIES)
})

test('a stated password policy lacks the requirements that it leaves out', () => {
  const { passwordPolicy } = accountCreation({
    policies: { passwordPolicy: { requireNumbers: true } },
  }).policies
  assert.deepEqual(passwordPolicy, {
    minimumLength: 8,
    requireUppercase: false,
    requireLowercase: false,
    requireNumbers: true,
    requireSymbols: false,
    passwordHistorySize: undefined,
    temporaryPasswordValidityDays: 7,
  })
})

test('either policy is kept where a request has only the other', () => {
  const current = accountCreation({
    policies: {
      passwordPolicy: { minimumLength: 12 },
      signInPolicy: { allowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] },
    },
  }).policies
  const factors = accountCreation(
    { policies: { signInPolicy: { allowedFirstAuthFactors: ['PASSWORD'] } } },
    current,
  )
  assert.deepEqual(factors.policies.passwordPolicy, current.passwordPolicy)
  const passwords = accountCreation({ policies: { passwordPolicy: { minimumLength: 20 } } }, current)
  assert.deepEqual(passwords.policies.signInPolicy, current.signInPolicy)
  assert.equal(passwords.policies.passwordPolicy.minimumLength, 20)
  assert.deepEqual(accountCreation({}, current).policies, current)
})

test('the validity of a temporary password shows under both of its names', () => {
  const byPolicy = accountCreation({ policies: { passwordPolicy: { temporaryPasswordValidityDays: 30 } } })
  assert.equal(byPolicy.adminCreateUserConfig.unusedAccountValidityDays, 30)
  const byLegacyName = accountCreation({ adminCreateUserConfig: { unusedAccountValidityDays: 3 } })
  assert.equal(byLegacyName.policies.passwordPolicy.temporaryPasswordValidityDays, 3)
})

test('a validity of 0 days means seven', () => {
  const { policies } = accountCreation({ policies: { passwordPolicy: { temporaryPasswordValidityDays: 0 } } })
  assert.equal(policies.passwordPolicy.temporaryPasswordValidityDays, 7)
  const legacy = accountCreation({ adminCreateUserConfig: { unusedAccountValidityDays: 0 } })
  assert.equal(legacy.adminCreateUserConfig.unusedAccountValidityDays, 7)
})

test('refuses both names of the validity in one request, equal or not', () => {
  assert.throws(
    () =>
      accountCreation({
        policies: { passwordPolicy: { temporaryPasswordValidityDays: 7 } },
        adminCreateUserConfig: { unusedAccountValidityDays: 7 },
      }),
    invalidParameter(
      'Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays',
    ),
  )
})

test('leaving the configuration out lets users sign up again but keeps the validity of the policy', () => {
  const current = accountCreation({ policies: { passwordPolicy: { temporaryPasswordValidityDays: 9 } } })
  assert.deepEqual(accountCreation({}, current.policies).adminCreateUserConfig, {
    allowAdminCreateUserOnly: false,
    unusedAccountValidityDays: 9,
    inviteMessageTemplate: undefined,
  })
})
