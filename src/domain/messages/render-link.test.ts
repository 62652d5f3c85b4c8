import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { renderLink } from './render-link.ts'

const link = { domain: 'https://auth.example.com', clientId: 'c1', username: 'a&b', code: '123456' }
const address = 'https://auth.example.com/confirmUser/?client_id=c1&user_name=a%26b&confirmation_code=123456'
const href =
  'https://auth.example.com/confirmUser/?client_id=c1&#38;user_name=a%26b&#38;confirmation_code=123456'

describe('the e-mail with a link', () => {
  test("has the service's words in a pool without its own", () => {
    assert.deepEqual(renderLink({ defaultEmailOption: 'CONFIRM_WITH_LINK' }, link), {
      subject: 'Your verification link',
      body: `Please click the link below to verify your email address. <a href="${href}">Verify Email</a> `,
      link: address,
    })
  })

  test("has the pool's words around the link and on it", () => {
    const template = {
      defaultEmailOption: 'CONFIRM_WITH_LINK',
      emailMessageByLink: 'Here: {##Confirm##}, or {##here##}',
      emailSubjectByLink: 'Confirm',
    } as const
    assert.deepEqual(renderLink(template, link), {
      subject: 'Confirm',
      body: `Here: <a href="${href}">Confirm</a>, or <a href="${href}">here</a>`,
      link: address,
    })
  })

  test('leaves alone what opens and never closes, however often', () => {
    const emailMessageByLink = `{##a##}${'{##'.repeat(200_000)}`
    const { body } = renderLink({ defaultEmailOption: 'CONFIRM_WITH_LINK', emailMessageByLink }, link)
    assert.equal(body, `<a href="${href}">a</a>${'{##'.repeat(200_000)}`)
  })
})
