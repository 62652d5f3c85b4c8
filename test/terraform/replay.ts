// Replays what Terraform does with a resource of the AWS provider, and checks after every step that nothing is left to do.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { type Poolhouse, ROOT } from '../support/poolhouse.ts'
import { type Argument, differences, planOf, type Resource, type Values } from './resource.ts'

/** Configurations that are applied one after the other to one resource. */
export interface Change {
  /** The argument that changes. */
  readonly argument: string
  readonly title?: string
  readonly steps: readonly (Values | (() => Promise<Values>))[]
  /** What can't be read back when the resource is imported. */
  readonly unimported?: readonly string[]
}

interface Rest extends Omit<Change, 'argument' | 'steps'> {
  /** Other arguments that this one needs. */
  readonly with?: Values
  /** The argument can't be removed again. */
  readonly stays?: true
}

/** An argument that gets these values in turn, and is then removed. */
export function change(argument: string, values: readonly unknown[], rest: Rest = {}): Change {
  const { with: others = {}, stays, ...more } = rest
  const given = values.map((value) => ({ ...others, [argument]: value }))
  return { argument, steps: stays ? given : [...given, others], ...more }
}

/** One test for each change of a table, and one that the table has every argument and the resource makes its calls. */
export function testChanges(
  house: Poolhouse,
  resource: Resource,
  /** The required arguments. */
  base: () => Promise<Values>,
  changes: readonly Change[],
): void {
  const client = house.client(ROOT) // its own, whose calls are recorded
  const calls = recordCalls(client)
  const { type } = resource

  for (const { argument, title = '', steps, unimported = [] } of changes) {
    test(`${type} creates, changes and destroys with ${argument} ${title}`.trim(), async () => {
      const required = await base()
      const terraform = openTerraform(resource, client)
      for (const [at, step] of steps.entries()) {
        await terraform.apply({ ...required, ...(typeof step === 'function' ? await step() : step) })
        if (at === 0) await terraform.assertImports(unimported)
      }
      await terraform.destroy()
    })
  }

  test(`${type} is replayed with each argument and each call`, () => {
    const tried = new Set(changes.map(({ argument }) => argument))
    assert.deepEqual([...tried].sort(), Object.keys(resource.arguments).sort())
    assert.deepEqual([...calls].sort(), resource.calls)
  })
}

/** The names of the operations that a client calls from now on. */
export function recordCalls(client: CognitoIdentityProviderClient): ReadonlySet<string> {
  const calls = new Set<string>()
  client.middlewareStack.add(
    (next, context) => (args) => {
      calls.add(`${context.commandName}`.replace(/Command$/, ''))
      return next(args)
    },
    { step: 'initialize' },
  )
  return calls
}

/** A Terraform that manages one resource. */
export function openTerraform(resource: Resource, client: CognitoIdentityProviderClient) {
  const schema = resource.arguments
  let state: Values | undefined

  function assertNothingToDo(config: Values, present: Values, when: string): void {
    const left = differences(Object.keys(schema), planOf(schema, config, present), present)
    assert.deepEqual(left, {}, `the plan ${when} is not empty: ${JSON.stringify(left, null, 1)}`)
  }

  /** What the configuration leaves out, and the plan keeps, is what it was: no update changes more than was planned. */
  function assertKept(planned: Values, present: Values): void {
    const names = Object.keys(schema).filter((name) => !schema[name]?.follows && planned[name] !== undefined)
    const shown = Object.fromEntries(
      names.map((name) => [name, ofPlan(schema[name], planned[name], present[name])]),
    )
    assert.deepEqual(differences(names, planned, shown), {}, 'the apply changed more than was planned')
  }

  async function refreshed(present: Values): Promise<Values> {
    return (await resource.read(client, present)) ?? assert.fail('the resource is gone')
  }

  return {
    get state(): Values {
      return state ?? assert.fail('nothing was applied')
    },

    /** Makes the resource what the configuration says. A second apply would have nothing to do. */
    async apply(config: Values): Promise<void> {
      const planned = planOf(schema, config, state)
      const changed = Object.keys(differences(Object.keys(schema), planned, state ?? {}))
      if (state && changed.length === 0)
        return assertNothingToDo(config, await refreshed(state), 'without a change')
      if (state && changed.some((name) => schema[name]?.replaces)) await this.destroy()
      const wanted = state ? planned : planOf(schema, config)
      state = state ? await resource.update(client, wanted, state) : await resource.create(client, wanted)
      assertNothingToDo(config, state, 'after the apply')
      assertKept(wanted, state)
      if (resource.readsBack) return
      state = await refreshed(state)
      assertNothingToDo(config, state, 'after a refresh')
    },

    /** An import gives the same state. */
    async assertImports(unimported: readonly string[] = []): Promise<void> {
      const imported = await refreshed(resource.imported(resource.importId(this.state)))
      const names = Object.keys({ ...this.state, ...imported }).filter((name) => !unimported.includes(name))
      assert.deepEqual(differences(names, imported, this.state), {}, 'the imported state differs')
    },

    async destroy(): Promise<void> {
      const last = this.state
      await resource.delete(client, last)
      assert.equal((await resource.read(client, last)) !== undefined, resource.outlives ?? false)
      await resource.delete(client, last)
      state = undefined
    },
  }
}

/** Of a block, the members that were planned and don't follow others: the API may set the rest. */
function ofPlan(argument: Argument | undefined, planned: Values, present: Values | undefined): unknown {
  const block = argument?.block
  if (!block || !present) return present
  const names = Object.keys(planned).filter((name) => planned[name] !== undefined)
  return Object.fromEntries(names.map((name) => [name, (block[name]?.follows ? planned : present)[name]]))
}

/** Undefined instead of the errors by which the provider sees that something is gone. */
export async function unlessGone<T>(
  call: Promise<T>,
  names: readonly string[] = ['ResourceNotFoundException'],
): Promise<T | undefined> {
  try {
    return await call
  } catch (error) {
    if (names.includes((error as Error).name)) return undefined
    throw error
  }
}
