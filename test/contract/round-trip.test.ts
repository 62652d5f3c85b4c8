import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decoderOf } from '../../src/contract/decode-shape.ts'
import { encoderOf } from '../../src/contract/encode-shape.ts'
import { model } from '../../src/contract/model.ts'
import { isErrorShape, valuesOf } from './arbitrary-values.ts'

test('decoding gives back what was encoded, for every shape of the model', () => {
  for (const name of Object.keys(model.shapes).filter((shape) => !isErrorShape(shape))) {
    const encode = encoderOf(name)
    const decode = decoderOf(name)
    fc.assert(
      fc.property(valuesOf(name), (value) =>
        assert.deepEqual(decode(JSON.parse(encode(value))), value, name),
      ),
      { numRuns: 15 },
    )
  }
})
