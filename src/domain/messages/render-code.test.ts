import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { renderCode } from './render-code.ts'

const bare = { verificationMessageTemplate: { defaultEmailOption: 'CONFIRM_WITH_CODE' } } as const

describe('the message that carries a code', () => {
  test("has the service's words in a pool without its own", () => {
    assert.deepEqual(renderCode(bare, 'verification', 'EMAIL', '123456'), {
      subject: 'Your verification code',
      body: 'Your verification code is 123456. ',
      code: '123456',
    })
    assert.deepEqual(renderCode(bare, 'verification', 'SMS', '123456'), {
      subject: undefined,
      body: 'Your verification code is 123456. ',
      code: '123456',
    })
    assert.deepEqual(renderCode(bare, 'authentication', 'EMAIL', '123456'), {
      subject: 'Your verification code',
      body: 'Your verification code is 123456',
      code: '123456',
    })
    assert.equal(
      renderCode(bare, 'authentication', 'SMS', '123456').body,
      'Your authentication code is 123456. ',
    )
  })

  test("has the pool's words for each channel and use", () => {
    const settings = {
      verificationMessageTemplate: {
        defaultEmailOption: 'CONFIRM_WITH_CODE',
        smsMessage: 'sms {####}',
        emailMessage: '<b>{####}</b> and {####}',
        emailSubject: 'subject {####}',
      },
      smsAuthenticationMessage: 'factor {####}',
      emailMfaConfiguration: { message: 'mail factor {####}', subject: 'factor' },
    } as const
    assert.deepEqual(renderCode(settings, 'verification', 'EMAIL', '1'), {
      subject: 'subject {####}',
      body: '<b>1</b> and 1',
      code: '1',
    })
    assert.equal(renderCode(settings, 'verification', 'SMS', '1').body, 'sms 1')
    assert.equal(renderCode(settings, 'authentication', 'SMS', '1').body, 'factor 1')
    assert.deepEqual(renderCode(settings, 'authentication', 'EMAIL', '1'), {
      subject: 'factor',
      body: 'mail factor 1',
      code: '1',
    })
  })
})
