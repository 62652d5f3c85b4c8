import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { renderInvitation } from './render-invitation.ts'

const invited = { username: 'alice', password: 'Secret-1' }

describe('an invitation', () => {
  test("has the service's words in a pool without its own", () => {
    assert.deepEqual(renderInvitation({}, 'EMAIL', invited), {
      subject: 'Your temporary password',
      body: 'Your username is alice and temporary password is Secret-1. ',
      temporaryPassword: 'Secret-1',
      signInName: 'alice',
    })
    assert.equal(
      renderInvitation({}, 'SMS', invited).body,
      'Your username is alice and temporary password is Secret-1. ',
    )
  })

  test('of a user without a password names only the username', () => {
    assert.equal(
      renderInvitation({}, 'SMS', { username: 'alice', password: undefined }).body,
      'Your username is alice.',
    )
  })

  test("has the pool's words for each channel", () => {
    const inviteMessageTemplate = {
      emailMessage: '<p>{username}: {####}</p>',
      emailSubject: 'Welcome, {username}',
      sMSMessage: '{username} {####}',
    }
    assert.deepEqual(renderInvitation({ inviteMessageTemplate }, 'EMAIL', invited), {
      subject: 'Welcome, {username}',
      body: '<p>alice: Secret-1</p>',
      temporaryPassword: 'Secret-1',
      signInName: 'alice',
    })
    assert.deepEqual(renderInvitation({ inviteMessageTemplate }, 'SMS', invited), {
      subject: undefined,
      body: 'alice Secret-1',
      temporaryPassword: 'Secret-1',
      signInName: 'alice',
    })
  })

  test('escapes what is put into the HTML of an e-mail, and nothing in a text message', () => {
    const hostile = { username: '<i>a&b', password: '"{username}$&' }
    assert.equal(
      renderInvitation({}, 'EMAIL', hostile).body,
      'Your username is &#60;i&#62;a&#38;b and temporary password is &#34;{username}$&#38;. ',
    )
    assert.equal(
      renderInvitation({}, 'SMS', hostile).body,
      'Your username is <i>a&b and temporary password is "{username}$&. ',
    )
  })
})
