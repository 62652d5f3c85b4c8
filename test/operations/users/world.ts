import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type {
  CognitoIdentityProviderClient,
  CreateUserPoolCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import type { OperationName } from '../../../src/contract/generated/types.ts'
import type { Message, MessageGateway } from '../../../src/domain/messages/message-gateway.ts'
import { ACCOUNT, type Poolhouse, REGION } from '../../support/poolhouse.ts'
import { inviteUser, newPool } from '../../support/pools.ts'
import { testAccess } from '../user-pools/signed-access.ts'

export const MISSING_POOL = 'us-east-1_Missing00'
export const POOL_NOT_FOUND = 'User pool us-east-1_Missing00 does not exist.'
export const USER_NOT_FOUND = 'User does not exist.'

/** A gateway that keeps what it was given, or refuses on request. Wait for `settled()` before you look. */
export class Post implements MessageGateway {
  readonly sent: Message[] = []
  fails = false

  sends(): boolean {
    return true
  }

  accepts(): boolean {
    return !this.fails
  }

  async send(message: Message): Promise<void> {
    if (this.fails) throw Object.assign(new Error('no connection to 192.0.2.1'), { permanent: true })
    this.sent.push(message)
  }

  /** The digits of the last message. */
  lastCode(): string {
    return /\d{6,8}/.exec(this.sent.at(-1)?.body ?? '')?.[0] ?? assert.fail('no code was sent')
  }
}

/** Settings of a pool that has attributes of every kind. */
const SCHEMA = {
  Schema: [
    { Name: 'family_name', AttributeDataType: 'String', Required: true, Mutable: true },
    { Name: 'team', AttributeDataType: 'String', Mutable: true },
    { Name: 'tenant', AttributeDataType: 'String', Mutable: false },
    { Name: 'age', AttributeDataType: 'Number', Mutable: true },
    { Name: 'tier', AttributeDataType: 'String', Mutable: true, DeveloperOnlyAttribute: true },
  ],
} satisfies Partial<CreateUserPoolCommandInput>

/** The attributes of alice in such a pool. */
export const ALICE = {
  email: 'alice@example.com',
  email_verified: 'true',
  family_name: 'Example',
  given_name: 'Alice',
  'custom:team': 'initial',
  'custom:tenant': 'owned',
}

/** A new pool with the invited user alice in it. */
export async function alicesPool(
  root: CognitoIdentityProviderClient,
  input: Partial<CreateUserPoolCommandInput> = {},
): Promise<string> {
  const pool = await newPool(root, { ...SCHEMA, ...input })
  await inviteUser(root, pool, 'alice', ALICE)
  return pool
}

interface UserOperation {
  readonly operation: OperationName
  readonly house: () => Poolhouse
  /** The members of a good request besides pool and username. */
  readonly rest?: object
  /** The state that the user has to be in. */
  readonly prepare?: (userPoolId: string, username: string) => Promise<unknown>
  /** The errors for a missing pool, a malformed request and a missing user; none if the operation creates the user. */
  readonly noPool: 'ResourceNotFoundException'
  readonly malformed: 'InvalidParameterException'
  readonly noUser: 'UserNotFoundException' | 'ResourceNotFoundException' | undefined
  /** Of the pools, beside their aliases. */
  readonly settings?: Partial<CreateUserPoolCommandInput>
  /** The model names the username before the pool. */
  readonly namesUsernameFirst?: true
}

/** Tests what all operations of administrators on one user share: who may call, and which user a name means. */
export function testUserOperation(it: UserOperation): void {
  const { operation, house, rest = {}, prepare = async () => {}, noPool, malformed, noUser, settings } = it
  let serial = 0

  async function goodInput() {
    const root = house().client()
    const UserPoolId = await newPool(root, { AliasAttributes: ['email'], ...settings })
    const Username = `user-${serial++}`
    if (noUser) {
      await inviteUser(root, UserPoolId, Username, {
        email: `${Username}@example.com`,
        email_verified: 'true',
      })
      await prepare(UserPoolId, Username)
    }
    return { UserPoolId, Username, ...rest }
  }

  describe('access', () => {
    testAccess({
      operation,
      house,
      input: goodInput,
      resource: ({ UserPoolId }: { UserPoolId: string }) =>
        `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${UserPoolId}`,
    })

    test('knows no pool that is missing or in another region', async () => {
      const input = await goodInput()
      const missing = await house().call(operation, { ...input, UserPoolId: MISSING_POOL })
      assert.deepEqual(missing.json, { __type: noPool, message: POOL_NOT_FOUND })
      const elsewhere = await house().call(operation, input, { region: 'eu-west-1' })
      assert.deepEqual(elsewhere.json, {
        __type: noPool,
        message: `User pool ${input.UserPoolId} does not exist.`,
      })
    })

    if (!noUser) return

    test('knows no user that is missing', async () => {
      const answer = await house().call(operation, { ...(await goodInput()), Username: 'nobody' })
      assert.equal(answer.status, 400)
      assert.deepEqual(answer.json, { __type: noUser, message: USER_NOT_FOUND })
    })

    test('takes the sub or a verified e-mail address for the username', async () => {
      for (const nameOf of ['sub', 'email'] as const) {
        const input = await goodInput()
        const { json } = await house().call('AdminGetUser', input)
        const attributes: { Name: string; Value: string }[] = json.UserAttributes
        const Username = attributes.find(({ Name }) => Name === nameOf)?.Value
        const answer = await house().call(operation, { ...input, Username })
        assert.equal(answer.status, 200, answer.text)
      }
    })
  })

  describe('validation', () => {
    test('asks for a pool and a username', async () => {
      const { json } = await house().call(operation, rest)
      const isNull = 'failed to satisfy constraint: Member must not be null'
      const byPool = [`Value null at 'userPoolId' ${isNull}`, `Value at 'username' ${isNull}`]
      const missing = it.namesUsernameFirst ? byPool.toReversed() : byPool
      assert.deepEqual(json, {
        __type: malformed,
        message: `2 validation errors detected: ${missing.join('; ')}`,
      })
    })

    test('reveals nothing about a username that is too long', async () => {
      const { json } = await house().call(operation, { ...(await goodInput()), Username: 'x'.repeat(129) })
      assert.deepEqual(json, {
        __type: malformed,
        message:
          "1 validation error detected: Value at 'username' failed to satisfy constraint: Member must have length less than or equal to 128",
      })
    })
  })
}
