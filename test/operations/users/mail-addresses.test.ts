import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import { migrate } from '../../../src/storage/driver/migrate.ts'
import { readMigrations } from '../../../src/storage/driver/migration-files.ts'
import { forEachEmptyDatabase } from '../../support/databases.ts'
import {
  forEachJourneys,
  OTHER_PASSWORD,
  REFUSALS,
  type Refusal,
  useJourneys,
} from '../../support/journeys.ts'
import { list, PASSWORD } from '../../support/pools.ts'

/** The same mailbox for most mailers. */
const DISGUISED = [
  'jane\u0001@example.com',
  'jane@example.com\u007f',
  '<jane@example.com>',
  'jane@example.com>',
  'jane(work)@example.com',
  '"jane"@example.com',
  '"jane@evil.example"@example.com',
  'jane@ex\uff41mple.com',
  'jane@example\u3002com',
  'jane@[127.0.0.1]',
  'jane,john@example.com',
] as const

const INVALID: Refusal = ['InvalidParameterException', 'Invalid email address format.']
const NO_EMAIL: Refusal = ['InvalidParameterException', 'Username should be an email.']

describe('an address that a mailer would rewrite', () => {
  const there = useJourneys()

  /** Each way to bring an address in: makes its place, and returns what refuses an address there. */
  const ways: ReadonlyArray<
    readonly [name: string, prepare: () => Promise<(email: string) => Promise<Refusal>>, Refusal]
  > = [
    [
      'SignUp as an attribute',
      async () => {
        const ClientId = await there.newClient(await there.newPool())
        const user = { ClientId, Username: 'jane', Password: PASSWORD }
        return (email) => there.refusal('SignUp', { ...user, UserAttributes: list({ email }) })
      },
      INVALID,
    ],
    [
      'SignUp as the name',
      async () => {
        const ClientId = await there.newClient(await there.newPool({ UsernameAttributes: ['email'] }))
        return (Username) => there.refusal('SignUp', { ClientId, Username, Password: PASSWORD })
      },
      NO_EMAIL,
    ],
    [
      'AdminCreateUser as an attribute',
      async () => {
        const user = { UserPoolId: await there.newPool(), Username: 'jane' }
        return (email) => there.refusal('AdminCreateUser', { ...user, UserAttributes: list({ email }) }, true)
      },
      INVALID,
    ],
    [
      'AdminCreateUser as the name',
      async () => {
        const UserPoolId = await there.newPool({ UsernameAttributes: ['email'] })
        return (Username) => there.refusal('AdminCreateUser', { UserPoolId, Username }, true)
      },
      NO_EMAIL,
    ],
    [
      'AdminUpdateUserAttributes',
      async () => {
        const UserPoolId = await there.newPool()
        const { Username } = await there.signUp(await there.newClient(UserPoolId))
        return (email) => {
          const UserAttributes = list({ email, email_verified: 'true' })
          return there.refusal('AdminUpdateUserAttributes', { UserPoolId, Username, UserAttributes }, true)
        }
      },
      INVALID,
    ],
    [
      'UpdateUserAttributes',
      async () => {
        const UserPoolId = await there.newPool()
        const user = await there.member(UserPoolId, await there.newClient(UserPoolId))
        const AccessToken = await there.signIn(user)
        return (email) =>
          there.refusal('UpdateUserAttributes', { AccessToken, UserAttributes: list({ email }) })
      },
      INVALID,
    ],
    [
      'the answer to NEW_PASSWORD_REQUIRED',
      async () => {
        const UserPoolId = await there.newPool()
        const ClientId = await there.newClient(UserPoolId)
        const user = { UserPoolId, Username: 'jane', TemporaryPassword: PASSWORD, MessageAction: 'SUPPRESS' }
        await there.administrate('AdminCreateUser', user)
        const AuthParameters = { USERNAME: 'jane', PASSWORD }
        const begin = { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }
        return async (email) => {
          const { ChallengeName, Session } = await there.ok('InitiateAuth', begin)
          const ChallengeResponses = {
            USERNAME: 'jane',
            NEW_PASSWORD: OTHER_PASSWORD,
            'userAttributes.email': email,
          }
          const answer = { ClientId, ChallengeName, Session, ChallengeResponses }
          return there.refusal('RespondToAuthChallenge', answer)
        }
      },
      INVALID,
    ],
  ]
  for (const [name, prepare, expected] of ways) {
    test(`is refused by ${name}`, async () => {
      const refuse = await prepare()
      for (const email of DISGUISED) {
        const answer = await refuse(email)
        // The contract already refuses a name with control characters.
        const byContract = answer[1].includes('validation error')
        assert.ok(byContract || String(answer) === String(expected), `${JSON.stringify(email)}: ${answer}`)
      }
    })
  }
})

forEachJourneys((there) => {
  test('an imported address gets no mail unless mailers take it exactly as it is written', async () => {
    const UserPoolId = await there.newPool()
    const { ClientId, Username, sub } = await there.member(UserPoolId, await there.newClient(UserPoolId))
    const email = `"jane"@${randomUUID()}.example`
    await there.house.storage.transaction(async (stores) => {
      const user = (await stores.users.lock(UserPoolId, sub)) ?? assert.fail('no user')
      const attributes = new Map([...user.attributes, ['email', email], ['email_verified', 'true']])
      await stores.users.save({ ...user, attributes })
    })
    const [name] = await there.refusal('ForgotPassword', { ClientId, Username }, false)
    assert.equal(name, 'CodeDeliveryFailureException')
    assert.deepEqual(await there.messagesTo(email), [])
  })

  describe('the domain of an address', () => {
    const spellings = (name: string) => [`${name}@Example.COM`, `${name}@example.com`, `${name}@EXAMPLE.com`]

    test('is the same alias in any case, though case counts in the pool', async () => {
      const UserPoolId = await there.newPool({
        AutoVerifiedAttributes: ['email'],
        AliasAttributes: ['email'],
      })
      const ClientId = await there.newClient(UserPoolId)
      const [first = '', second = '', third = ''] = spellings(`Jane-${randomUUID()}`)
      const attributes = { email_verified: 'true' }
      const owner = await there.member(UserPoolId, ClientId, { email: first })
      const target = { UserPoolId, Username: owner.Username }
      await there.administrate('AdminUpdateUserAttributes', { ...target, UserAttributes: list(attributes) })
      const UserAttributes = list({ ...attributes, email: second })
      const rival = await there.member(UserPoolId, ClientId)
      assert.equal(
        (
          await there.refusal(
            'AdminUpdateUserAttributes',
            { UserPoolId, Username: rival.Username, UserAttributes },
            true,
          )
        )[0],
        'AliasExistsException',
      )
      for (const Username of [first, second, third]) await there.signIn({ ...owner, Username })
      // It moves to the user who proves it, whatever the spelling.
      const AccessToken = await there.signIn(rival)
      await there.ok('UpdateUserAttributes', { AccessToken, UserAttributes: list({ email: third }) })
      const Code = await there.codeTo(third)
      await there.ok('VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code })
      assert.equal((await there.look(UserPoolId, owner.Username)).attributes.email_verified, 'false')
      assert.equal((await there.look(UserPoolId, rival.Username)).attributes.email, third)
      assert.equal(await subOf(UserPoolId, first), rival.sub)
    })

    test('is the same username in any case', async () => {
      const UserPoolId = await there.newPool({ UsernameAttributes: ['email'] })
      const ClientId = await there.newClient(UserPoolId)
      const [first = '', second = '', third = ''] = spellings(`Jane-${randomUUID()}`)
      const { sub } = await there.signUp(ClientId, {}, first)
      const again = { ClientId, Username: second, Password: PASSWORD }
      assert.equal((await there.refusal('SignUp', again, false))[0], 'UsernameExistsException')
      assert.equal(await subOf(UserPoolId, third), sub)
      assert.equal((await there.look(UserPoolId, third)).attributes.email, first)
    })

    test('is compared regardless of case for unknown users too', async () => {
      const UserPoolId = await there.newPool({
        AliasAttributes: ['email'],
        AutoVerifiedAttributes: ['email'],
      })
      const hiding = { PreventUserExistenceErrors: 'ENABLED' }
      const ClientId = await there.newClient(UserPoolId, hiding)
      const names = spellings(`stranger-${randomUUID()}`)
      const answers: string[] = []
      for (let i = 0; i < 6; i++) {
        const input = { ClientId, Username: names[i % names.length] }
        const { json } = await there.house.call('ResendConfirmationCode', input, { signed: false })
        answers.push(json.__type ?? 'done')
      }
      assert.deepEqual(answers, ['done', 'done', 'done', 'done', 'done', REFUSALS.LimitExceededException[0]])
    })

    async function subOf(UserPoolId: string, Username: string): Promise<string | undefined> {
      return (await there.look(UserPoolId, Username)).attributes.sub
    }
  })
})

forEachEmptyDatabase((kind, open) => {
  test(`earlier aliases are converted into the form in which mail is delivered (${kind})`, async () => {
    const database = await open()
    const all = readMigrations()
    const before = all.findIndex(({ name }) => name.endsWith('-aliases-as-mailed'))
    await migrate(database, 0, all.slice(0, before))
    await database.script(`
      insert into user_pools (id, region, name, attribute_schema, settings, tags, created_at, modified_at, revision)
        values ('pool', 'r', 'n', '[]', '{}', '{}', 0, 0, 'r');
      insert into users (user_pool_id, sub, username, status, enabled, attributes, pending_attributes, created_at,
        modified_at) values ('pool', 'a', 'a', 's', 1, '[]', '[]', 0, 0), ('pool', 'b', 'b', 's', 1, '[]', '[]', 0, 0);
      insert into user_aliases (user_pool_id, attribute, value, sub) values
        ('pool', 'email', 'Jane@Example.COM', 'a'),
        ('pool', 'email', 'Jane@EXAMPLE.com', 'b'),
        ('pool', 'email', 'John@EXAMPLE.com', 'b'),
        ('pool', 'email', 'John@example.com', 'a'),
        ('pool', 'email', 'odd@Evil.example@Example.com', 'a'),
        ('pool', 'email', 'KEPT@example.com', 'b'),
        ('pool', 'email', 'NoAddress', 'b'),
        ('pool', 'preferred_username', 'Me@Example.com', 'a')`)
    await migrate(database, 0, all)
    const rows = await database.all<{ value: string; sub: string }>(
      'select value, sub from user_aliases order by value',
    )
    assert.deepEqual(
      rows.map(({ value, sub }) => `${value} ${sub}`),
      [
        'Jane@example.com b',
        'John@example.com a',
        'KEPT@example.com b',
        'Me@Example.com a',
        'NoAddress b',
        'odd@Evil.example@Example.com a',
      ],
    )
  })
})
