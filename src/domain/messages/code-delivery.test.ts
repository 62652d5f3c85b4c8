import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { codeDelivery } from './code-delivery.ts'

describe('where a code went', () => {
  test('is shown masked', () => {
    assert.deepEqual(codeDelivery({ attribute: 'email', value: 'test@test.com' }), {
      attributeName: 'email',
      medium: 'EMAIL',
      destination: 't***@t***',
    })
    assert.deepEqual(codeDelivery({ attribute: 'phone_number', value: '+917411174114' }), {
      attributeName: 'phone_number',
      medium: 'SMS',
      destination: '+********4114',
    })
  })
})
