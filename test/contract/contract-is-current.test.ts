import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { differencesFromSdk } from '../../scripts/compare-contract.ts'
import { generatedFiles } from '../../scripts/generate-contract.ts'
import { type Model, model } from '../../src/contract/model.ts'

const root = new URL('../../../', import.meta.url)

for (const [path, text] of generatedFiles(model)) {
  test(`${path} is what the generator writes today`, () => {
    assert.equal(readFileSync(new URL(path, root), 'utf8'), text)
  })
}

test('the compiled model is the one in the sources', () => {
  assert.deepEqual(JSON.parse(readFileSync(new URL('src/contract/model.json', root), 'utf8')), model)
})

test('the model and the AWS SDK agree on every operation, member, type, secret and required mark', () => {
  assert.deepEqual(differencesFromSdk(model), [])
})

test('the comparison with the SDK sees a lost operation, member and required mark', () => {
  const changed = structuredClone(model) as unknown as {
    operations: Record<string, unknown>
    shapes: Record<string, unknown>
  }
  delete changed.operations.TagResource
  changed.shapes.AttributeType = { type: 'structure', members: { Name: 'AttributeNameType' } }
  assert.deepEqual(differencesFromSdk(changed as unknown as Model), [
    'only in the SDK: AttributeType.Name: required string',
    'only in the model: AttributeType.Name: string',
    'only in the SDK: AttributeType.Value: sensitive string',
    'only in the SDK: TagResource(TagResourceRequest): TagResourceResponse',
    'only in the SDK: TagResourceRequest.ResourceArn: required string',
    'only in the SDK: TagResourceRequest.Tags: required map of string',
  ])
})
