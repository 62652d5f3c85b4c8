import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { OperationName } from '../../../src/contract/generated/types.ts'
import { model } from '../../../src/contract/model.ts'
import { registry } from '../../../src/operations/registry.ts'
import { newWorld, placed, sampleInputs, type World } from '../../properties/mutated-requests-inputs.ts'
import { type Poolhouse, startPoolhouse } from '../../support/poolhouse.ts'

/** Valid inputs of an operation that are tried: some of them are refused before anything is looked up. */
const SAMPLES = 12
const SEED = 20
const LIMIT = { LimitClass: 'API_CATEGORY', Attributes: { Category: 'UserRead' } }

/** The database is closed under a running server, as if it were gone. */
describe('an operation whose database is gone', () => {
  let house: Poolhouse
  let world: World
  before(async () => {
    house = await startPoolhouse()
    world = await newWorld(house.client())
    await house.app.close()
  })
  after(async () => {
    house.logLines.length = 0 // of errors, which this suite is about
    await house.close()
  })

  /** What deletes something is called for the owner of the token, too. */
  function own(name: OperationName): object {
    if (name === 'GetProvisionedLimit') return { LimitDefinition: LIMIT }
    return registry[name].access.kind === 'access-token' ? { AccessToken: world.AccessToken } : {}
  }

  for (const { name, access } of Object.values(registry)) {
    test(`answers an internal error without a word about it: ${name}`, async () => {
      const expected = internalErrorOf(name)
      const seen = new Set<string>()
      for (const input of sampleInputs(name, SAMPLES, SEED)) {
        const given = { ...(placed(name, input, world) as object), ...own(name) }
        const { status, json } = await house.call(name, given, {
          signed: access.kind === 'iam',
        })
        if (status !== 500) {
          seen.add(`${status} ${JSON.stringify(json)}`)
          continue
        }
        assert.deepEqual(json, { __type: expected })
        assert.ok(model.operations[name]?.errors.includes(expected))
        return
      }
      assert.fail([...seen].join('\n'))
    })
  }
})

/** The newest operations declare it by another name. */
function internalErrorOf(name: OperationName): 'InternalErrorException' | 'InternalServerException' {
  const declared: readonly string[] = model.operations[name]?.errors ?? []
  return declared.includes('InternalServerException') ? 'InternalServerException' : 'InternalErrorException'
}
