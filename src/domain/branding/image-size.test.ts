import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { imageSize } from './image-size.ts'

const svg = (attributes: string) => imageSize(Buffer.from(`<?xml version="1.0"?><svg ${attributes}>`), 'SVG')
const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

describe('the size of an image', () => {
  test('of a PNG is in its first chunk', () => {
    const png = hex('89504e470d0a1a0a 0000000d 49484452 000001e0 0000023a 0806000000')
    assert.deepEqual(imageSize(png, 'PNG'), { width: 480, height: 570 })
    assert.equal(imageSize(png.subarray(0, 20), 'PNG'), undefined)
  })

  test('of a JPEG is in the segment that starts its frame', () => {
    const jpeg = hex('ffd8 ffe0 0004 0000 ffc4 0003 00 ffc2 0011 08 0064 0190 03 012200')
    assert.deepEqual(imageSize(jpeg, 'JPEG'), { width: 400, height: 100 })
    for (const none of [
      'ffd8',
      'ffd8 ffe0 0004 0000',
      'ffd8 ffda 0008 000000000000 00',
      'ffd8 ffe0 ffff 00000000',
    ])
      assert.equal(imageSize(hex(none), 'JPEG'), undefined, none)
  })

  test('of a drawing is in its attributes', () => {
    assert.deepEqual(svg('width="360" height=\'54px\' viewBox="0 0 1 1"'), { width: 360, height: 54 })
    assert.deepEqual(svg('width="100%" height="100%" viewBox="0, 0, 20.5 10"'), { width: 20.5, height: 10 })
    assert.deepEqual(svg('width="40" viewBox="0 0 400 100"'), { width: 400, height: 100 })
    for (const none of [
      '',
      'viewBox="0 0"',
      'width="1em" height="1em"',
      'width="0" height="5"',
      'data-width="1"',
    ])
      assert.equal(svg(none), undefined, none)
    assert.equal(imageSize(Buffer.from('text'), 'SVG'), undefined)
  })

  test('of others is not read', () => assert.equal(imageSize(hex('00000100'), 'ICO'), undefined))
})
