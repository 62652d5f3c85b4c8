import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { onPostgresql } from '../../support/databases.ts'
import { useJourneys } from '../../support/journeys.ts'

const RIVALS = 16

onPostgresql((newUrl) => {
  describe('sixteen rivals for one code', () => {
    const url = newUrl()
    const it = useJourneys({ database: { url } })

    /** The kinds of responses to this many concurrent calls. */
    async function race(call: (rival: number) => Promise<{ status: number; json: { __type?: string } }>) {
      const answers = await Promise.all(Array.from({ length: RIVALS }, (_, rival) => call(rival)))
      return answers.map(({ status, json }) => (status === 200 ? 'done' : json.__type)).sort()
    }

    test('only one chooses the new password', async () => {
      const pool = await it.newPool()
      const ClientId = await it.newClient(pool)
      const { Username } = await it.member(pool, ClientId, { email: 'race@example.com' })
      const UserAttributes = [{ Name: 'email_verified', Value: 'true' }]
      await it.administrate('AdminUpdateUserAttributes', { UserPoolId: pool, Username, UserAttributes })
      await it.ok('ForgotPassword', { ClientId, Username })
      const ConfirmationCode = await it.codeTo('race@example.com')
      const answers = await race((rival) => {
        const input = { ClientId, Username, ConfirmationCode, Password: `Rival-Horse-${rival}` }
        return it.house.call('ConfirmForgotPassword', input, { signed: false })
      })
      assert.deepEqual(answers, [...Array(RIVALS - 1).fill('ExpiredCodeException'), 'done'])
    })

    test('only one confirms the sign-up', async () => {
      const pool = await it.newPool({ AutoVerifiedAttributes: ['email'] })
      const ClientId = await it.newClient(pool)
      const { Username } = await it.signUp(ClientId, { email: 'confirm@example.com' })
      const ConfirmationCode = await it.codeTo('confirm@example.com')
      const answers = await race(() =>
        it.house.call('ConfirmSignUp', { ClientId, Username, ConfirmationCode }, { signed: false }),
      )
      assert.equal(answers.filter((answer) => answer === 'done').length, 1, answers.join())
      const others = new Set(answers.filter((answer) => answer !== 'done'))
      for (const name of others) {
        const expected = ['ExpiredCodeException', 'NotAuthorizedException', 'LimitExceededException']
        assert.ok(expected.includes(name ?? ''), name)
      }
    })

    test('concurrent wrong guesses are all counted', async () => {
      const pool = await it.newPool({ AutoVerifiedAttributes: ['email'] })
      const ClientId = await it.newClient(pool)
      const { Username } = await it.signUp(ClientId, { email: 'guess@example.com' })
      const code = Number(await it.codeTo('guess@example.com'))
      const answers = await race((rival) => {
        const ConfirmationCode = String((code + 1 + rival) % 1_000_000).padStart(6, '0')
        return it.house.call('ConfirmSignUp', { ClientId, Username, ConfirmationCode }, { signed: false })
      })
      assert.deepEqual(answers, [...Array(15).fill('CodeMismatchException'), 'LimitExceededException'])
    })

    test('only one signs up with a name', async () => {
      const ClientId = await it.newClient(await it.newPool())
      const answers = await race((rival) => {
        const input = { ClientId, Username: 'one-name', Password: `Rival-Horse-${rival}` }
        return it.house.call('SignUp', input, { signed: false })
      })
      assert.deepEqual(answers, [...Array(RIVALS - 1).fill('UsernameExistsException'), 'done'])
    })
  })
})
