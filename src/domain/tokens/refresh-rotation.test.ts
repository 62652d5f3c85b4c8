import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { isGood, type RefreshRotation, rotated } from './refresh-rotation.ts'

const NOW = 1_000_000

const child = (digest: string) => ({ digest, generation: `generation of ${digest}` })

describe('of the refresh tokens of a family', () => {
  test('the current one is good, with no end but that of the family', () => {
    assert.equal(isGood({ current: 'a' }, 'a', Number.MAX_SAFE_INTEGER), true)
    assert.equal(isGood({ current: 'a' }, 'b', NOW), false)
  })

  test('the previous one is good up to its deadline', () => {
    const rotation = rotated({ current: 'a' }, 'a', child('b'), 30, NOW)
    assert.equal(isGood(rotation, 'a', NOW + 29_999), true)
    assert.equal(isGood(rotation, 'a', NOW + 30_000), false)
    assert.equal(isGood(rotation, 'b', NOW + 30_000), true)
  })

  test('the previous one is never valid without a grace period', () => {
    const rotation = rotated({ current: 'a' }, 'a', child('b'), 0, NOW)
    assert.equal(isGood(rotation, 'a', NOW), false)
    assert.equal(isGood(rotation, 'a', NOW - 1), false, 'for a rival who came before and was served after')
  })

  test('a retry with the previous one displaces the current child and moves no deadline', () => {
    const first = rotated({ current: 'a' }, 'a', child('b'), 30, NOW)
    const retried = rotated(first, 'a', child('c'), 60, NOW + 20_000)
    assert.deepEqual(retried, {
      current: 'c',
      generation: 'generation of c',
      previous: { digest: 'a', until: NOW + 30_000 },
    })
    assert.equal(isGood(retried, 'b', NOW + 20_000), false)
  })

  test('an ancestor is good no more once its child was used', () => {
    const first = rotated({ current: 'a' }, 'a', child('b'), 30, NOW)
    const second = rotated(first, 'b', child('c'), 30, NOW)
    assert.equal(isGood(second, 'a', NOW), false)
    assert.equal(isGood(second, 'b', NOW), true)
  })

  test('at most two are valid, whatever is tried in which order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ choice: fc.nat(), grace: fc.nat(60), pause: fc.nat(90_000) }), {
          maxLength: 30,
        }),
        (tries) => {
          let rotation: RefreshRotation = { current: 'token 0' }
          let now = NOW
          const made = ['token 0']
          for (const { choice, grace, pause } of tries) {
            now += pause
            const used = made[choice % made.length] ?? ''
            if (!isGood(rotation, used, now)) continue
            const next = `token ${made.length}`
            rotation = rotated(rotation, used, child(next), grace, now)
            made.push(next)
            assert.equal(isGood(rotation, next, now), true)
          }
          assert.ok(made.filter((token) => isGood(rotation, token, now)).length <= 2)
        },
      ),
    )
  })
})
