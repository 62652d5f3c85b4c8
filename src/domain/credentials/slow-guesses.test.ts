import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ServiceError } from '../../contract/service-error.ts'
import { slowGuesses } from './slow-guesses.ts'

const STORED = { algorithm: 'BCRYPT', hash: 'of no matter' } as const

/** Hashes that are computed when they are let go. */
function heldHashes(atOnce: number) {
  const underWay: Array<() => void> = []
  let most = 0
  const guesses = slowGuesses(atOnce, async () => {
    let letGo = () => {}
    const gate = new Promise<void>((resolve) => {
      letGo = resolve
    })
    underWay.push(letGo)
    most = Math.max(most, underWay.length)
    await gate
    underWay.splice(underWay.indexOf(letGo), 1)
    return true
  })
  return { guesses, underWay, most: () => most }
}

test('few hashes are computed concurrently, however many are requested, and more are refused when too many wait', async () => {
  const { guesses, underWay, most } = heldHashes(2)
  const answers = Array.from({ length: 2 + 64 }, () => guesses.matches(STORED, 'password'))
  await assert.rejects(
    guesses.matches(STORED, 'password'),
    new ServiceError('TooManyRequestsException', 'Too many requests'),
  )
  while (underWay.length > 0) {
    underWay[0]?.()
    await new Promise(setImmediate)
  }
  assert.deepEqual(await Promise.all(answers), Array(66).fill(true))
  assert.equal(most(), 2)
})

test('guesses at one password take turns, those at another do not wait for them', async () => {
  const guesses = slowGuesses(1)
  const begun: string[] = []
  let letGo = () => {}
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const looking = (whose: string, name: string) =>
    guesses.inTurn(whose, async () => {
      begun.push(name)
      if (whose === 'alice') await gate
      return name
    })
  const answers = [looking('alice', 'a1'), looking('alice', 'a2'), looking('bob', 'b1')]
  assert.equal(await answers[2], 'b1')
  assert.deepEqual(begun, ['a1', 'b1'])
  letGo()
  assert.deepEqual(await Promise.all(answers), ['a1', 'a2', 'b1'])
})

test('a guess behind too many others is refused', async () => {
  const guesses = slowGuesses(1)
  let letGo = () => {}
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const answers = Array.from({ length: 1 + 32 }, () => guesses.inTurn('alice', () => gate))
  await assert.rejects(
    guesses.inTurn('alice', async () => {}),
    { name: 'TooManyRequestsException' },
  )
  letGo()
  await Promise.all(answers)
})
