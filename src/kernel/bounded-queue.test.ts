import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { boundedQueue, namedQueues, QueueFull } from './bounded-queue.ts'

/** Work that ends when it is let go, and notes that it began. */
function held(begun: string[], name: string) {
  let letGo = () => {}
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const work = async () => {
    begun.push(name)
    await gate
    return name
  }
  return { letGo: () => letGo(), work }
}

describe('a bounded queue', () => {
  test('does so much at once, the rest in the order of arrival', async () => {
    const queue = boundedQueue({ atOnce: 2, waiting: 2 })
    const begun: string[] = []
    const works = ['a', 'b', 'c', 'd'].map((name) => held(begun, name))
    const results = works.map(({ work }) => queue.run(work))
    assert.deepEqual(begun, ['a', 'b'])
    works[1]?.letGo()
    assert.equal(await results[1], 'b')
    assert.deepEqual(begun, ['a', 'b', 'c'])
    for (const { letGo } of works) letGo()
    assert.deepEqual(await Promise.all(results), ['a', 'b', 'c', 'd'])
    assert.ok(queue.isEmpty())
  })

  test('refuses what would wait behind too much', async () => {
    const queue = boundedQueue({ atOnce: 1, waiting: 1 })
    const begun: string[] = []
    const [one, two] = [held(begun, 'one'), held(begun, 'two')]
    const results = [queue.run(one.work), queue.run(two.work)]
    await assert.rejects(
      queue.run(async () => 'three'),
      QueueFull,
    )
    one.letGo()
    two.letGo()
    assert.deepEqual(await Promise.all(results), ['one', 'two'])
  })

  test('goes on after work that fails', async () => {
    const queue = boundedQueue({ atOnce: 1, waiting: 1 })
    const failing = queue.run(() => Promise.reject(new Error('of the work')))
    const next = queue.run(async () => 'next')
    await assert.rejects(failing, { message: 'of the work' })
    assert.equal(await next, 'next')
  })
})

test('queues of different names do not wait for each other, and none is kept that is empty', async () => {
  const queues = namedQueues({ atOnce: 1, waiting: 1 })
  const begun: string[] = []
  const works = ['a', 'b', 'a'].map((name) => held(begun, name))
  const results = works.map(({ work }, i) => queues.run(i === 1 ? 'bob' : 'alice', work))
  assert.deepEqual(begun, ['a', 'b'])
  assert.equal(queues.size(), 2)
  for (const { letGo } of works) letGo()
  await Promise.all(results)
  assert.equal(queues.size(), 0)
})
