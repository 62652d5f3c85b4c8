// The replay itself: it finds what a server does not keep.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { usePoolhouse } from '../support/poolhouse.ts'
import { toArguments, toMembers } from './fields.ts'
import { openTerraform } from './replay.ts'
import { differences, planOf, type Resource, type Values } from './resource.ts'

const schema = {
  name: { required: true },
  size: { default: 3 },
  place: { kept: true },
  zone: { replaces: true },
  rules: { block: { strict: {}, level: { default: 'low' }, owner: { kept: true } } },
} as const

describe('a plan', () => {
  const prior = {
    id: '1',
    name: 'a',
    size: 5,
    place: 'here',
    rules: { strict: true, level: 'high', owner: 'me' },
  }

  test('takes defaults for what is left out, and keeps what it may', () => {
    const planned = planOf(schema, { name: 'a' }, prior)
    assert.deepEqual(planned, {
      id: '1',
      name: 'a',
      size: 3,
      place: 'here',
      zone: undefined,
      rules: undefined,
    })
    const { rules } = planOf(schema, { name: 'a', rules: { strict: false } }, prior)
    assert.deepEqual(rules, { strict: false, level: 'low', owner: 'me' })
  })

  test('differs by values, but not by their order, or by zero for no value', () => {
    const changed = (planned: Values, present: Values) =>
      Object.keys(differences(Object.keys({ ...planned, ...present }), planned, present))
    assert.deepEqual(changed({ a: ['x', 'y'], b: false, c: 0, d: '', e: [] }, { a: ['y', 'x'] }), [])
    assert.deepEqual(changed({ a: ['x'], b: {}, c: '0', d: { e: 1 } }, { a: ['x', 'y'], d: { e: 2 } }), [
      'a',
      'b',
      'c',
      'd',
    ])
    assert.deepEqual(changed({ a: [{ x: 1 }, { y: 0, z: 2 }] }, { a: [{ z: 2 }, { x: 1 }] }), [])
  })
})

test('arguments become members of requests and come back', () => {
  const fields = { name: 'Name', on: 'On?', rule: ['Rules', { level: 'Level' }] } as const
  const members = toMembers(fields, { name: '', on: false, rule: [{ level: 1 }, {}], other: 1 })
  assert.deepEqual(members, { Rules: [{ Level: 1 }, {}] })
  assert.deepEqual(toMembers(fields, { name: 'a', on: true }), { Name: 'a', On: true })
  assert.deepEqual(toArguments(fields, { On: false, Rules: [{ Level: 1 }], Else: 2 }), {
    on: false,
    rule: [{ level: 1 }],
  })
})

describe('the replay', () => {
  const house = usePoolhouse()

  /** A resource of a server that changes what it is given. */
  function resource(kept: (values: Values) => Values): Resource {
    let stored: Values | undefined
    const store = async (_: unknown, values: Values) => {
      stored = kept(values)
      return stored
    }
    return {
      type: 'a_resource',
      calls: [],
      arguments: schema,
      create: store,
      read: async () => stored,
      update: store,
      async delete() {
        stored = undefined
      },
      importId: ({ name }) => name,
      imported: (name) => ({ name }),
    }
  }

  const steps = [
    { name: 'a', place: 'here' },
    { name: 'b', size: 4 },
    { name: 'b' },
    { name: 'b', zone: 'z' },
  ]
  async function replayed(kept: (values: Values) => Values): Promise<void> {
    const terraform = openTerraform(resource(kept), house.client())
    for (const step of steps) await terraform.apply(step)
    await terraform.assertImports()
    await terraform.destroy()
  }

  test('passes a server that keeps what is written', () => replayed((values) => values))

  for (const [what, kept] of [
    ['loses an argument', ({ zone: _, ...rest }: Values) => rest],
    ['does not update', ({ name, ...rest }: Values) => ({ ...rest, name: name && 'a' })],
    ['has another default', (values: Values) => ({ ...values, size: values.size === 3 ? 2 : values.size })],
    ['adds a block', (values: Values) => ({ ...values, rules: {} })],
    [
      'forgets what is not sent again',
      ({ place, ...rest }: Values) => (rest.size === 4 ? rest : { ...rest, place }),
    ],
  ] as const) {
    test(`fails with a server that ${what}`, async () => {
      await assert.rejects(replayed(kept), { name: 'AssertionError' })
    })
  }
})
