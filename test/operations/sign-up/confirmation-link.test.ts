import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import { forEachJourneys } from '../../support/journeys.ts'

const BY_LINK = {
  AutoVerifiedAttributes: ['email'],
  VerificationMessageTemplate: {
    DefaultEmailOption: 'CONFIRM_WITH_LINK',
    EmailSubjectByLink: 'Confirm',
    EmailMessageByLink: 'Please {##click & confirm##}.',
  },
}

forEachJourneys((it) => {
  const newName = () => `${randomUUID()}@example.com`

  async function newest(to: string) {
    await it.house.settled()
    const [message = assert.fail('no message')] = await it.house.storage.stores.inbox.newest({ limit: 1, to })
    return message
  }

  describe('a pool that verifies e-mail addresses by a link', () => {
    test('sends one to its domain, at sign-up and again', async () => {
      const UserPoolId = await it.newPool(BY_LINK)
      const Domain = `links-${randomUUID().slice(0, 8)}`
      await it.administrate('CreateUserPoolDomain', { UserPoolId, Domain })
      const ClientId = await it.newClient(UserPoolId)
      const email = newName()
      await it.signUp(ClientId, { email }, 'al&ice')
      const { subject, body, link = '', code } = await newest(email)
      assert.equal(subject, 'Confirm')
      assert.match(
        link,
        new RegExp(`^http://localhost:7665/domains/${Domain}\\.auth\\.us-east-1/confirmUser/\\?`),
      )
      const query = new URL(link).searchParams
      assert.deepEqual([query.get('client_id'), query.get('user_name')], [ClientId, 'al&ice'])
      assert.match(query.get('confirmation_code') ?? '', /^\d{6}$/)
      assert.equal(code, undefined)
      assert.equal(body, `Please <a href="${link.replaceAll('&', '&#38;')}">click & confirm</a>.`)

      await it.ok('ResendConfirmationCode', { ClientId, Username: 'al&ice' })
      const again = new URL((await newest(email)).link ?? '').searchParams.get('confirmation_code')
      await it.ok('ConfirmSignUp', { ClientId, Username: 'al&ice', ConfirmationCode: again })
    })

    test('sends codes as long as it has no domain, and for everything else', async () => {
      const UserPoolId = await it.newPool(BY_LINK)
      const ClientId = await it.newClient(UserPoolId)
      const email = newName()
      await it.signUp(ClientId, { email }, 'alice')
      assert.match((await newest(email)).code ?? '', /^\d{6}$/)
      await it.administrate('CreateUserPoolDomain', {
        UserPoolId,
        Domain: `codes-${randomUUID().slice(0, 8)}`,
      })
      const user = await it.member(UserPoolId, ClientId, { email: newName() }, 'bob')
      const AccessToken = await it.signIn(user)
      await it.ok('GetUserAttributeVerificationCode', { AccessToken, AttributeName: 'email' })
      const { attributes } = await it.look(UserPoolId, 'bob')
      const { kind, code = '', link } = await newest(attributes.email ?? '')
      assert.deepEqual([kind, /^\d{6}$/.test(code), link], ['verify-attribute', true, undefined])
    })
  })
})
