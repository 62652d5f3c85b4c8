import assert from 'node:assert/strict'
import { test } from 'node:test'
import { model } from '../../src/contract/model.ts'
import { BACK_END_MINIMA, overrides } from '../../src/contract/recorded-constraints.ts'

function membersOf(name: string): Readonly<Record<string, string>> {
  const shape = model.shapes[name]
  assert.equal(shape?.type, 'structure', `${name} is no structure of the model`)
  return shape.members
}

test('every override names a shape or a member of the model', () => {
  for (const name of [...Object.keys(overrides.SHAPES), ...overrides.SHOWN]) {
    assert.ok(Object.hasOwn(model.shapes, name), name)
  }
  for (const [name, required] of Object.entries(overrides.REQUIRED)) {
    for (const member of required) assert.ok(Object.hasOwn(membersOf(name), member), `${name}.${member}`)
  }
  for (const [path, target] of Object.entries(overrides.MEMBERS)) {
    const [name = '', member = ''] = path.split('.')
    assert.ok(Object.hasOwn(membersOf(name), member), path)
    if (typeof target === 'string') assert.ok(Object.hasOwn(model.shapes, target), target)
  }
  for (const [operation, { member }] of Object.entries(BACK_END_MINIMA)) {
    assert.ok(Object.hasOwn(membersOf(model.operations[operation]?.input ?? ''), member), operation)
  }
})

test('an override of a member keeps its JSON type', () => {
  for (const [path, target] of Object.entries(overrides.MEMBERS)) {
    const [name = '', member = ''] = path.split('.')
    const before = model.shapes[membersOf(name)[member] ?? '']
    const after = typeof target === 'string' ? model.shapes[target] : target
    assert.equal(after?.type, before?.type, path)
  }
})

test('an override of an enum lists the same values in another order', () => {
  for (const [name, { enum: values }] of Object.entries(overrides.SHAPES)) {
    const shape = model.shapes[name]
    if (values === undefined || shape?.type !== 'string') continue
    assert.deepEqual([...values].sort(), [...(shape.enum ?? [])].sort(), name)
  }
})
