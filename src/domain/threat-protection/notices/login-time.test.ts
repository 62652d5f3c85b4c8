import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loginTime } from './login-time.ts'

test('the time of a sign-in is written as the service writes it', () => {
  assert.equal(loginTime(Date.UTC(2021, 2, 19, 14, 25, 59)), 'Friday, March 19, 2021 02:25 PM UTC')
  assert.equal(loginTime(Date.UTC(2026, 10, 1, 0, 5)), 'Sunday, November 1, 2026 12:05 AM UTC')
  assert.equal(loginTime(Date.UTC(2026, 10, 1, 12, 5)), 'Sunday, November 1, 2026 12:05 PM UTC')
})
