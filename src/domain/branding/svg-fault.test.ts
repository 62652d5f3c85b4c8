import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { svgFault } from './svg-fault.ts'

const fault = (text: string) => svgFault(Buffer.from(text))

describe('a drawing', () => {
  test('may have shapes, gradients, text, style and references within itself', () => {
    const text = `<?xml version="1.0"?><!-- made by hand -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><style>.a{fill:url(#g)}</style>
<defs><linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs>
<g><path class="a" d="M0 0h1"/><use href="#g"/><use xlink:href='#g'/><text>on = off</text></g></svg>`
    assert.equal(fault(text), undefined)
  })

  const rows: [what: string, content: string, message: string][] = [
    ['a script', '<script>alert(1)</script>', 'element [script] is not allowed.'],
    ['a prefixed script', '<svg:script/>', 'element [script] is not allowed.'],
    ['HTML', '<foreignObject/>', 'element [foreignObject] is not allowed.'],
    ['an image', '<image href="#a"/>', 'element [image] is not allowed.'],
    ['an animation', '<animate/>', 'element [animate] is not allowed.'],
    ['an event handler', '<g onload="alert(1)"/>', 'element [g#onload] is not allowed.'],
    ['an event handler after a quote', '<g id="a"OnClick = "x"/>', 'element [g#OnClick] is not allowed.'],
    [
      'roles and labels',
      '<g role="img" fill="red" aria-label = \'on\'/>',
      'element [g#role|aria-label] is not allowed.',
    ],
    ['a baseline', '<text dominant-baseline=middle />', 'element [text#dominant-baseline] is not allowed.'],
    [
      'an outer reference',
      '<use href="https://x.example/#a"/>',
      'SVG contains a reference to something else',
    ],
    ['a script reference', '<use xlink:href="javascript:x"/>', 'SVG contains a reference to something else'],
    ['a data reference', '<use href=data:x />', 'SVG contains a reference to something else'],
    ['an outer paint', '<g fill="url(https://x.example)"/>', 'SVG contains a reference to something else'],
    ['an import', '<style>@import "x"</style>', 'SVG contains a reference to something else'],
    ['an entity', '<!ENTITY a "b">', 'SVG contains a declaration or an instruction that is not allowed'],
    [
      'a style sheet',
      '<?xml-stylesheet href="x"?>',
      'SVG contains a declaration or an instruction that is not allowed',
    ],
    ['an escape in CSS', '<style>.a{fill:u\\72l(x)}</style>', 'SVG contains an escape'],
    ['an escape in an attribute', '<g fill="&#117;rl(x)"/>', 'SVG contains an escape'],
    ['an open tag', '<g', 'SVG is not well-formed'],
    ['an open comment', '<!-- ', 'SVG is not well-formed'],
    ['no name', '< g/>', 'element [(without a name)] is not allowed.'],
  ]
  test('cannot contain anything that runs or loads', () => {
    for (const [what, content, message] of rows) {
      const end = content.endsWith('>') ? '</svg>' : ''
      assert.equal(fault(`<svg xmlns="http://www.w3.org/2000/svg">${content}${end}`), message, what)
    }
  })

  test('is UTF-8 text with an svg element', () => {
    assert.equal(fault('hello'), 'Bytes are not a file of type SVG')
    assert.equal(svgFault(Buffer.from([0xff, 0xfe])), 'SVG is not UTF-8')
  })
})
