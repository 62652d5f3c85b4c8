import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { brandedLook } from '../../../src/hosted/pages/sign-in/look/branded-look.ts'
import { classicLook } from '../../../src/hosted/pages/sign-in/look/classic-look.ts'
import { plainLook } from '../../../src/hosted/pages/sign-in/look/plain-look.ts'
import { colourOf } from '../../../src/hosted/pages/sign-in/look/variables.ts'
import { BRANDING, CLASSIC_CSS, sampleFrame, samplePages } from './sample-pages.ts'

const LIGHT_AND_DARK = [
  { category: 'PAGE_BACKGROUND', colorMode: 'LIGHT', address: '/day.png' },
  { category: 'PAGE_BACKGROUND', colorMode: 'DARK', address: '/night.png' },
  { category: 'FORM_LOGO', colorMode: 'LIGHT', address: '/ink.png' },
  { category: 'FORM_LOGO', colorMode: 'DARK', address: '/chalk.png' },
  { category: 'EMAIL_GRAPHIC', colorMode: 'DYNAMIC', address: '/letter.svg' },
] as const
const LOGO = { components: { form: { logo: { enabled: true } } } }

/** How much lighter a colour is than another (WCAG 2.2, "contrast ratio"). */
function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

describe('the look of the product', () => {
  test('has colours whose contrast is enough, in light and in dark', () => {
    const texts = [
      ['heading', 'form'],
      ['soft', 'form'],
      ['soft', 'page'],
      ['label', 'form'],
      ['hint', 'form'],
      ['placeholder', 'input'],
      ['link', 'form'],
      ['link-over', 'form'],
      ['primary-text', 'primary'],
      ['primary-over-text', 'primary-over'],
      ['primary-on-text', 'primary-on'],
      ['secondary-text', 'secondary'],
      ['secondary-over-text', 'secondary-over'],
      ['provider-text', 'provider'],
      ['wrong', 'wrong-back'],
      ['wrong', 'form'],
      ['right', 'right-back'],
    ] as const
    const frames = [
      ['input-line', 'form'],
      ['secondary-line', 'form'],
      ['provider-line', 'form'],
      ['focus', 'form'],
      ['wrong-line', 'form'],
      ['right-line', 'form'],
    ] as const
    for (const mode of ['light', 'dark'] as const) {
      for (const [pairs, least] of [
        [texts, 4.5],
        [frames, 3],
      ] as const) {
        for (const [on, back] of pairs) {
          const found = contrast(colourOf(on, mode), colourOf(back, mode))
          assert.ok(found >= least, `${on} on ${back}, mode ${mode}: ${found.toFixed(2)}`)
        }
      }
    }
  })

  test('follows the browser', () => {
    assert.match(
      plainLook(2).css,
      /^:root\{color-scheme:light dark;.*@media\(prefers-color-scheme:dark\)\{:root\{--page:/,
    )
  })
})

describe('the look of version 1', () => {
  test('ends with the rules of the owner, on light pages', () => {
    const { css, scheme } = classicLook({ css: CLASSIC_CSS, logo: undefined })
    assert.ok(css.endsWith(CLASSIC_CSS))
    assert.equal(scheme, 'light')
    assert.doesNotMatch(css, /prefers-color-scheme/)
  })

  test('follows the browser without such rules', () => {
    assert.equal(classicLook({ css: undefined, logo: '/logo.png' }).scheme, 'light dark')
  })

  test('shows the logo in the banner of the form', () => {
    const html =
      samplePages(sampleFrame({ look: classicLook({ css: undefined, logo: '/logo.png' }) }))['sign-in'] ?? ''
    assert.match(
      html,
      /<div class="banner-customizable at-center"><img class="logo-customizable" src="\/logo.png" alt=""\/>/,
    )
  })

  test('does not let rules end the style', () => {
    const look = classicLook({ css: '.label-customizable{content:"</style><script>"}', logo: undefined })
    const html = samplePages(sampleFrame({ look }))['sign-in'] ?? ''
    assert.equal(html.match(/<\/style>/g)?.length, 1)
    assert.match(html, /content:"<\\\/style>/)
  })

  test('has elements for every class that owners may change', () => {
    const html = Object.values(
      samplePages(sampleFrame({ look: classicLook({ css: undefined, logo: '/x' }) })),
    ).join('')
    const classes =
      'background banner errorMessage idpButton inputField label legalText logo submitButton textDescription redirect'
    for (const name of classes.split(' '))
      assert.match(html, new RegExp(`class="[^"]*\\b${name}-customizable`), name)
  })
})

describe('the look of version 2', () => {
  test('is that of the product without a document', () => {
    assert.equal(brandedLook({ settings: undefined, assets: [] }).css, plainLook(2).css)
  })

  test('takes colours and radii of the document', () => {
    const { css, scheme } = brandedLook(BRANDING)
    assert.equal(scheme, 'light')
    for (const declared of [
      '--primary:#6b2d8fff',
      '--page:#f3e8fbff',
      '--button-radius:24px',
      '--across:flex-start',
    ]) {
      assert.ok(css.includes(declared), declared)
    }
    assert.doesNotMatch(css, /prefers-color-scheme/)
  })

  test('changes only what the document changes, not what is like it without one', () => {
    const link = { textColor: 'abcdefff' }
    const settings = { componentClasses: { link: { lightMode: { defaults: link } } } }
    const { css } = brandedLook({ settings, assets: [] })
    assert.match(css, /--link:#abcdefff/)
    assert.match(css, /--primary:#0369a8/)
  })

  test('has the colours for dark pages where the document says so', () => {
    const settings = {
      categories: { global: { colorSchemeMode: 'DARK' } },
      components: { pageBackground: { darkMode: { color: '123456ff' }, lightMode: { color: 'ffffffff' } } },
    }
    const { css, scheme } = brandedLook({ settings, assets: [] })
    assert.equal(scheme, 'dark')
    assert.match(css, /--page:#123456ff/)
  })

  test('leaves out what is no colour and no length', () => {
    for (const color of ['red', '#ffffffff', '12345', 'ff0000', 'ffffffff}body{}', 7, null, {}]) {
      const settings = {
        components: { pageBackground: { lightMode: { color } }, form: { borderRadius: color } },
      }
      assert.equal(
        brandedLook({ settings, assets: [] }).css,
        plainLook(2).css.replace(
          '--form-radius:1rem',
          color === 7 ? '--form-radius:7px' : '--form-radius:1rem',
        ),
      )
    }
  })

  test('is that of the product for documents of any other form', () => {
    for (const settings of [{ components: 1 }, { components: { form: null } }, { categories: [] }]) {
      assert.equal(brandedLook({ settings, assets: [] }).css, plainLook(2).css)
    }
  })

  test('shows the pictures of the scheme', () => {
    const look = brandedLook({ settings: LOGO, assets: LIGHT_AND_DARK })
    assert.deepEqual(look.logo?.picture, { light: '/ink.png', dark: '/chalk.png' })
    assert.match(
      look.css,
      /body\{background-image:url\("\/day.png"\)\}@media\(prefers-color-scheme:dark\)\{body\{background-image:url\("\/night.png"\)\}\}$/,
    )
    const html = samplePages(sampleFrame({ look }))
    assert.match(
      html['sign-in'] ?? '',
      /<source media="\(prefers-color-scheme: dark\)" srcset="\/chalk.png"\/><img class="logo-customizable" src="\/ink.png"/,
    )
    assert.match(html['code-email'] ?? '', /<img class="graphic" src="\/letter.svg" alt=""\/>/)
  })

  test('shows no picture at the head of pages where they are switched off', () => {
    const look = brandedLook({
      settings: { categories: { form: { displayGraphics: false } } },
      assets: LIGHT_AND_DARK,
    })
    assert.doesNotMatch(samplePages(sampleFrame({ look }))['code-email'] ?? '', /class="graphic"/)
  })

  test('has strips at the top and the bottom where they are switched on', () => {
    const html = samplePages(sampleFrame({ look: brandedLook(BRANDING) }))['sign-in'] ?? ''
    assert.match(
      html,
      /<header class="at-start"><img src="\/domains\/shop.auth.us-east-1\/branding\/page_header_logo.svg"/,
    )
    assert.match(html, /<div class="strip at-start"><\/div>/)
    assert.doesNotMatch(samplePages(sampleFrame())['sign-in'] ?? '', /<header|"strip/)
  })

  test('has the icons of the tab that are enabled', () => {
    const assets = ['FAVICON_ICO', 'FAVICON_SVG'].map((category) => ({
      category,
      colorMode: 'DYNAMIC' as const,
      address: `/${category}`,
    }))
    const icons = (types: unknown) =>
      brandedLook({ settings: { components: { favicon: { enabledTypes: types } } }, assets }).icons.map(
        ({ address }) => address,
      )
    assert.deepEqual(icons(['SVG']), ['/FAVICON_SVG'])
    assert.deepEqual(icons(undefined), ['/FAVICON_ICO', '/FAVICON_SVG'])
  })

  test('puts other providers first where the document does', () => {
    const branded = samplePages(sampleFrame({ look: brandedLook(BRANDING) }))['sign-in-providers'] ?? ''
    const plain = samplePages(sampleFrame())['sign-in-providers'] ?? ''
    const isBefore = (html: string) => html.indexOf('Continue with Google') < html.indexOf('name="username"')
    assert.deepEqual([isBefore(branded), isBefore(plain)], [true, false])
  })
})
