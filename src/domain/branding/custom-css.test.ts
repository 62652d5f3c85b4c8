import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseCustomCss } from './custom-css.ts'

const refused = (message: string) => ({ name: 'InvalidParameterException', message })
const MALFORMED = refused('The CSS is not well-formed.')

describe('the CSS of the classic pages', () => {
  test('is read rule by rule, without comments', () => {
    const css = `/* a template */
.submitButton-customizable { font-size: 14px; MARGIN: 20px 0px 10px 0px; width: 100%; width: 100%; }
.label-customizable, .legalText-customizable {color:#747474}
.errorMessage-customizable { border: 2px solid rgba(1, 2, 3, .5); background: #F5F5F5 !important; }
.background-customizable {}`
    assert.deepEqual(parseCustomCss(css), [
      {
        selectors: ['.submitButton-customizable'],
        declarations: [
          ['font-size', '14px'],
          ['margin', '20px 0px 10px 0px'],
          ['width', '100%'],
          ['width', '100%'],
        ],
      },
      {
        selectors: ['.label-customizable', '.legalText-customizable'],
        declarations: [['color', '#747474']],
      },
      {
        selectors: ['.errorMessage-customizable'],
        declarations: [
          ['border', '2px solid rgba(1, 2, 3, .5)'],
          ['background', '#F5F5F5 !important'],
        ],
      },
      { selectors: ['.background-customizable'], declarations: [] },
    ])
    assert.deepEqual(parseCustomCss(''), [])
  })

  for (const selector of [
    'body',
    '.label',
    '.Label-customizable',
    '.label-customizable:hover',
    '@import url(x); .label-customizable',
    '@media print',
    '',
  ]) {
    test(`does not style ${JSON.stringify(selector)}`, () => {
      assert.throws(
        () => parseCustomCss(`${selector} { color: red }`),
        refused(`The CSS class ${selector} is not in the list of allowed classes.`),
      )
    })
  }

  test('does not style one class of several that is unknown', () => {
    assert.throws(
      () => parseCustomCss('.label-customizable, body { color: red }'),
      refused('The CSS class body is not in the list of allowed classes.'),
    )
  })

  test('sets any property, as the service was seen to take those beyond its guide', () => {
    const css = `.banner-customizable { background: linear-gradient(135deg, #08201e 0%,
      rgba(11, 114, 104, 0.25) 100%); border-bottom: 1px solid #E5E3DF }
.inputField-customizable:focus { box-shadow: 0 0 0 3px rgba(0, 196, 179, 0.15); outline-offset: 1px }
.submitButton-customizable:hover { transform: translateY(-1px); -webkit-filter: blur(1px); --tint: #fff }
.label-customizable { font-family: 'Public Sans', "Segoe UI", system-ui; display: none }`
    const properties = parseCustomCss(css).flatMap(({ declarations }) => declarations.map(([name]) => name))
    assert.deepEqual(properties, [
      'background',
      'border-bottom',
      'box-shadow',
      'outline-offset',
      'transform',
      '-webkit-filter',
      '--tint',
      'font-family',
      'display',
    ])
  })

  test('does not set what is no property', () => {
    for (const property of ['', '*zoom', '@import', '9', 'a b', 'b\\6f', '<b']) {
      assert.throws(
        () => parseCustomCss(`.label-customizable { ${property}: 1 }`),
        refused(`The CSS property ${property} is not allowed for class .label-customizable.`),
      )
    }
  })

  test('does not set a value that loads something or ends the style', () => {
    for (const value of [
      'url(https://evil.example/x.png)',
      'URL(//evil.example)',
      'rgb(url(x))',
      'image-set(x)',
      'expression(alert(1))',
      '</style><script>',
      'red\\9',
      `url("x")`,
      '"/*"; background: url(x); background: "*/"',
      '"</style>"',
      '"\\9"',
      'red !ie',
      'javascript:alert',
      '@import',
      '',
    ]) {
      assert.throws(
        () => parseCustomCss(`.errorMessage-customizable { background: ${value} }`),
        refused(
          'The value of the CSS property background is not allowed for class .errorMessage-customizable.',
        ),
        value,
      )
    }
  })

  for (const css of [
    '.label-customizable',
    '.label-customizable {',
    '.label-customizable { color }',
    '/* .label-customizable { color: red }',
    '.label-customizable { color: "red }',
    `.label-customizable { color: "red' }`,
  ]) {
    test(`is not ${css}`, () => {
      assert.throws(() => parseCustomCss(css), MALFORMED)
    })
  }

  test('closes each rule before the next', () => {
    assert.throws(() => parseCustomCss('.label-customizable { color: red } }'), MALFORMED)
    assert.throws(
      () => parseCustomCss('.label-customizable { color: red { } }'),
      refused('The value of the CSS property color is not allowed for class .label-customizable.'),
    )
  })

  test('of 128 KiB is read in linear time', () => {
    for (const text of [
      '/*',
      '{',
      '}',
      '.',
      'a,',
      '.label-customizable{',
      '.label-customizable{color:red}',
      '.label-customizable{color:"',
      `.label-customizable{color:"'`,
    ]) {
      const css = text.repeat(Math.floor(131_072 / text.length))
      try {
        parseCustomCss(css)
      } catch (error) {
        assert.equal((error as Error).name, 'InvalidParameterException')
      }
    }
  })
})
