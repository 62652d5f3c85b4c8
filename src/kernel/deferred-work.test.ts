import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { deferredWork } from './deferred-work.ts'

const PATIENCE = 10_000

/** A task that ends when it is let go. */
function held() {
  let letGo = () => {}
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const task = { begun: false, letGo: () => letGo(), run: () => gate }
  task.run = () => {
    task.begun = true
    return gate
  }
  return task
}

describe('deferred work', () => {
  test('begins with its sign and not before, once', async () => {
    const work = deferredWork({ atOnce: 2, taken: 10 })
    let runs = 0
    const sign = work.take(async () => {
      runs++
    })
    await work.settled(1) // runs out of patience: the task waits for its sign
    assert.equal(runs, 0)
    sign?.()
    sign?.()
    await work.settled(PATIENCE)
    assert.equal(runs, 1)
  })

  test('is done few tasks at a time, in the order of their signs', async () => {
    const work = deferredWork({ atOnce: 2, taken: 10 })
    const tasks = [held(), held(), held()]
    const [one, two, three] = tasks.map(({ run }) => work.take(run))
    three?.()
    one?.()
    two?.()
    assert.deepEqual(
      tasks.map(({ begun }) => begun),
      [true, false, true],
    )
    for (const task of tasks) task.letGo()
    await work.settled(PATIENCE)
    assert.equal(tasks[1]?.begun, true)
  })

  test('takes no more on than it is allowed', async () => {
    const work = deferredWork({ atOnce: 1, taken: 1 })
    const first = work.take(async () => {})
    assert.equal(
      work.take(async () => {}),
      undefined,
    )
    first?.()
    await work.settled(PATIENCE)
    assert.ok(work.take(async () => {}))
  })

  test('is done to the end without further signs, unless that takes too long', async () => {
    const work = deferredWork({ atOnce: 1, taken: 10 })
    const [quick, slow] = [held(), held()]
    work.take(quick.run)
    work.take(slow.run)
    quick.letGo()
    assert.equal(await work.end(1), 1)
    assert.deepEqual([quick.begun, slow.begun], [true, true])
    assert.equal(
      work.take(async () => {}),
      undefined,
    )
    slow.letGo()
    assert.equal(await work.end(PATIENCE), 0)
  })
})
