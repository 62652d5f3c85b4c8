import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sharedReads } from '../../../src/gateways/federation/shared-reads.ts'

/** Readings that end when the test says so. */
function open() {
  const begun: {
    readonly address: string
    readonly end: (value: string) => void
    readonly fail: () => void
  }[] = []
  let now = 1000
  const read = sharedReads(
    () => now,
    (address) =>
      new Promise<string>((resolve, reject) =>
        begun.push({ address, end: resolve, fail: () => reject(new Error('down')) }),
      ),
  )
  const pass = (milliseconds: number) => {
    now += milliseconds
  }
  return { read, begun, pass }
}

describe('shared reads', () => {
  test('are one for all who ask meanwhile, and say when they began', async () => {
    const { read, begun, pass } = open()
    const first = read('a')
    pass(500)
    const outcomes = [first, read('a'), read('a')]
    begun[0]?.end('text')
    for (const outcome of await Promise.all(outcomes))
      assert.deepEqual(outcome, { value: 'text', readAt: 1000 })
    assert.equal(begun.length, 1)
  })

  test('are one for each address', () => {
    const { read, begun } = open()
    void read('a')
    void read('b')
    assert.deepEqual(
      begun.map(({ address }) => address),
      ['a', 'b'],
    )
  })

  test('begin anew after a success', async () => {
    const { read, begun } = open()
    const first = read('a')
    begun[0]?.end('one')
    await first
    const second = read('a')
    begun[1]?.end('two')
    assert.equal((await second).value, 'two')
  })

  test('fail at once for a minute after a failure', async () => {
    const { read, begun, pass } = open()
    const first = read('a')
    begun[0]?.fail()
    await assert.rejects(first)
    pass(59_999)
    await assert.rejects(read('a'))
    assert.equal(begun.length, 1)
    pass(1)
    const second = read('a')
    begun[1]?.end('up')
    assert.equal((await second).value, 'up')
  })
})
