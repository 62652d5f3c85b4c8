import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { create } from 'qrcode'
import { qrCode } from '../../../src/hosted/pages/sign-in/parts/qr-code.ts'

const TEXT = 'otpauth://totp/Shop:jane%40example.com?secret=ZWXQ2J5VTKLSP4NYEBH7MRUCG3DAF6IO&issuer=Shop'

/** The dark squares of an outline, as `row,column`. */
function squaresOf(outline: string): Set<string> {
  const squares = new Set<string>()
  let [row, column] = [0, 0]
  for (const [, command, first, second] of outline.matchAll(/([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?/g)) {
    if (command === 'M') [column, row] = [Number(first), Number(second) - 0.5]
    else if (command === 'm') [column, row] = [column + Number(first), row + Number(second)]
    else for (const end = column + Number(first); column < end; column++) squares.add(`${row},${column}`)
  }
  return squares
}

describe('a QR code', () => {
  test('has the dark squares of the code, with a quiet zone of four around', async () => {
    const { size, outline } = await qrCode(TEXT)
    const { modules } = create(TEXT, { errorCorrectionLevel: 'L' })
    assert.equal(size, modules.size + 8)
    const expected = new Set<string>()
    for (let row = 0; row < modules.size; row++) {
      for (let column = 0; column < modules.size; column++) {
        if (modules.get(row, column)) expected.add(`${row + 4},${column + 4}`)
      }
    }
    assert.deepEqual(squaresOf(outline), expected)
  })

  test('is small enough for a page', async () => {
    assert.ok((await qrCode(TEXT.padEnd(250, 'x'))).outline.length < 6000)
  })
})
