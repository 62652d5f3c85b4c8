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

  test('does not set a property that the class does not have', () => {
    assert.throws(
      () => parseCustomCss('.label-customizable { position: fixed }'),
      refused('The CSS property position is not allowed for class .label-customizable.'),
    )
    assert.throws(
      () => parseCustomCss('.label-customizable, .redirect-customizable { font-weight: 400 }'),
      refused('The CSS property font-weight is not allowed for class .redirect-customizable.'),
    )
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
      '"red"',
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
