import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ServiceError } from '../../contract/service-error.ts'
import { HOUR } from '../../kernel/clock.ts'
import { type AttemptWindow, countAttempt, HOURLY_ATTEMPTS, type LimitedAttempt } from './attempt-limits.ts'

const start = 1_790_000_000_000
const exceeded = new ServiceError(
  'LimitExceededException',
  'Attempt limit exceeded, please try after some time.',
)

for (const kind of Object.keys(HOURLY_ATTEMPTS) as LimitedAttempt[]) {
  test(`takes ${HOURLY_ATTEMPTS[kind]} attempts an hour of ${kind} and no more`, () => {
    let window: AttemptWindow | undefined
    for (let i = 0; i < HOURLY_ATTEMPTS[kind]; i++) window = countAttempt(kind, window, start + i)
    assert.throws(() => countAttempt(kind, window, start + HOUR - 1), exceeded)
    assert.deepEqual(countAttempt(kind, window, start + HOUR), { startedAt: start + HOUR, attempts: 1 })
  })
}
