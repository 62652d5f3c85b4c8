import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { inviteUser, newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { Post, testUserOperation } from './world.ts'

const post = new Post()
const house = usePoolhouse({ messages: post })
const root = house.client()

const NO_CONTACT =
  'Cannot reset password for the user as there is no registered/verified email or phone_number'
const BOTH = {
  email: 'alice@example.com',
  email_verified: 'true',
  phone_number: '+4912345',
  phone_number_verified: 'true',
}

async function reset(UserPoolId: string): Promise<void> {
  await root.send(new AdminResetUserPasswordCommand({ UserPoolId, Username: 'alice' }))
  await house.settled()
}

const confirmed = (UserPoolId: string, Username: string) =>
  root.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: 'Permanent-1', Permanent: true }),
  )

async function alice(pool: string, attributes: Readonly<Record<string, string>>): Promise<void> {
  await inviteUser(root, pool, 'alice', attributes)
  await confirmed(pool, 'alice')
}

async function statusOf(UserPoolId: string) {
  const { UserStatus } = await root.send(new AdminGetUserCommand({ UserPoolId, Username: 'alice' }))
  return UserStatus
}

testUserOperation({
  operation: 'AdminResetUserPassword',
  house: () => house,
  noPool: 'ResourceNotFoundException',
  malformed: 'InvalidParameterException',
  noUser: 'UserNotFoundException',
  prepare: confirmed,
})

describe('behaviour', () => {
  test('asks the user for a new password and sends a code of six digits', async () => {
    const pool = await newPool(root)
    await alice(pool, BOTH)
    const answer = await house.call('AdminResetUserPassword', { UserPoolId: pool, Username: 'alice' })
    assert.equal(answer.text, '{}')
    await house.settled()
    assert.equal(await statusOf(pool), 'RESET_REQUIRED')
    const message = post.sent.at(-1)
    assert.deepEqual(
      [message?.channel, message?.to, message?.kind],
      ['EMAIL', 'alice@example.com', 'forgot-password'],
    )
    assert.match(post.lastCode(), /^\d{6}$/)
  })

  test('sends the code over the channel that the pool prefers', async () => {
    const pool = await newPool(root, {
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Priority: 2, Name: 'verified_email' },
          { Priority: 1, Name: 'verified_phone_number' },
        ],
      },
    })
    await alice(pool, BOTH)
    await reset(pool)
    assert.equal(post.sent.at(-1)?.to, '+4912345')
  })

  test('refuses a user without a verified contact, and in pools where only administrators reset passwords', async () => {
    const pool = await newPool(root)
    await alice(pool, { ...BOTH, email_verified: 'false', phone_number_verified: 'false' })
    await refuses(reset(pool), 'InvalidParameterException', NO_CONTACT)
    assert.equal(await statusOf(pool), 'CONFIRMED')
    const adminOnly = await newPool(root, {
      AccountRecoverySetting: { RecoveryMechanisms: [{ Priority: 1, Name: 'admin_only' }] },
    })
    await alice(adminOnly, BOTH)
    await refuses(reset(adminOnly), 'InvalidParameterException', NO_CONTACT)
  })

  // D11
  test('refuses a disabled user, and sends nothing', async () => {
    const pool = await newPool(root)
    await alice(pool, BOTH)
    await root.send(new AdminDisableUserCommand({ UserPoolId: pool, Username: 'alice' }))
    const sent = post.sent.length
    await refuses(reset(pool), 'NotAuthorizedException', 'User is disabled.')
    assert.equal(await statusOf(pool), 'CONFIRMED')
    assert.equal(post.sent.length, sent)
  })

  test('refuses a user who still has the temporary password', async () => {
    const pool = await newPool(root)
    await inviteUser(root, pool, 'alice', BOTH)
    await refuses(
      reset(pool),
      'NotAuthorizedException',
      'User password cannot be reset in the current state.',
    )
  })

  test('reports a code that cannot be sent with the error of its channel', async () => {
    const pool = await newPool(root)
    await alice(pool, BOTH)
    post.fails = true
    const failing = refuses(
      reset(pool),
      'InvalidEmailRoleAccessPolicyException',
      'The email could not be delivered.',
    )
    await failing.finally(() => {
      post.fails = false
    })
    assert.equal(await statusOf(pool), 'RESET_REQUIRED')
    const { phone_number, phone_number_verified } = BOTH
    const byPhone = await newPool(root)
    await alice(byPhone, { phone_number, phone_number_verified })
    post.fails = true
    const failingByPhone = refuses(
      reset(byPhone),
      'InvalidSmsRoleAccessPolicyException',
      'The SMS message could not be delivered.',
    )
    await failingByPhone.finally(() => {
      post.fails = false
    })
  })
})
