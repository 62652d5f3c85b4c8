import assert from 'node:assert/strict'
import { test } from 'node:test'
import { verificationMessages } from './verification-messages.ts'

test('a new pool has no texts of its own and sends codes', () => {
  assert.deepEqual(verificationMessages({}), {
    smsVerificationMessage: undefined,
    emailVerificationMessage: undefined,
    emailVerificationSubject: undefined,
    verificationMessageTemplate: {
      smsMessage: undefined,
      emailMessage: undefined,
      emailSubject: undefined,
      emailMessageByLink: undefined,
      emailSubjectByLink: undefined,
      defaultEmailOption: 'CONFIRM_WITH_CODE',
    },
  })
})

test('the older settings show in the template', () => {
  const { verificationMessageTemplate: template } = verificationMessages({
    smsVerificationMessage: 'SMS {####}',
    emailVerificationMessage: 'Mail {####}',
    emailVerificationSubject: 'Subject',
  })
  assert.equal(template.smsMessage, 'SMS {####}')
  assert.equal(template.emailMessage, 'Mail {####}')
  assert.equal(template.emailSubject, 'Subject')
})

test('the template shows in the older settings, its links do not', () => {
  const messages = verificationMessages({
    verificationMessageTemplate: {
      smsMessage: 'SMS {####}',
      emailMessage: 'Mail {####}',
      emailSubject: 'Subject',
      emailMessageByLink: '{##Click##}',
      emailSubjectByLink: 'Link',
      defaultEmailOption: 'CONFIRM_WITH_LINK',
    },
  })
  assert.equal(messages.smsVerificationMessage, 'SMS {####}')
  assert.equal(messages.emailVerificationMessage, 'Mail {####}')
  assert.equal(messages.emailVerificationSubject, 'Subject')
  assert.equal(messages.verificationMessageTemplate.emailMessageByLink, '{##Click##}')
  assert.equal(messages.verificationMessageTemplate.defaultEmailOption, 'CONFIRM_WITH_LINK')
})

test('of two different texts, each stays where it was sent', () => {
  const messages = verificationMessages({
    smsVerificationMessage: 'old {####}',
    emailVerificationMessage: 'old {####}',
    emailVerificationSubject: 'old',
    verificationMessageTemplate: { smsMessage: 'new {####}', emailSubject: 'new' },
  })
  assert.equal(messages.smsVerificationMessage, 'old {####}')
  assert.equal(messages.emailVerificationSubject, 'old')
  assert.equal(messages.emailVerificationMessage, 'old {####}')
  assert.deepEqual(messages.verificationMessageTemplate, {
    smsMessage: 'new {####}',
    emailMessage: 'old {####}',
    emailSubject: 'new',
    emailMessageByLink: undefined,
    emailSubjectByLink: undefined,
    defaultEmailOption: 'CONFIRM_WITH_CODE',
  })
})
