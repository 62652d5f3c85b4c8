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

  test('has neither tags nor styles, and a line for each paragraph', () => {
    assert.equal(plainText('<style>p { }</style><p>one<br>two</p><p><b>three</b></p>'), 'one\ntwo\nthree')
  })

  test('gives back what was escaped', () => {
    const text = `<i> & "a" 'b' 1 < 2 &amp;`
    assert.equal(plainText(escapeHtml(text)), text)
  })

  test('knows links in the forms that HTML allows', () => {
    for (const link of [
      "<A HREF='https://a.example'>",
      '<a href = https://a.example >',
      '<a\nhref="https://a.example">',
    ]) {
      assert.equal(plainText(`${link}click</a> or not`), 'click (https://a.example) or not')
    }
    assert.equal(
      plainText('<a href="https://a.example">one<a href="https://b.example">two'),
      'one (https://a.example)two (https://b.example)',
    )
  })

  test('leaves out head, styles and scripts', () => {
    const head = '<html><head><title>T</title><style>a > b { }</style></head>'
    assert.equal(plainText(`${head}<body>text<script>if (1 <b) "</p>"</script></body></html>`), 'text')
    assert.equal(plainText('<head><title>T</title><body>text'), 'text')
    assert.equal(plainText('text<script>if (1 > 0)'), 'text')
  })

  // Each took a time that grows with the square or the cube of its length: hours at this one.
  test('terminates, whatever is repeated', () => {
    for (const [hostile, expected] of HOSTILE) {
      const text = plainText(hostile.repeat(100_000))
      assert.equal(text.slice(0, expected.length), expected)
      assert.ok(text.length <= hostile.length * 100_000)
    }
  })
  const HOSTILE = [
    ['<a href=""', ''],
    ['<a href="x">', '(x)'],
    ['<style>', ''],
    ['<head>', ''],
    ['<script', ''],
    ['</p', ''],
    ['<', '<'],
    ['< ', '<'],
    ['<!', ''],
    ['&#1', '&#1'],
    ['&', '&'],
    ['&amp', '&amp'],
  ] as const

  test('leaves alone what is no mark', () => {
    assert.equal(plainText('1 < 2 &unknown; &#9999999;'), '1 < 2 &unknown; &#9999999;')
  })
})
