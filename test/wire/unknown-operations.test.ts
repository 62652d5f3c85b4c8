import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { usePoolhouse } from '../support/poolhouse.ts'

const house = usePoolhouse()

describe('An operation that the service does not have', () => {
  for (const name of ['CreateUserPools', 'createUserPool', 'constructor', '']) {
    test(`is unknown: ${JSON.stringify(name)}`, async () => {
      const { status, headers, json } = await house.call(name)
      assert.equal(status, 400)
      assert.equal(headers.get('x-amzn-errortype'), 'UnknownOperationException:')
      assert.deepEqual(json, { __type: 'UnknownOperationException' })
    })
  }

  test('is unknown whatever its signature and its input are', async () => {
    const { status, json } = await house.call('CreateUserPools', '{', { signed: false })
    assert.deepEqual([status, json], [400, { __type: 'UnknownOperationException' }])
  })
})
