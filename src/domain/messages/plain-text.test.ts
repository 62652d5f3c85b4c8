import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { escapeHtml } from './fill-template.ts'
import { plainText } from './plain-text.ts'

describe('the plain text of an e-mail', () => {
  test('shows where a link leads', () => {
    assert.equal(
      plainText('Please <a class="x" href="https://a.example/?b=1&amp;c=2">click</a>.'),
      'Please click (https://a.example/?b=1&c=2).',
    )
  })

  test('has neither marks nor styles, and a line for each paragraph', () => {
    assert.equal(plainText('<style>p { }</style><p>one<br>two</p><p><b>three</b></p>'), 'one\ntwo\nthree')
  })

  test('gives back what was escaped', () => {
    const text = `<i> & "a" 'b' 1 < 2 &amp;`
    assert.equal(plainText(escapeHtml(text)), text)
  })

  test('leaves alone what is no mark', () => {
    assert.equal(plainText('1 < 2 &unknown; &#9999999;'), '1 < 2 &unknown; &#9999999;')
  })
})
