import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import type { OperationName } from '../../../src/contract/generated/types.ts'
import { model } from '../../../src/contract/model.ts'
import type { Message } from '../../../src/domain/messages/message-gateway.ts'
import type { MessageFigures } from '../../../src/domain/messages/message-limits.ts'
import { MINUTE } from '../../../src/kernel/clock.ts'
import { registry } from '../../../src/operations/registry.ts'
import { forEachAddress, type NewAddress } from '../../support/databases.ts'
import { HIDING, type Journeys, openJourneys, REFUSALS } from '../../support/journeys.ts'
import { list, PASSWORD } from '../../support/pools.ts'

const MOST = 2
/** No more than the attempts that a user has in an hour. */
const RIVALS = 5
const UNLIMITED: MessageFigures = {
  user: Number.POSITIVE_INFINITY,
  recipient: Number.POSITIVE_INFINITY,
  address: Number.POSITIVE_INFINITY,
  window: MINUTE,
}

interface World {
  readonly UserPoolId: string
  readonly ClientId: string
}

/** A person that messages concern. */
interface Person {
  readonly Username: string
  readonly email: string
  readonly AccessToken?: string
}

/** An operation that sends a message, and what it needs before it does. */
interface Sending {
  readonly operation: OperationName
  readonly signed: boolean
  readonly beyond: 'LimitExceededException' | 'silence'
  /** Undefined if the person does not exist yet, so that each request concerns another user. */
  readonly needs?: 'confirmed' | 'unconfirmed' | 'invited' | 'signed-in'
  input(world: World, person: Person): object
}

const SENDINGS: readonly Sending[] = [
  {
    operation: 'SignUp',
    signed: false,
    beyond: 'LimitExceededException',
    input: ({ ClientId }, { Username, email }) => ({
      ClientId,
      Username,
      Password: PASSWORD,
      UserAttributes: list({ email }),
    }),
  },
  {
    operation: 'ResendConfirmationCode',
    signed: false,
    beyond: 'LimitExceededException',
    needs: 'unconfirmed',
    input: ({ ClientId }, { Username }) => ({ ClientId, Username }),
  },
  {
    operation: 'ForgotPassword',
    signed: false,
    beyond: 'LimitExceededException',
    needs: 'confirmed',
    input: ({ ClientId }, { Username }) => ({ ClientId, Username }),
  },
  {
    operation: 'GetUserAttributeVerificationCode',
    signed: false,
    beyond: 'LimitExceededException',
    needs: 'signed-in',
    input: (_, { AccessToken }) => ({ AccessToken, AttributeName: 'email' }),
  },
  {
    operation: 'UpdateUserAttributes',
    signed: false,
    beyond: 'silence',
    needs: 'signed-in',
    input: (_, { AccessToken, email }) => ({ AccessToken, UserAttributes: list({ email }) }),
  },
  {
    operation: 'AdminUpdateUserAttributes',
    signed: true,
    beyond: 'silence',
    needs: 'confirmed',
    input: ({ UserPoolId }, { Username, email }) => ({
      UserPoolId,
      Username,
      UserAttributes: list({ email }),
    }),
  },
  {
    operation: 'AdminResetUserPassword',
    signed: true,
    beyond: 'LimitExceededException',
    needs: 'confirmed',
    input: ({ UserPoolId }, { Username }) => ({ UserPoolId, Username }),
  },
  {
    operation: 'AdminCreateUser',
    signed: true,
    beyond: 'silence',
    needs: 'invited',
    input: ({ UserPoolId }, { Username }) => ({
      UserPoolId,
      Username,
      MessageAction: 'RESEND',
      DesiredDeliveryMediums: ['EMAIL'],
    }),
  },
]

/** Declares the error of a failed delivery, but only stores what messages are to say. */
const SENDS_NOTHING: readonly string[] = ['SetRiskConfiguration']

describe('the limits on messages', () => {
  test('are tested for every operation that sends messages', () => {
    const sending = Object.values(registry).filter(({ name }) =>
      model.operations[name]?.errors.includes('CodeDeliveryFailureException'),
    )
    const looked = SENDINGS.map(({ operation }) => operation)
    assert.deepEqual(
      sending
        .map(({ name }) => name)
        .filter((name) => !looked.includes(name) && !SENDS_NOTHING.includes(name)),
      [],
    )
  })
})

forEachAddress(suite, ['SQLite in a file', 'PostgreSQL'])

function suite(newAddress: NewAddress): void {
  const sent: Message[] = []
  const messages = { send: async (message: Message) => void sent.push(message) }
  const counts: string[] = []
  const tally = {
    count(name: string, labels: Readonly<Record<string, string>>) {
      if (name !== 'message_tries') counts.push(`${name} ${labels.limit}`)
    },
  }

  /** Two nodes on one database, with these limits. */
  function nodesWith(figures: Partial<MessageFigures>) {
    const database = newAddress()
    const nodes: Journeys[] = []
    const world = { UserPoolId: '', ClientId: '' }
    before(async () => {
      const options = {
        database,
        messages,
        tally,
        messageLimits: { ...UNLIMITED, ...figures },
      }
      nodes.push(await openJourneys(options), await openJourneys(options))
      world.UserPoolId = await first().newPool({ AutoVerifiedAttributes: ['email'] })
      world.ClientId = await first().newClient(world.UserPoolId)
    })
    after(async () => {
      for (const node of nodes) await node.close()
    })

    function first(): Journeys {
      return nodes[0] ?? assert.fail('no node')
    }

    function passTime(milliseconds: number): void {
      for (const { house } of nodes) house.passTime(milliseconds)
    }

    /** A person in the state that the operation needs. All messages about it were sent long ago. */
    async function person({ needs }: Sending, email: string): Promise<Person> {
      const { UserPoolId, ClientId } = world
      const Username = `user-${randomUUID()}`
      const UserAttributes = list({ email, email_verified: 'true' })
      const invitation = { UserPoolId, Username, UserAttributes, MessageAction: 'SUPPRESS' }
      if (needs === 'unconfirmed') await first().signUp(ClientId, { email }, Username)
      if (needs !== undefined && needs !== 'unconfirmed')
        await first().administrate('AdminCreateUser', invitation)
      if (needs === 'confirmed' || needs === 'signed-in') {
        const password = { UserPoolId, Username, Password: PASSWORD, Permanent: true }
        await first().administrate('AdminSetUserPassword', password)
      }
      if (needs !== 'signed-in') return { Username, email }
      return { Username, email, AccessToken: await first().signIn({ ClientId, Username, sub: '' }) }
    }

    /** Existing people, without any counted messages. */
    async function people(sending: Sending, emails: readonly string[]): Promise<Person[]> {
      const found: Person[] = []
      for (const email of emails) {
        // Sign-ups also send messages, which must not reach the limit.
        passTime(MINUTE)
        found.push(await person(sending, email))
      }
      passTime(MINUTE)
      await settled()
      sent.length = 0
      counts.length = 0
      return found
    }

    /** Sends one request for each of these, all concurrently, to the nodes in turn. */
    async function answers(sending: Sending, about: readonly Person[]): Promise<string[]> {
      const { operation, signed, input } = sending
      const all = await Promise.all(
        about.map(async (it, i) => {
          const { house } = nodes[i % 2] ?? assert.fail('no node')
          const { status, json, text } = await house.call(operation, input(world, it), { signed })
          return status === 200 ? 'done' : json ? `${json.__type}: ${json.message}` : text
        }),
      )
      await settled()
      return all
    }

    async function settled(): Promise<void> {
      for (const { house } of nodes) await house.settled()
    }

    return { world, first, passTime, settled, people, answers }
  }

  const newEmail = () => `${randomUUID()}@example.com`
  const refused = REFUSALS.LimitExceededException.join(': ')

  function assertHeld(sending: Sending, all: readonly string[], limit: string): void {
    assert.equal(sent.length, MOST, `${sending.operation} sent ${sent.length} messages`)
    const withheld = all.length - MOST
    assert.deepEqual(counts, Array(withheld).fill(`messages_withheld ${limit}`))
    const done = all.filter((it) => it === 'done').length
    const expected = sending.beyond === 'silence' ? all.length : MOST
    assert.equal(done, expected, JSON.stringify(all))
    for (const answer of all) assert.ok(answer === 'done' || answer === refused, answer)
  }

  describe('a recipient', () => {
    const { people, answers, passTime } = nodesWith({ recipient: MOST })
    for (const sending of SENDINGS) {
      test(`gets no more messages than are allowed, whichever user ${sending.operation} concerns`, async () => {
        const email = newEmail()
        // A changed address is what the operation concerns; a user who already has it gets no code.
        const changes = /UpdateUserAttributes$/.test(sending.operation)
        const before = await people(
          sending,
          Array.from({ length: RIVALS }, () => (changes ? newEmail() : email)),
        )
        const all = before.map((it) => ({ ...it, email }))
        assertHeld(sending, await answers(sending, all), 'recipient')
        passTime(MINUTE)
        const [again] = (await people(sending, [changes ? newEmail() : email])).map((it) => ({
          ...it,
          email,
        }))
        assert.deepEqual(await answers(sending, again ? [again] : []), ['done'])
        assert.equal(sent.length, 1)
      })
    }
  })

  describe('a user', () => {
    const { people, answers } = nodesWith({ user: MOST })
    for (const sending of SENDINGS.filter(({ needs }) => needs)) {
      test(`is the cause of no more messages than are allowed by ${sending.operation}`, async () => {
        const [one = assert.fail()] = await people(sending, [newEmail()])
        const changes = /UpdateUserAttributes$/.test(sending.operation)
        const all = Array.from({ length: RIVALS }, () => (changes ? { ...one, email: newEmail() } : one))
        assertHeld(sending, await answers(sending, all), 'user')
      })
    }
  })

  describe('a source address', () => {
    const { people, answers } = nodesWith({ address: MOST })
    for (const sending of SENDINGS) {
      const { operation, signed } = sending
      const sentence = signed
        ? 'is not counted for the signed'
        : 'causes no more messages than are allowed by'
      test(`${sentence} ${operation}`, async () => {
        const all = await people(
          sending,
          Array.from({ length: RIVALS }, () => newEmail()),
        )
        const changes = /UpdateUserAttributes$/.test(operation)
        const asked = changes ? all.map((it) => ({ ...it, email: newEmail() })) : all
        const replies = await answers(sending, asked)
        if (!signed) return assertHeld(sending, replies, 'address')
        assert.deepEqual(replies, Array(RIVALS).fill('done'))
        assert.equal(sent.length, RIVALS)
      })
    }
  })

  describe('a mailbox', () => {
    const { world, first } = nodesWith({ recipient: 1 })
    test('is the same in any case', async () => {
      const email = newEmail()
      await first().signUp(world.ClientId, { email })
      const UserAttributes = list({ email: email.toUpperCase() })
      const input = { ClientId: world.ClientId, Username: 'loud', Password: PASSWORD, UserAttributes }
      assert.deepEqual(await first().refusal('SignUp', input), REFUSALS.LimitExceededException)
    })
  })

  describe('a sign-up that fails', () => {
    const { world, first } = nodesWith({ recipient: 1, address: 1 })
    test('sends nothing and counts for nothing', async () => {
      const { ClientId, UserPoolId } = world
      const { Username } = await first().member(UserPoolId, ClientId)
      const email = newEmail()
      const input = { ClientId, Username, Password: PASSWORD, UserAttributes: list({ email }) }
      for (let i = 0; i < 3; i++) {
        assert.equal((await first().refusal('SignUp', input))[0], 'UsernameExistsException')
      }
      await first().signUp(ClientId, { email })
      const another = { ...input, Username: 'another' }
      assert.deepEqual(await first().refusal('SignUp', another), REFUSALS.LimitExceededException)
    })
  })

  describe('a sign-up whose code would be one message too many', () => {
    const { world, first, passTime, settled } = nodesWith({ recipient: 1 })
    test('stores the user, who gets a code later', async () => {
      const { ClientId, UserPoolId } = world
      const email = newEmail()
      await first().signUp(ClientId, { email })
      const input = { ClientId, Username: 'early', Password: PASSWORD, UserAttributes: list({ email }) }
      assert.deepEqual(await first().refusal('SignUp', input), REFUSALS.LimitExceededException)
      assert.equal((await first().look(UserPoolId, 'early')).status, 'UNCONFIRMED')
      assert.equal((await first().refusal('SignUp', input))[0], 'UsernameExistsException')
      passTime(MINUTE)
      await settled()
      sent.length = 0
      await first().ok('ResendConfirmationCode', { ClientId, Username: 'early' })
      await settled()
      assert.deepEqual(
        sent.map(({ to }) => to),
        [email],
      )
    })
  })

  describe('a client that hides users', () => {
    const { world, first, passTime, settled } = nodesWith({
      user: MOST,
      recipient: MOST + 2,
      address: 2 * MOST + 1,
    })

    /** The responses to one request after the other. */
    async function outcomes(operation: OperationName, ClientId: string, Username: string, times: number) {
      const replies: string[] = []
      for (let i = 0; i < times; i++) {
        const { json } = await first().house.call(operation, { ClientId, Username }, { signed: false })
        replies.push(json.__type ?? 'done')
      }
      return replies
    }

    for (const operation of ['ForgotPassword', 'ResendConfirmationCode'] as const) {
      test(`limits messages of ${operation} to unknown users like those to real ones`, async () => {
        const ClientId = await first().newClient(world.UserPoolId, HIDING)
        const email = newEmail()
        const { Username } = await first().signUp(ClientId, { email })
        if (operation === 'ForgotPassword') {
          const attributes = list({ email_verified: 'true' })
          const target = { UserPoolId: world.UserPoolId, Username }
          await first().administrate('AdminConfirmSignUp', target)
          await first().administrate('AdminUpdateUserAttributes', { ...target, UserAttributes: attributes })
        }
        for (const times of [MOST + 1, 1]) {
          passTime(MINUTE)
          const user = await outcomes(operation, ClientId, Username, times)
          passTime(MINUTE)
          const stranger = await outcomes(operation, ClientId, `stranger-${randomUUID()}`, times)
          assert.deepEqual(user, stranger)
          assert.equal(user.at(-1), times > MOST ? 'LimitExceededException' : 'done')
        }
        passTime(MINUTE)
        for (let i = 0; i < 2 * MOST + 1; i++) {
          assert.deepEqual(await outcomes(operation, ClientId, `stranger-${randomUUID()}`, 1), ['done'])
        }
        assert.deepEqual(await outcomes(operation, ClientId, Username, 1), ['LimitExceededException'])
        passTime(MINUTE)
      })
    }

    test('does not reveal that the address of a user has had too many messages', async () => {
      const ClientId = await first().newClient(world.UserPoolId, HIDING)
      const email = newEmail()
      const { Username } = await first().signUp(ClientId, { email })
      passTime(MINUTE)
      for (let i = 0; i < MOST + 2; i++) await first().signUp(ClientId, { email })
      await settled()
      sent.length = 0
      assert.deepEqual(await outcomes('ResendConfirmationCode', ClientId, Username, 1), ['done'])
      await settled()
      assert.equal(sent.length, 0)
    })
  })

  describe('the log', () => {
    const { world, first } = nodesWith({ recipient: 1 })
    test('logs once a minute that messages were withheld, and by which setting', async () => {
      const email = newEmail()
      await first().signUp(world.ClientId, { email })
      const input = (Username: string) => ({
        ClientId: world.ClientId,
        Username,
        Password: PASSWORD,
        UserAttributes: list({ email }),
      })
      for (let i = 0; i < 4; i++) await first().refusal('SignUp', input(`late-${i}`))
      const lines = () => first().house.logLines.filter((line) => line.includes('Withheld a message'))
      assert.equal(lines().length, 1)
      const { level, setting, limit, kind } = JSON.parse(lines()[0] ?? '')
      assert.deepEqual(
        [level, setting, limit, kind],
        ['warn', 'messages-per-recipient', 'recipient', 'sign-up'],
      )
      assert.ok(!lines()[0]?.includes(email))
    })
  })
}
